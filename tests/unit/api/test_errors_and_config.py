"""Errors as clients and state machines see them; settings that name what is missing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from chalicelib import errors
from chalicelib.config import Config
from chalicelib.errors import AlpacoError, Broken, ConfigError, Invalid, problem_details

GRADER = Path(__file__).parents[3] / "infrastructure/state_machines/grader.asl.json"
RUNNERS_ERRORS = {"JobFailed", "DeadLettered", "TaskStopped", "DraftBroken"}


def test_a_refusal_is_told_with_its_field() -> None:
    assert problem_details(Invalid("no such language", field="language")) == {
        "type": "urn:alpaco:error:invalid",
        "title": "A field has an unusable value",
        "status": 422,
        "detail": "no such language",
        "field": "language",
    }


def test_what_broke_on_our_side_is_not_told() -> None:
    assert "table" not in json.dumps(problem_details(Broken("table x is missing")))


def test_the_grader_matches_on_errors_that_exist() -> None:
    machine = json.loads(GRADER.read_text())
    matched = {
        name
        for state in machine["States"].values()
        for rule in state.get("Retry", []) + state.get("Catch", [])
        for name in rule["ErrorEquals"]
        if not name.startswith("States.")
    }
    ours = {name for name in vars(errors) if isinstance(getattr(errors, name), type)}
    assert matched <= ours | RUNNERS_ERRORS
    assert matched >= RUNNERS_ERRORS


def test_every_task_of_the_grader_ends_and_is_caught() -> None:
    tasks = [state for state in json.loads(GRADER.read_text())["States"].values() if state["Type"] == "Task"]
    for task in tasks:
        caught = [name for rule in task["Catch"] for name in rule["ErrorEquals"]]
        assert {"States.Timeout", "States.HeartbeatTimeout", "States.ALL"} <= set(caught)
        assert task["TimeoutSeconds"] > 0
        assert task["Retry"]


@pytest.mark.parametrize("kind", AlpacoError.__subclasses__())
def test_every_error_has_a_status(kind: type[AlpacoError]) -> None:
    assert 400 <= kind.status < 600


def test_a_missing_variable_is_an_error_when_it_is_read() -> None:
    config = Config({"BUCKET": "b"})
    assert config.bucket == "b"
    with pytest.raises(ConfigError) as caught:
        _ = config.problems_table
    assert caught.value.variable == "PROBLEMS_TABLE"


@pytest.mark.parametrize("value", ["{", "[]", '{"main": 1}'])
def test_a_variable_that_is_no_mapping_is_named(value: str) -> None:
    with pytest.raises(ConfigError, match="JOB_QUEUE_URLS"):
        _ = Config({"JOB_QUEUE_URLS": value}).job_queue_urls


def test_a_config_does_not_show_its_values() -> None:
    assert "secret" not in repr(Config({"KEY": "secret"}))
