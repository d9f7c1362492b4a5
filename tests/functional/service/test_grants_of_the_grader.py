"""Every function of the grader, on moto, makes no call that its role would refuse."""

from __future__ import annotations

import pytest

from tests.functional.acting import Acts, as_function
from tests.functional.service.test_grader_machine import WITHOUT_TESTS, MakeGrader, make_grader
from tests.infrastructure.iam import granted
from tests.infrastructure.iam.policies import denied

__all__ = ["make_grader"]


def test_grading_with_tests_to_be_made_needs_no_more_than_is_granted(
    make_grader: MakeGrader, monkeypatch: pytest.MonkeyPatch
) -> None:
    acts = Acts(monkeypatch)
    grader = make_grader()
    steps = grader.integrations.functions
    steps.update({name: as_function(name, function) for name, function in steps.items()})
    monkeypatch.setattr(grader.cloud, "call", as_function("APIHandler", grader.cloud.call))
    submission_id = grader.submit(WITHOUT_TESTS)
    grader.make_tests(grader.receive())
    grader.succeed(grader.receive())
    assert grader.end(submission_id) == "SUCCEEDED"
    assert grader.shown(submission_id)["verdict"] == "ACCEPTED"
    calls = acts.calls()
    assert {call.principal for call in calls} == {"APIHandler", "LoadProblem", "FreezeTests", "RecordVerdict"}
    assert denied(calls, granted.read()) == []


def test_judge_error_needs_no_more_than_is_granted(make_grader: MakeGrader, monkeypatch: pytest.MonkeyPatch) -> None:
    acts = Acts(monkeypatch)
    grader = make_grader()
    steps = grader.integrations.functions
    steps.update({name: as_function(name, function) for name, function in steps.items()})
    submission_id = grader.submit()
    grader.fail(grader.receive(), "DeadLettered")
    assert grader.end(submission_id) == "FAILED"
    calls = acts.calls()
    assert {call.principal for call in calls} == {"LoadProblem", "MarkJudgeError"}
    assert denied(calls, granted.read()) == []
