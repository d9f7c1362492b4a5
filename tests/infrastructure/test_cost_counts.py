"""What the cost model counts is what the template holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from stacks.functions import FUNCTIONS

from tests.infrastructure.conftest import Synthesized
from tools import cost_model
from tools.cost_model import MEMORY_MIB, RUNNER, STAGES

STATES = Path(__file__).parents[2] / "infrastructure/state_machines"


@pytest.fixture(params=["dev", "prod"])
def stage(request: pytest.FixtureRequest) -> tuple[cost_model.Stage, Synthesized]:
    return STAGES[request.param], request.getfixturevalue(request.param)


def test_standing_parts_of_a_stage(stage: tuple[cost_model.Stage, Synthesized]) -> None:
    counted, template = stage
    endpoints = [
        item for item in template.properties("AWS::EC2::VPCEndpoint") if item["VpcEndpointType"] == "Interface"
    ]
    assert len(endpoints) == counted.endpoints
    assert {len(item["SubnetIds"]) for item in endpoints} == {counted.endpoint_zones}
    assert sum(map(_metrics, template.properties("AWS::CloudWatch::Alarm"))) == counted.alarm_metrics
    assert len(template.of_type("AWS::CloudWatch::Dashboard")) == counted.dashboards


def _metrics(alarm: dict[str, Any]) -> int:
    """An alarm is billed by the metrics that it reads."""
    return max(1, len([item for item in alarm.get("Metrics", ()) if "MetricStat" in item]))


def test_tasks_of_a_stage(stage: tuple[cost_model.Stage, Synthesized]) -> None:
    counted, template = stage
    services = template.properties("AWS::ECS::Service")
    assert (len(services), sum(item["DesiredCount"] for item in services)) == (counted.services, counted.tasks)
    for task in template.properties("AWS::ECS::TaskDefinition"):
        assert (int(task["Cpu"]), int(task["Memory"])) == (RUNNER.vcpu * 1024, RUNNER.memory_gib * 1024)


def test_memory_of_functions() -> None:
    assert {name: FUNCTIONS[name].memory_mib for name in MEMORY_MIB} == dict(MEMORY_MIB)


def test_transitions_of_a_submission_whose_tests_are_frozen() -> None:
    states = json.loads((STATES / "grader.asl.json").read_text())
    passed, name = 0, states["StartAt"]
    while name:
        passed += 1
        state = states["States"][name]
        name = "Judge" if name == "TestsFrozen" else state.get("Next", "")
    assert passed == cost_model.submission(cost_model.Design.WARM)["transition"]
