"""Custom runs over HTTP: code on the user's own input."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalice.app import Request, Response

from chalicelib.api import access, bodies, http
from chalicelib.domain.limits import Ask
from chalicelib.domain.submissions import Judgement, Submission
from chalicelib.protocol import to_json
from chalicelib.usecases.custom_runs import RunOrder

if TYPE_CHECKING:
    from chalicelib.bootstrap import Services


@http.endpoint
def start(request: Request, services: Services) -> Response:
    """POST /runs: 202 with where to look for the output; 200 with it if `Prefer: wait=N` gave enough time."""
    wait_s = bodies.preferred_wait_s(request)
    order = _order(request)
    services.limits.charge(access.caller_of(request), Ask.GRADE)
    run = services.custom_runs.submit(order)
    return http.answer_or_accept(
        services.waiting.for_verdict(run, wait_s),
        wait_s,
        pending=_accepted(run),
        finished=lambda finished: _whole(finished, services),
    )


@http.endpoint
def show(request: Request, services: Services, run_id: str) -> Response:
    """GET /runs/{run_id}"""
    return http.reply(_whole(services.visible.run(run_id, access.caller_of(request)), services))


def _order(request: Request) -> RunOrder:
    from chalicelib.api.models import RunBody

    body = bodies.parse(request, RunBody)
    owner = access.caller_of(request).owner
    return RunOrder(body.language, body.code, body.stdin, bodies.idempotency_key(request), owner)


def _accepted(run: Submission) -> dict[str, str]:
    status = "finished" if run.judgement else "pending"
    return {"run_id": run.submission_id, "status": status, "status_url": f"/runs/{run.submission_id}"}


def _whole(run: Submission, services: Services) -> dict[str, object]:
    summary: dict[str, object] = {
        "run_id": run.submission_id,
        "language": run.language,
        "status": _accepted(run)["status"],
        "verdict": run.verdict,
        "verdict_code": run.verdict.code if run.verdict else None,
        "created_at": run.created_at,
        "finished_at": run.finished_at or None,
        "trace_id": run.trace_id or None,
    }
    return {**summary, **_finished(run, run.judgement, services)} if run.judgement else summary


def _finished(run: Submission, judgement: Judgement, services: Services) -> dict[str, object]:
    result, totals = judgement.result, judgement.totals
    stdout, stderr = (services.custom_runs.output(run, stream) for stream in ("stdout", "stderr"))
    return {
        "cpu_s": totals.cpu_s,
        "wall_s": totals.wall_s,
        "memory_mib": totals.memory_mib,
        "compile": to_json(result.compile) if result.compile else None,
        "message": result.runs[0].message if result.runs else "",
        "stdout": stdout.text,
        "stdout_truncated": stdout.truncated,
        "stderr": stderr.text,
        "stderr_truncated": stderr.truncated,
        "compiler_version": result.compiler_version,
        "runner_version": result.runner_version,
        "error": result.error or None,
    }
