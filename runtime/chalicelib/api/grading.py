"""Submissions over HTTP."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from chalice.app import Request, Response

from chalicelib.api import access, bodies, http
from chalicelib.domain import ids
from chalicelib.domain.limits import Ask
from chalicelib.domain.submissions import Judgement, PastVerdict, Submission
from chalicelib.protocol import RunReport, to_json
from chalicelib.usecases.grading import Order

if TYPE_CHECKING:
    from chalicelib.bootstrap import Services

# Fifty programs of a usual size; a call of Lambda may have 6 MB.
MAX_BATCH_BYTES = 5 * 1024 * 1024


@http.endpoint
def submit(request: Request, services: Services, problem_id: str | None = None) -> Response:
    """POST /problems/{problem_id}/grade and POST /grade: 202 with where to look for the verdict.

    With `Prefer: wait=N` it is 200 with the verdict, if there is one in time.
    """
    wait_s = bodies.preferred_wait_s(request)
    order = _order(request, problem_id)
    services.limits.charge(access.caller_of(request), Ask.GRADE)
    submission = services.grading.submit(order)
    return http.answer_or_accept(
        services.waiting.for_verdict(submission, wait_s),
        wait_s,
        pending=_accepted(submission),
        finished=lambda judged: _whole(judged, services),
    )


@http.endpoint
def submit_all(request: Request, services: Services) -> Response:
    """POST /submissions: up to 50 at once, all or none of them."""
    from chalicelib.api.models import BatchBody

    key = bodies.idempotency_key(request)
    batch = bodies.parse(request, BatchBody, max_bytes=MAX_BATCH_BYTES)
    owner = access.caller_of(request).owner
    orders = [
        Order(item.problem_id, item.language, item.code, key, owner, item.webhook_url) for item in batch.submissions
    ]
    services.limits.charge(access.caller_of(request), Ask.GRADE, len(orders))
    taken = services.grading.submit_all(orders)
    return http.reply({"submissions": [_accepted(submission) for submission in taken]}, 202)


@http.endpoint
def show(request: Request, services: Services, submission_id: str) -> Response:
    """GET /submissions/{submission_id}: while it is pending, how many tests have been judged so far."""
    return http.reply(_whole(services.visible.submission(submission_id, access.caller_of(request)), services))


@http.endpoint
def rejudge(request: Request, services: Services, submission_id: str) -> Response:
    """POST /submissions/{submission_id}/rejudge: 202, the next attempt has begun."""
    caller = access.caller_of(request)
    submission = services.visible.submission(submission_id, caller)
    services.limits.charge(caller, Ask.REJUDGE)
    submission = services.rejudging.rejudge(submission)
    accepted = _accepted(submission)
    body = {**accepted, "attempt": submission.attempt}
    return http.reply(body, 202, location=accepted["status_url"])


@http.endpoint
def rejudge_problem(request: Request, services: Services, problem_id: str) -> Response:
    """POST /problems/{problem_id}/rejudge: one page of its submissions; repeat with the cursor until it is null."""
    from chalicelib.api.models import RejudgeBody

    body = bodies.parse(request, RejudgeBody)
    return http.reply(asdict(services.rejudging.rejudge_problem(problem_id, body.limit, body.cursor or None)), 202)


@http.endpoint
def listing(request: Request, services: Services) -> Response:
    """GET /submissions?problem_id=&limit=&cursor="""
    limit, cursor = bodies.page_of(request)
    page = services.grading.page(bodies.query(request, "problem_id"), access.caller_of(request), limit, cursor)
    return http.reply({"submissions": [_summary(item) for item in page.items], "cursor": page.cursor})


def _order(request: Request, problem_id: str | None) -> Order:
    from chalicelib.api.models import GradeAnyBody, GradeBody

    body = bodies.parse(request, GradeBody if problem_id else GradeAnyBody)
    named = body.problem_id if isinstance(body, GradeAnyBody) else str(problem_id)
    owner = access.caller_of(request).owner
    return Order(named, body.language, body.code, bodies.idempotency_key(request), owner, body.webhook_url)


def _status(submission: Submission) -> str:
    return "judged" if submission.judgement else "pending"


def _accepted(submission: Submission) -> dict[str, str]:
    submission_id = submission.submission_id
    return {
        "submission_id": submission_id,
        "status": _status(submission),
        "status_url": f"/submissions/{submission_id}",
    }


def _whole(submission: Submission, services: Services) -> dict[str, object]:
    history = {"history": [_past(past) for past in submission.history]}
    if submission.judgement:
        return {**_summary(submission), **history, **_judged(submission.judgement)}
    log_id = ids.log_id(submission.submission_id, submission.attempt)
    return {**_summary(submission), **history, "tests_judged": services.jobs.last_seq(log_id)}


def _summary(submission: Submission) -> dict[str, object]:
    verdict = submission.verdict
    return {
        "submission_id": submission.submission_id,
        "problem_id": submission.problem_id,
        "problem_version": submission.problem_version,
        "language": submission.language,
        "attempt": submission.attempt,
        "status": _status(submission),
        "verdict": verdict,
        "verdict_code": verdict.code if verdict else None,
        "created_at": submission.created_at,
        "finished_at": submission.finished_at or None,
        "trace_id": submission.trace_id or None,
    }


def _past(past: PastVerdict) -> dict[str, object]:
    return {**asdict(past), "verdict_code": past.verdict.code}


def _judged(judgement: Judgement) -> dict[str, object]:
    result, totals = judgement.result, judgement.totals
    return {
        "tests_passed": totals.tests_passed,
        "tests_judged": totals.tests_judged,
        "tests_total": totals.tests_total,
        "cpu_s": totals.cpu_s,
        "wall_s": totals.wall_s,
        "memory_mib": totals.memory_mib,
        "score": result.score,
        "compile": to_json(result.compile) if result.compile else None,
        "runs": [_run(run) for run in result.runs],
        "compiler_version": result.compiler_version,
        "runner_version": result.runner_version,
        "error": result.error or None,
    }


def _run(run: RunReport) -> dict[str, object]:
    return {**to_json(run), "verdict_code": run.verdict.code}
