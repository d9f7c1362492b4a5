"""The lessons of a first deployment, each a guard here that is shown to fire."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.infrastructure.conftest import Synthesized


def _lint(template: Path) -> str:
    """What cfn-lint says of a template, for the region that we deploy to by default."""
    command = [
        str(Path(sys.executable).with_name("cfn-lint")),
        "--template",
        str(template),
        "--regions",
        "ap-northeast-2",
    ]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def _written(template: dict[str, Any], path: Path) -> Path:
    path.write_text(json.dumps(template))
    return path


def test_template_passes_cfn_lint(dev: Synthesized, prod: Synthesized, local: Synthesized) -> None:
    for synthesized in (dev, prod, local):
        assert _lint(synthesized.path) == ""


def test_reserved_variable_is_found_when_a_function_has_one(dev: Synthesized, tmp_path: Path) -> None:
    template = copy.deepcopy(dev.template)
    template["Resources"]["Reaper"]["Properties"]["Environment"]["Variables"]["AWS_REGION"] = "ap-northeast-2"
    assert "E3663" in _lint(_written(template, tmp_path / "reserved.json"))


def _runner_subnets(synthesized: Synthesized) -> list[str]:
    (grader,) = [
        item["Properties"]
        for name, item in synthesized.of_type("AWS::StepFunctions::StateMachine").items()
        if "Grader" in name
    ]
    values = grader["DefinitionSubstitutions"]
    return [values["RunnerSubnetA"]["Ref"], values["RunnerSubnetC"]["Ref"]]


def test_tasks_start_in_declared_subnets_of_two_zones(dev: Synthesized) -> None:
    subnets = dev.of_type("AWS::EC2::Subnet")
    zones = [subnets[name]["Properties"]["AvailabilityZone"] for name in _runner_subnets(dev)]
    assert zones == ["ap-northeast-2a", "ap-northeast-2c"]


def test_runner_subnets_lead_nowhere_but_to_endpoints(dev: Synthesized) -> None:
    assert dev.of_type("AWS::EC2::Route") == {}
    assert dev.of_type("AWS::EC2::NatGateway") == {}
    assert dev.of_type("AWS::EC2::InternetGateway") == {}
    services = json.dumps([endpoint["ServiceName"] for endpoint in dev.properties("AWS::EC2::VPCEndpoint")])
    for service in ("s3", "dynamodb", "ecr.api", "ecr.dkr", "logs", "sqs", "states"):
        assert f".{service}" in services


def test_runners_accept_no_connection(dev: Synthesized) -> None:
    groups = {name: item["Properties"] for name, item in dev.of_type("AWS::EC2::SecurityGroup").items()}
    (runners,) = [group for name, group in groups.items() if "Runners" in name]
    assert "SecurityGroupIngress" not in runners
    assert [(rule["FromPort"], rule["ToPort"]) for rule in runners["SecurityGroupEgress"]] == [(443, 443)]


@pytest.mark.parametrize("api", ["RestAPI", "WebsocketAPIStage"])
def test_gateway_may_log_before_an_api_asks_it_to(dev: Synthesized, api: str) -> None:
    ((account, resource),) = dev.of_type("AWS::ApiGateway::Account").items()
    assert "CloudWatchRoleArn" in resource["Properties"]
    assert resource["DeletionPolicy"] == "Retain"
    assert account in dev.template["Resources"][api]["DependsOn"]
