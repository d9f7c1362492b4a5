"""The functions behind the grader's states, and those that queues, schedules and rules invoke.

What a state machine passes in and gets back is JSON of at most 8 KiB: ids, hashes, counters, a verdict.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from chalicelib.domain import tracing
from chalicelib.domain.languages import GENERATOR_POOL
from chalicelib.errors import Corrupt
from chalicelib.protocol import ProtocolError, object_ref_from_json, to_json
from chalicelib.usecases import rescue

if TYPE_CHECKING:
    from chalicelib.bootstrap import Services

Event = Mapping[str, Any]
TOKEN_VARIABLE = "ALPACO_TASK_TOKEN"  # noqa: S105 - the name of a variable


def load_problem(event: Event, services: Services) -> dict[str, object]:
    """All that the next states need."""
    plan = services.planning.plan(event["submission_id"], event["attempt"])
    dispatch = plan.dispatch
    return {
        "submission_id": plan.submission.submission_id,
        "attempt": plan.submission.attempt,
        "problem_id": plan.submission.problem_id,
        "version": plan.submission.problem_version,
        "tests_frozen": plan.tests_job is None,
        "dispatch": dispatch.mode,
        "queue_url": dispatch.queue(plan.pool, may_wait=plan.may_wait),
        "task_definition": dispatch.task(plan.pool),
        "job": to_json(plan.job),
        "tests_queue_url": dispatch.queue(GENERATOR_POOL, may_wait=plan.may_wait),
        "tests_task_definition": dispatch.task(GENERATOR_POOL),
        "tests_job": to_json(plan.tests_job) if plan.tests_job else {},
    }


def freeze_tests(event: Event, services: Services) -> dict[str, object]:
    """What LoadProblem takes: it runs again, with tests this time."""
    try:
        tests = object_ref_from_json(event["generated"]["outputs"]["tests"], "generated.outputs.tests")
    except (KeyError, TypeError, ProtocolError) as exc:
        raise Corrupt(f"the runner names no tests: {exc}") from exc
    services.freezing.freeze(event["problem_id"], event["version"], tests)
    return {
        "submission_id": event["submission_id"],
        "attempt": event["attempt"],
        "trace_id": tracing.of_event(event),
    }


def record_verdict(event: Event, services: Services) -> dict[str, object]:
    result_key = event["result"]["result_key"]
    submission = services.recording.record(event["submission_id"], event["attempt"], result_key)
    return {"submission_id": submission.submission_id, "verdict": submission.verdict}


def mark_judge_error(event: Event, services: Services) -> dict[str, object]:
    error = str(event["error"].get("Error", "Unknown"))
    submission = services.verdicts.mark_judge_error(event["submission_id"], event["attempt"], error)
    return {"submission_id": submission.submission_id, "verdict": submission.verdict}


def reap(services: Services) -> dict[str, int]:
    return {**services.reaper.reap(), **services.generation_reaper.reap()}


def dead_letter(event: Event, services: Services) -> None:
    """A batch of messages that no worker could finish."""
    for record in event["Records"]:
        rescue.dead_letter(record["body"], services.callbacks)


def deliver_webhook(event: Event, services: Services) -> None:
    """A batch of webhooks; one that could not even be put back is delivered again."""
    for record in event["Records"]:
        services.delivering.deliver(record["body"])


def task_stopped(event: Event, services: Services) -> None:
    """An ECS task of ours stopped. One that was started for a single job carries its token in its overrides."""
    detail = event["detail"]
    for container in detail.get("overrides", {}).get("containerOverrides", []):
        for variable in container.get("environment", []):
            if variable["name"] == TOKEN_VARIABLE:
                rescue.task_stopped(variable["value"], str(detail.get("stoppedReason", "")), services.callbacks)
