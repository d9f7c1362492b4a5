"""What operators see and hear of the service, and how it finds a model."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from settings import LOCAL, Model, SettingsError, for_stage
from stacks.alpaco_stack import DRAFTERS
from stacks.functions import FUNCTIONS

from tests.infrastructure.conftest import Synthesized

DOCS = Path(__file__).parents[2] / "docs"


def _metric_names(alarm: dict[str, Any]) -> set[str]:
    queries = [item["MetricStat"]["Metric"] for item in alarm.get("Metrics", []) if "MetricStat" in item]
    return {query["MetricName"] for query in queries} | ({alarm["MetricName"]} if "MetricName" in alarm else set())


def test_alarms_cover_what_is_lost_stuck_failing_throttled_or_slow(dev: Synthesized) -> None:
    watched = {name for alarm in dev.properties("AWS::CloudWatch::Alarm") for name in _metric_names(alarm)}
    assert watched == {
        "ApproximateNumberOfMessagesVisible",
        "ApproximateAgeOfOldestMessage",
        "ExecutionsFailed",
        "ExecutionsTimedOut",
        "ExecutionsAborted",
        "ExecutionTime",
        "5XXError",
        "Count",
        "Errors",
        "Throttles",
    }


@pytest.mark.parametrize("page", ["operations.md", "operations.ko.md"])
def test_every_alarm_is_on_the_page_that_it_names(dev: Synthesized, page: str) -> None:
    told = set(re.findall(r"^\| `([A-Z]\w+)` \|", (DOCS / page).read_text(encoding="utf-8"), re.MULTILINE))
    alarms = [item["AlarmDescription"] for item in dev.properties("AWS::CloudWatch::Alarm")]
    assert {text.partition("Cause and fix: docs/operations.md, ")[2] for text in alarms} == told


def test_every_alarm_and_its_end_are_sent_and_silence_is_no_alarm(dev: Synthesized) -> None:
    for alarm in dev.properties("AWS::CloudWatch::Alarm"):
        assert alarm["AlarmActions"] == alarm["OKActions"]
        assert alarm["TreatMissingData"] == "notBreaching"
        assert len([item for item in alarm.get("Metrics", []) if "MetricStat" in item]) <= 10


def test_errors_of_every_function_are_watched(dev: Synthesized) -> None:
    text = json.dumps([alarm.get("Metrics", []) for alarm in dev.properties("AWS::CloudWatch::Alarm")])
    assert all(f'{{"Ref": "{name}"}}' in text for name in FUNCTIONS)


def test_there_is_one_dashboard_per_stage(dev: Synthesized) -> None:
    assert dev.only("AWS::CloudWatch::Dashboard")["DashboardName"] == "alpaco-dev"


def test_every_output_is_a_parameter_too(dev: Synthesized) -> None:
    parameters = {item["Name"]: item["Value"] for item in dev.properties("AWS::SSM::Parameter")}
    ours = {name: output["Value"] for name, output in dev.template["Outputs"].items()}
    assert len(parameters) >= 16
    for path, value in parameters.items():
        assert ours[path.removeprefix("/alpaco/dev/")] == value


def test_apis_are_named_after_their_stage(dev: Synthesized, prod: Synthesized) -> None:
    names = [
        item.only(type_)["Name"] for item in (dev, prod) for type_ in ("AWS::Serverless::Api", "AWS::ApiGatewayV2::Api")
    ]
    assert names == ["alpaco-dev", "alpaco-dev", "alpaco-prod", "alpaco-prod"]


def test_budget_warns_of_the_month_where_alarms_go(dev: Synthesized) -> None:
    budget = dev.only("AWS::Budgets::Budget")
    assert budget["Budget"]["BudgetLimit"] == {"Amount": 200, "Unit": "USD"}
    assert (budget["Budget"]["TimeUnit"], budget["Budget"]["BudgetType"]) == ("MONTHLY", "COST")
    warnings = budget["NotificationsWithSubscribers"]
    told = [(item["Notification"]["Threshold"], item["Notification"]["NotificationType"]) for item in warnings]
    assert told == [(80, "ACTUAL"), (100, "FORECASTED"), (100, "ACTUAL")]
    (topic,) = dev.of_type("AWS::SNS::Topic")
    assert all(item["Subscribers"] == [{"SubscriptionType": "SNS", "Address": {"Ref": topic}}] for item in warnings)


def test_alarms_and_budgets_of_the_account_alone_may_be_sent(dev: Synthesized) -> None:
    statements = dev.only("AWS::SNS::TopicPolicy")["PolicyDocument"]["Statement"]
    (allowed,) = [statement for statement in statements if statement["Effect"] == "Allow"]
    assert allowed["Principal"] == {"Service": ["cloudwatch.amazonaws.com", "budgets.amazonaws.com"]}
    assert allowed["Condition"] == {"StringEquals": {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}}


def test_alarms_reach_the_address_of_the_settings(everything: Synthesized) -> None:
    subscription = everything.only("AWS::SNS::Subscription")
    assert (subscription["Protocol"], subscription["Endpoint"]) == ("email", "judge@example.org")


def test_key_of_the_model_is_a_secret_that_only_the_stages_read(everything: Synthesized) -> None:
    resources = everything.template["Resources"]
    (secret,) = [name for name, item in resources.items() if item["Type"] == "AWS::SecretsManager::Secret"]
    readers = [
        name
        for name, item in resources.items()
        if item["Type"] == "AWS::IAM::Policy" and "secretsmanager:GetSecretValue" in json.dumps(item)
    ]
    assert len(readers) == 1
    assert "GenerationStage" in readers[0]
    assert secret in json.dumps(resources[readers[0]])


def test_model_is_named_to_those_that_draft_or_announce_it(everything: Synthesized, dev: Synthesized) -> None:
    def variables(template: dict[str, Any], name: str) -> set[str]:
        found = template["Resources"][name]["Properties"]["Environment"]["Variables"]
        return {variable for variable in found if variable.startswith("OPENAI_")}

    for name in FUNCTIONS:
        drafts = {"OPENAI_MODEL", "OPENAI_API_KEY_SECRET"}
        expected = drafts if name in DRAFTERS.split() else set()
        assert variables(everything.template, name) == expected
        assert variables(dev.template, name) == set()


@pytest.mark.parametrize(
    ("environ", "model"),
    [
        ({}, None),
        ({"OPENAI_API_KEY": "k"}, None),
        ({"OPENAI_MODEL": "m", "OPENAI_API_KEY": "k"}, Model("m", has_key=True)),
        ({"OPENAI_MODEL": "m", "OPENAI_BASE_URL": "http://here/v1"}, Model("m", "http://here/v1", has_key=False)),
    ],
    ids=["nothing", "no model named", "hosted", "own server without a key"],
)
def test_one_machine_takes_the_model_of_the_developer(environ: dict[str, str], model: Model | None) -> None:
    assert for_stage("local", environ).model == model
    assert for_stage("dev", environ).model is None


@pytest.mark.parametrize(("setting", "value"), [("model", Model("")), ("alarm_email", "nobody")])
def test_unusable_setting_is_named(setting: str, value: object) -> None:
    with pytest.raises(SettingsError, match=f"^setting {setting}: "):
        replace(LOCAL, **{setting: value})  # type: ignore[arg-type]  # one wrong value at a time
