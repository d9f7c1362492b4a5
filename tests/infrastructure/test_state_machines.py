"""The linter of state machines fires for each trap, and finds nothing in ours."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from stacks.asl import findings
from stacks.workflow import DEFINITIONS, UnsoundDefinition, read_definition

State = dict[str, Any]
_BOTH = ["States.Timeout", "States.HeartbeatTimeout"]
_SOUND: State = {
    "StartAt": "Work",
    "States": {
        "Work": {
            "Type": "Task",
            "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
            "Parameters": {"MessageBody": {"token.$": "$$.Task.Token", "key.$": "$.key", "kind": "grade"}},
            "TimeoutSeconds": 3600,
            "HeartbeatSeconds": 900,
            "Retry": [{"ErrorEquals": _BOTH, "MaxAttempts": 0}, {"ErrorEquals": ["States.ALL"]}],
            "Catch": [{"ErrorEquals": [*_BOTH, "States.ALL"], "ResultPath": "$.error", "Next": "Failed"}],
            "Next": "Each",
        },
        "Each": {
            "Type": "Map",
            "ItemsPath": "$.tests",
            "ItemSelector": {"test.$": "$$.Map.Item.Value", "job.$": "$.job_id"},
            "ItemProcessor": {
                "StartAt": "One",
                "States": {"One": {"Type": "Pass", "Result": {"done": True}, "End": True}},
            },
            "Next": "Late",
        },
        "Late": {
            "Type": "Choice",
            "Choices": [{"And": [{"Variable": "$.count", "NumericGreaterThan": 3}], "Next": "Failed"}],
            "Default": "Done",
        },
        "Done": {"Type": "Succeed"},
        "Failed": {"Type": "Fail", "Error": "Failed", "CausePath": "$.error.Cause"},
    },
}


def _changed(change: Callable[[State], object]) -> list[str]:
    definition = copy.deepcopy(_SOUND)
    change(definition["States"])
    return findings(definition)


@pytest.mark.parametrize("name", ["grader.asl.json", "generator.asl.json"])
def test_no_trap_is_found_in_our_definitions(name: str) -> None:
    assert findings(json.loads((DEFINITIONS / name).read_text())) == []


def test_no_trap_is_found_in_a_sound_definition() -> None:
    assert findings(_SOUND) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda s: s["Work"]["Parameters"]["MessageBody"].update(key="$.key"), "key = '$.key' is a literal"),
        (
            lambda s: s["Work"]["Parameters"].update(Ids=[{"id": "$$.Execution.Id"}]),
            "id = '$$.Execution.Id' is a literal",
        ),
        (lambda s: s["Work"]["Parameters"].update(name="States.Format('{}', $.key)"), "is a literal"),
        (lambda s: s["Work"].update(ResultSelector={"key.$": "key"}), "'key' is no path"),
        (
            lambda s: s["Each"]["ItemProcessor"]["States"]["One"].update(Result={"k.$": "$.k"}),
            "Pass.Result takes no paths",
        ),
        (lambda s: s["Each"]["ItemProcessor"]["States"]["One"].update(Result="$.k"), "Pass.Result takes no paths"),
        (lambda s: s["Failed"].update(Cause="$.error.Cause"), "Fail.Cause takes no path: use CausePath"),
        (lambda s: s["Failed"].update(Error="$.error.Error"), "Fail.Error takes no path: use ErrorPath"),
        (lambda s: s["Each"].update(ItemSelector={"test.$": "$.tests"}), "no part of the item reaches its iteration"),
        (lambda s: s["Work"]["Parameters"].update({"x.$": "$$.Map.Item.Value"}), "exists inside a Map alone"),
        (
            lambda s: s["Late"]["Choices"][0]["And"][0].update(Variable="$$.Execution.StartTime"),
            "$$.Execution.StartTime is a string, which NumericGreaterThan never matches",
        ),
        (
            lambda s: s["Work"]["Parameters"].update({"end.$": "States.MathAdd($$.Execution.StartTime, 60)"}),
            "States.MathAdd cannot add",
        ),
        (lambda s: s["Work"].pop("TimeoutSeconds"), "a Task needs TimeoutSeconds"),
        (lambda s: s["Work"].pop("Retry"), "a Task needs Retry"),
        (lambda s: s["Work"].pop("Catch"), "a Task needs Catch"),
        (lambda s: s["Work"]["Catch"][0].update(ErrorEquals=["States.ALL"]), "Catch must list States.HeartbeatTimeout"),
        (lambda s: s["Work"]["Catch"][0].update(ErrorEquals=_BOTH), "and States.ALL"),
        (lambda s: s["Work"]["Catch"][0].pop("ResultPath"), "replaces the ids of the state by the error"),
        (lambda s: s["Work"]["Retry"][0].update(ErrorEquals=["States.Timeout"]), "but not the other time-out"),
        (lambda s: s["Work"].update(Resource="arn:aws:states:::ecs:runTask.sync"), "a task's exit code is no result"),
        (lambda s: s["Work"]["Parameters"]["MessageBody"].pop("token.$"), "nobody is told the token"),
        (lambda s: s["Work"].update(HeartbeatSeconds=60), "HeartbeatSeconds must be at least 900"),
        (lambda s: s["Late"].pop("Default"), "a Choice without Default"),
        (lambda s: s["Late"].update(Default="Nowhere"), "Nowhere: does not exist but is led to"),
        (lambda s: s.update(Alone={"Type": "Succeed"}), "Alone: nothing leads here"),
        (lambda s: s["Each"]["ItemProcessor"]["States"]["One"].update(Type="Task"), "One: a Task needs Catch"),
    ],
)
def test_trap_is_found(change: Callable[[State], object], told: str) -> None:
    assert [line for line in _changed(change) if told in line], _changed(change)


def test_unsound_definition_ends_the_synthesis(tmp_path: Path) -> None:
    path = tmp_path / "bad.asl.json"
    path.write_text(json.dumps({"StartAt": "A", "States": {"A": {"Type": "Fail", "Cause": "$.error"}}}))
    with pytest.raises(UnsoundDefinition, match=r"bad.asl.json: A: Fail.Cause takes no path"):
        read_definition(path)
