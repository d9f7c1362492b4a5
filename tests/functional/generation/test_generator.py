"""The generator's definition executed: every branch of it, and one terminal frame on each."""

from __future__ import annotations

import json
from typing import Any

import pytest
from chalicelib.domain.frames import failed
from chalicelib.domain.generation import FailureClass, GenerationFailed
from chalicelib.domain.stages import SOLVER, Stage
from chalicelib.errors import Corrupt, Unavailable

from tests.functional.generation.machine import DEFINITION, Machine

STAGES = [str(stage) for stage in Stage]
RUN = [*STAGES[:6], SOLVER, *STAGES[6:]]


def ends(frames: list[dict[str, Any]]) -> list[dict[str, Any]]:
    assert [frame["seq"] for frame in frames] == list(range(1, len(frames) + 1))
    return [frame for frame in frames if frame["type"] in ("done", "failed")]


def test_problem_is_drafted_checked_and_stored(machine: Machine) -> None:
    job_id = machine.start()
    tests_job, verify_job = machine.make_tests(), machine.verify("verified")
    assert machine.ended(job_id) == "SUCCEEDED"
    assert machine.functions.calls == [*RUN, "AssemblePackage", "DecideRepair", "StoreProblem"]
    frames = machine.frames(job_id)
    shown = [(frame["data"]["name"], frame["data"]["state"]) for frame in frames if frame["type"] == "stage"]
    assert shown[-2:] == [("verify", "started"), ("verify", "finished")]
    [end] = ends(frames)
    problem = machine.cloud.call("GET", f"/problems/{end['data']['problem_id']}").body
    assert (end["data"]["outcome"], problem["origin"]) == ("verified", "generation")
    assert problem["making"]["job_id"] == job_id
    report = machine.cloud.call("GET", problem["making"]["report"]).body
    assert (report["outcome"], "evidence" in str(report)) == ("verified", False)
    assert tests_job["kind"] == "generate_tests"
    assert (verify_job["kind"], verify_job["package"]) == ("verify", tests_job["package"])
    assert verify_job["tests"]["key"].startswith("tests/")


def test_report_and_artefacts_can_be_fetched(machine: Machine) -> None:
    job_id = machine.start()
    machine.make_tests()
    machine.verify("needs_review")
    machine.ended(job_id)
    assert machine.cloud.call("GET", f"/generations/{job_id}/report").body["outcome"] == "needs_review"
    [shown] = [f for f in machine.frames(job_id) if f["type"] == "artefact" and f["stage"] == "reference"]
    fetched = machine.cloud.http.http.get(f"/generations/{job_id}/artefacts/reference").body.decode()
    assert fetched == shown["data"]["text"]


def test_nothing_is_stored_when_the_draft_is_rejected(machine: Machine) -> None:
    job_id = machine.start()
    machine.make_tests()
    machine.verify("rejected")
    assert machine.ended(job_id) == "SUCCEEDED"
    [end] = ends(machine.frames(job_id))
    assert (end["data"]["outcome"], end["data"]["problem_id"]) == ("rejected", None)
    assert len(machine.cloud.call("GET", "/problems").body["problems"]) == 1


def test_stage_is_tried_again_when_its_function_died(machine: Machine) -> None:
    machine.functions.faults["brute"] = [Unavailable("throttled")]
    job_id = machine.start()
    machine.make_tests()
    machine.verify("verified")
    assert machine.ended(job_id) == "SUCCEEDED"
    assert machine.functions.calls.count("brute") == 2
    assert machine.functions.calls.count("reference") == 1


@pytest.mark.parametrize(
    ("step", "fault", "class_"),
    [
        ("spec", Corrupt("a package"), "internal"),
        ("AssemblePackage", Corrupt("a draft"), "internal"),
        ("statement", GenerationFailed(FailureClass.REFUSED, "no", retryable=False), "internal"),
    ],
)
def test_job_fails_at_once_when_trying_again_cannot_help(
    machine: Machine, step: str, fault: Exception, class_: str
) -> None:
    machine.functions.faults[step] = [fault]
    job_id = machine.start()
    assert machine.ended(job_id) == "FAILED"
    assert machine.functions.calls.count(step) == 1
    [end] = ends(machine.frames(job_id))
    assert end["data"]["class"] == class_


def test_language_is_refused_when_no_template_has_it(machine: Machine) -> None:
    job_id = machine.start(language="fr")
    assert machine.ended(job_id) == "FAILED"
    [end] = ends(machine.frames(job_id))
    assert (end["data"]["class"], end["data"]["retryable"]) == ("refused", False)


def test_job_fails_when_the_runner_cannot_make_the_tests(machine: Machine) -> None:
    job_id = machine.start()
    machine.fail("JobFailed")
    machine.fail("JobFailed")
    assert machine.ended(job_id) == "FAILED"
    [end] = ends(machine.frames(job_id))
    assert end["data"]["class"] == "sandbox"


def test_job_fails_when_no_runner_could_verify_it(machine: Machine) -> None:
    job_id = machine.start()
    machine.make_tests()
    machine.fail("DeadLettered")
    assert machine.ended(job_id) == "FAILED"
    [end] = ends(machine.frames(job_id))
    assert end["data"]["class"] == "sandbox"


def test_cancelled_job_goes_no_further_and_keeps_its_one_end(machine: Machine) -> None:
    cancelled = failed(FailureClass.CANCELLED, retryable=False, detail="asked for")
    machine.functions.before["brute"] = lambda job_id: machine.cloud.services.frames.end(job_id, cancelled)
    job_id = machine.start()
    assert machine.ended(job_id) == "FAILED"
    assert machine.functions.calls == ["spec", "reference", "brute", "MarkGenerationFailed"]
    [end] = ends(machine.frames(job_id))
    assert end["data"]["class"] == "cancelled"


def test_request_that_repeats_starts_nothing(machine: Machine) -> None:
    job_id = machine.start(request_id="r1")
    machine.make_tests()
    assert machine.start(request_id="r1") == job_id
    machine.verify("rejected")
    machine.ended(job_id)
    assert machine.start(request_id="r1") == job_id
    listed = machine.cloud.client("stepfunctions").list_executions(
        stateMachineArn=machine.cloud.services.config.generator_arn
    )
    assert len(listed["executions"]) == 1


@pytest.mark.parametrize(
    ("body", "field"),
    [({"prompt": "x", "language": "en"}, "difficulty"), ({"difficulty": "easy", "language": "en"}, "prompt")],
)
def test_refused_request_writes_nothing(machine: Machine, body: dict[str, object], field: str) -> None:
    answer = machine.cloud.call("POST", "/generations", body)
    assert (answer.status, answer.body["field"]) == (422, field)
    assert machine.cloud.count("jobs") == 0


@pytest.mark.parametrize("path", ["", "/report", "/artefacts/spec"])
def test_unknown_generation_is_not_found(machine: Machine, path: str) -> None:
    assert machine.cloud.call("GET", f"/generations/gunknown{path}").status == 404


def tasks() -> list[tuple[str, dict[str, Any]]]:
    states = json.loads(DEFINITION.read_text())["States"]
    return [(name, state) for name, state in states.items() if state["Type"] == "Task"]


@pytest.mark.parametrize(("name", "state"), tasks(), ids=lambda value: value if isinstance(value, str) else "")
def test_every_task_has_a_time_limit_a_retry_and_a_way_out(name: str, state: dict[str, Any]) -> None:
    assert state["TimeoutSeconds"] > 0
    assert state["Retry"][-1]["ErrorEquals"] == ["States.ALL"]
    assert state["Catch"][-1]["ErrorEquals"] == ["States.ALL"]


def test_definition_runs_every_stage() -> None:
    drafted = [state["Parameters"]["stage"] for _, state in tasks() if "stage" in state.get("Parameters", {})]
    assert drafted == RUN
