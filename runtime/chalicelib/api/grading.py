"""Submissions over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalice.app import Request, Response

from chalicelib.api import bodies, http
from chalicelib.domain.submissions import Judgement, Submission
from chalicelib.protocol import RunReport, to_json
from chalicelib.usecases.grading import Order

if TYPE_CHECKING:
    from chalicelib.bootstrap import Services


@http.endpoint
def submit(request: Request, services: Services, problem_id: str | None = None) -> Response:
    """POST /problems/{problem_id}/grade and POST /grade: 202 with where to look for the verdict."""
    submission = services.grading.submit(_order(request, problem_id))
    status_url = f"/submissions/{submission.submission_id}"
    body = {"submission_id": submission.submission_id, "status": _status(submission), "status_url": status_url}
    return http.reply(body, 202, location=status_url)


@http.endpoint
def show(_request: Request, services: Services, submission_id: str) -> Response:
    """GET /submissions/{submission_id}: while it is pending, how many tests have been judged so far."""
    submission = services.grading.get(submission_id)
    if submission.judgement:
        return http.reply({**_summary(submission), **_judged(submission.judgement)})
    return http.reply({**_summary(submission), "tests_judged": services.jobs.last_seq(submission_id)})


@http.endpoint
def listing(request: Request, services: Services) -> Response:
    """GET /submissions?problem_id=&limit=&cursor="""
    page = services.grading.page(bodies.query(request, "problem_id"), *bodies.page_of(request))
    return http.reply({"submissions": [_summary(item) for item in page.items], "cursor": page.cursor})


def _order(request: Request, problem_id: str | None) -> Order:
    from chalicelib.api.models import GradeAnyBody, GradeBody

    body = bodies.parse(request, GradeBody if problem_id else GradeAnyBody)
    named = body.problem_id if isinstance(body, GradeAnyBody) else str(problem_id)
    return Order(named, body.language, body.code, idempotency_key=bodies.idempotency_key(request))


def _status(submission: Submission) -> str:
    return "judged" if submission.judgement else "pending"


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
    }


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
