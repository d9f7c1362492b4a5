"""The template holds what the service needs, property by property: what the embedded AWS ignores is asserted here."""

from __future__ import annotations

import json
from typing import Any

import pytest
from settings import AuthMode
from stacks.functions import FUNCTIONS, reserved
from stacks.permissions import NETWORK_INTERFACE_ACTIONS
from stacks.queues import MAX_RECEIVES
from stacks.refusals import refusals

from tests.infrastructure.conftest import DIGEST, Synthesized
from tools.dev.paths import ROOT

PROTOCOL_PAGE = (ROOT / "docs/protocol.md").read_text(encoding="utf-8")


def test_tables_are_recoverable_on_demand_and_end_old_rows(prod: Synthesized) -> None:
    tables = prod.of_type("AWS::DynamoDB::Table")
    assert len(tables) == 5
    for table in tables.values():
        properties = table["Properties"]
        assert properties["BillingMode"] == "PAY_PER_REQUEST"
        assert properties["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
        assert properties["TimeToLiveSpecification"] == {"AttributeName": "expires_at", "Enabled": True}
        assert properties["DeletionProtectionEnabled"] is True
        assert table["DeletionPolicy"] == "Retain"


def test_tables_have_the_keys_and_indexes_of_their_listings(dev: Synthesized) -> None:
    described = {
        tuple(key["AttributeName"] for key in table["KeySchema"]): {
            index["IndexName"]: tuple(key["AttributeName"] for key in index["KeySchema"])
            for index in table.get("GlobalSecondaryIndexes", [])
        }
        for table in dev.properties("AWS::DynamoDB::Table")
    }
    assert described[("problem_id", "sk")] == {"by_listing": ("listing", "listed_at")}
    assert described[("submission_id",)]["by_problem"] == ("problem_id", "created_at")
    assert described[("submission_id",)]["by_open"] == ("open_shard", "opened_at")
    assert described[("submission_id",)]["by_owner"] == ("owner_problem", "created_at")
    assert {("job_id", "sk"), ("connection_id", "sk")} <= set(described)


def test_bucket_is_private_encrypted_versioned_and_cleans_up(dev: Synthesized) -> None:
    bucket = dev.only("AWS::S3::Bucket")
    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
    assert len(bucket["PublicAccessBlockConfiguration"]) == 4
    (encryption,) = bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert encryption["ServerSideEncryptionByDefault"] == {"SSEAlgorithm": "AES256"}
    assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}
    expiring = {rule["Prefix"] for rule in _rules(bucket) if "ExpirationInDays" in rule}
    assert expiring == {"uploads/", "drafts/", "evidence/", "code/", "results/"}
    tiered = {rule["Prefix"]: rule["Transitions"] for rule in _rules(bucket) if "Transitions" in rule}
    assert set(tiered) == {"packages/", "tests/"}
    assert all(tier["StorageClass"] == "INTELLIGENT_TIERING" for (tier,) in tiered.values())


def _rules(bucket: dict[str, Any]) -> list[dict[str, Any]]:
    return list(bucket["LifecycleConfiguration"]["Rules"])


def test_only_a_stage_without_data_worth_keeping_empties_its_bucket(dev: Synthesized, prod: Synthesized) -> None:
    assert len(dev.of_type("Custom::S3AutoDeleteObjects")) == 1
    assert prod.of_type("Custom::S3AutoDeleteObjects") == {}


def test_bucket_demands_tls_unless_it_stands_on_the_embedded_aws(dev: Synthesized, local: Synthesized) -> None:
    statements = dev.only("AWS::S3::BucketPolicy")["PolicyDocument"]["Statement"]
    (statement,) = [statement for statement in statements if statement["Effect"] == "Deny"]
    assert (statement["Effect"], statement["Principal"]) == ("Deny", {"AWS": "*"})
    assert statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    assert local.of_type("AWS::S3::BucketPolicy") == {}


def test_job_queues_hand_over_what_three_workers_could_not_finish(dev: Synthesized) -> None:
    redrives = [queue["RedrivePolicy"] for queue in dev.properties("AWS::SQS::Queue") if "RedrivePolicy" in queue]
    # Jobs, what may wait, progress, webhooks.
    assert len(redrives) == 4
    assert {redrive["maxReceiveCount"] for redrive in redrives} == {MAX_RECEIVES} == {3}
    assert all(queue["SqsManagedSseEnabled"] for queue in dev.properties("AWS::SQS::Queue"))


def test_every_function_has_own_role_log_group_and_sizes(dev: Synthesized) -> None:
    functions = dev.of_type("AWS::Serverless::Function")
    assert set(functions) == set(FUNCTIONS)
    roles, groups = set(), set()
    for name, function in functions.items():
        properties = function["Properties"]
        roles.add(json.dumps(properties["Role"]))
        groups.add(json.dumps(properties["LoggingConfig"]["LogGroup"]))
        sizes = (properties["MemorySize"], properties["Timeout"], properties["ReservedConcurrentExecutions"])
        assert sizes == (FUNCTIONS[name].memory_mib, FUNCTIONS[name].timeout_s, reserved(100)[name])
        assert properties["Tracing"] == "Active"
    assert len(roles) == len(groups) == len(functions)
    assert "replaced-by" not in json.dumps(dev.template), "a function kept the placeholder role"


def test_stage_sets_aside_no_more_than_it_says_and_something_for_every_function(prod: Synthesized) -> None:
    functions = prod.of_type("AWS::Serverless::Function").values()
    numbers = [function["Properties"]["ReservedConcurrentExecutions"] for function in functions]
    assert min(numbers) >= 1
    assert sum(numbers) <= 400


def test_queue_never_asks_a_function_for_more_than_it_has(prod: Synthesized) -> None:
    for mapping in prod.properties("AWS::Lambda::EventSourceMapping"):
        function = prod.template["Resources"][mapping["FunctionName"]["Ref"]]
        reserved_for_it = function["Properties"]["ReservedConcurrentExecutions"]
        assert mapping["ScalingConfig"]["MaximumConcurrency"] <= reserved_for_it


def test_function_of_the_model_runs_from_its_image_when_there_is_one(everything: Synthesized, dev: Synthesized) -> None:
    function = everything.template["Resources"]["GenerationStage"]["Properties"]
    assert function["PackageType"] == "Image"
    assert function["ImageConfig"] == {"Command": ["app.generation_stage"]}
    assert f"@{DIGEST}" in json.dumps(function["ImageUri"])
    assert not {"CodeUri", "Handler", "Runtime"} & set(function)
    assert dev.template["Resources"]["GenerationStage"]["Properties"]["Handler"] == "app.generation_stage"


def test_functions_that_answer_a_gateway_end_before_it_gives_up(dev: Synthesized) -> None:
    answering = [name for name in FUNCTIONS if name == "APIHandler" or name.startswith("Websocket")]
    assert len(answering) == 4
    assert all(FUNCTIONS[name].timeout_s <= 29 for name in answering)


def test_every_log_group_ends_old_entries(prod: Synthesized) -> None:
    groups = prod.properties("AWS::Logs::LogGroup")
    assert len(groups) >= len(FUNCTIONS) + 6
    assert {group["RetentionInDays"] for group in groups} == {365}


def test_websocket_routes_deploy_when_they_change(dev: Synthesized) -> None:
    stage = dev.only("AWS::ApiGatewayV2::Stage")
    assert stage["AutoDeploy"] is True
    assert "DeploymentId" not in stage
    assert dev.of_type("AWS::ApiGatewayV2::Deployment") == {}


def test_both_apis_are_throttled_and_logged(dev: Synthesized) -> None:
    (methods,) = dev.only("AWS::Serverless::Api")["MethodSettings"]
    routes = dev.only("AWS::ApiGatewayV2::Stage")["DefaultRouteSettings"]
    for limits in (methods, routes):
        assert (limits["ThrottlingRateLimit"], limits["ThrottlingBurstLimit"]) == (50, 100)
    assert "DestinationArn" in dev.only("AWS::Serverless::Api")["AccessLogSetting"]
    assert dev.only("AWS::Serverless::Api")["TracingEnabled"] is True
    assert "DestinationArn" in dev.only("AWS::ApiGatewayV2::Stage")["AccessLogSettings"]


@pytest.mark.parametrize(("mode", "status"), [(AuthMode.IAM, 403), (AuthMode.KEY, 404)])
def test_the_gateways_own_refusals_are_problem_details(mode: AuthMode, status: int) -> None:
    told = refusals(signed=mode is AuthMode.IAM)
    assert told["MISSING_AUTHENTICATION_TOKEN"]["StatusCode"] == status
    for answer in told.values():
        problem = json.loads(answer["ResponseTemplates"]["application/json"])
        assert problem["status"] == answer["StatusCode"]
        assert problem["type"].removeprefix("urn:alpaco:error:") in PROTOCOL_PAGE


def test_the_gateways_own_refusals_are_deployed(dev: Synthesized) -> None:
    api = dev.only("AWS::Serverless::Api")
    assert api["GatewayResponses"] == refusals(signed=True)
    assert "DefinitionBody" in api


@pytest.mark.parametrize("machine", ["Grader", "Generator"])
def test_machine_logs_errors_without_data_and_is_traced(dev: Synthesized, machine: str) -> None:
    (found,) = [item for name, item in dev.of_type("AWS::StepFunctions::StateMachine").items() if machine in name]
    logging = found["Properties"]["LoggingConfiguration"]
    assert (logging["Level"], logging["IncludeExecutionData"]) == ("ERROR", False)
    assert found["Properties"]["TracingConfiguration"] == {"Enabled": True}


def test_messages_reach_their_functions_and_report_single_failures(dev: Synthesized) -> None:
    mappings = {
        mapping["FunctionName"]["Ref"]: mapping for mapping in dev.properties("AWS::Lambda::EventSourceMapping")
    }
    assert set(mappings) == {"Progress", "DeadLetter", "DeliverWebhook"}
    assert all(mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"] for mapping in mappings.values())


def test_reaper_runs_by_the_clock_and_stopped_tasks_are_reported(dev: Synthesized) -> None:
    rules = dev.properties("AWS::Events::Rule")
    assert len(rules) == 2
    for rule in rules:
        (target,) = rule["Targets"]
        (queue,) = [name for name in dev.of_type("AWS::SQS::Queue") if "EventDeadLetters" in name]
        assert target["DeadLetterConfig"]["Arn"]["Fn::GetAtt"][0] == queue
        function = dev.template["Resources"][target["Id"]]["Properties"]
        assert function["DeadLetterQueue"] == {"Type": "SQS", "TargetArn": {"Fn::GetAtt": [queue, "Arn"]}}
    assert [rule["ScheduleExpression"] for rule in rules if "ScheduleExpression" in rule] == ["rate(1 minute)"]
    (pattern,) = [rule["EventPattern"] for rule in rules if "EventPattern" in rule]
    assert pattern["detail"]["lastStatus"] == ["STOPPED"]


def test_outputs_name_everything_that_a_client_or_worker_needs(dev: Synthesized) -> None:
    needed = {"HttpUrl", "WebSocketUrl", "Bucket", "JobQueueUrls", "ProgressQueueUrl", "GraderArn", "GeneratorArn"}
    tables = {"ProblemsTable", "SubmissionsTable", "JobsTable", "ConnectionsTable"}
    assert needed | tables <= set(dev.template["Outputs"])


def _actions(document: dict[str, Any]) -> list[str]:
    found: list[str] = []
    for statement in document["Statement"]:
        actions = statement["Action"]
        found += [actions] if isinstance(actions, str) else actions
    return found


# Actions that AWS offers for all resources only, and who needs them.
_WITHOUT_RESOURCE = {
    **dict.fromkeys(NETWORK_INTERFACE_ACTIONS, "functions in the VPC"),
    "ecr:GetAuthorizationToken": "signing in to the registry before an image is pulled",
    "logs:CreateLogDelivery": "log of a state machine",
    "logs:DeleteLogDelivery": "log of a state machine",
    "logs:DescribeLogGroups": "log of a state machine",
    "logs:DescribeResourcePolicies": "log of a state machine",
    "logs:GetLogDelivery": "log of a state machine",
    "logs:ListLogDeliveries": "log of a state machine",
    "logs:PutResourcePolicy": "log of a state machine",
    "logs:UpdateLogDelivery": "log of a state machine",
    "xray:GetSamplingRules": "traces of state machines and functions",
    "xray:GetSamplingTargets": "traces of state machines and functions",
    "xray:PutTelemetryRecords": "traces of state machines and functions",
    "xray:PutTraceSegments": "traces of state machines and functions",
}


def test_no_role_may_do_everything_of_a_service(everything: Synthesized) -> None:
    policies = everything.of_type("AWS::IAM::Policy")
    # The CDK's own function that copies the page into its bucket comes with its policy.
    ours = [item["Properties"] for name, item in policies.items() if not name.startswith("CustomCDKBucketDeployment")]
    assert len(ours) < len(policies)
    for policy in ours:
        assert not [action for action in _actions(policy["PolicyDocument"]) if action.endswith("*")]


def test_only_actions_that_know_no_resource_are_allowed_on_all(everything: Synthesized) -> None:
    unlimited = {
        action
        for policy in everything.properties("AWS::IAM::Policy")
        for statement in policy["PolicyDocument"]["Statement"]
        if statement["Resource"] == "*"
        for action in _actions({"Statement": [statement]})
    }
    assert unlimited == set(_WITHOUT_RESOURCE)
