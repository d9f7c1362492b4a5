"""Generation over HTTP, for clients without WebSocket, and the functions behind the generator's states."""

from __future__ import annotations

import itertools
import json
import logging
import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from chalice.app import Request, Response

from chalicelib.api import access, bodies, http, requesters
from chalicelib.api.fields import Fields
from chalicelib.domain.generation import (
    MAX_NEAR_WAIT_S,
    MAX_PROMPT_CHARACTERS,
    Difficulty,
    GenerationJob,
    GenerationRequest,
    Remake,
)
from chalicelib.domain.stages import Stage
from chalicelib.errors import Invalid
from chalicelib.protocol import object_ref_from_json, to_json

if TYPE_CHECKING:
    from chalicelib.bootstrap import Services
    from chalicelib.usecases.keeping import Kept

log = logging.getLogger(__name__)

LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
MAX_SEQ = 99_999_999
_DIGITS = re.compile(r"[0-9]{1,8}")
# JSON numbers are doubles in many clients: beyond this the echo would not be what was sent.
MAX_SEED = 2**53 - 1
# The body of an answer may have 6 MB; frames are at most 16 KiB.
MAX_FRAMES = 300


def generation_request(fields: Fields) -> GenerationRequest:
    """What a client asks for. Raises Invalid, naming the field."""
    prompt = fields.text("prompt", max_characters=MAX_PROMPT_CHARACTERS)
    difficulty = fields.member("difficulty", Difficulty)
    language = fields.text("language", max_characters=35)
    if not LANGUAGE_TAG.fullmatch(language):
        raise Invalid(f"language is {language!r}, which is no language tag such as en or ko", field="language")
    return GenerationRequest(
        prompt=prompt,
        difficulty=difficulty,
        language=language,
        seed=fields.integer("seed", default=None, maximum=MAX_SEED),
        request_id=fields.text("request_id", default="", max_characters=128),
        near_wait_s=fields.integer("near_wait_s", default=0, maximum=MAX_NEAR_WAIT_S) or 0,
    )


def remake(job_id: str, fields: Fields) -> Remake:
    """What is to be made anew, and what the client wishes of it. Raises Invalid, naming the field."""
    stage = fields.member("stage", Stage)
    instruction = fields.text("instruction", max_characters=MAX_PROMPT_CHARACTERS)
    return Remake(job_id, stage, instruction)


@http.endpoint
def start(request: Request, services: Services) -> Response:
    """POST /generations: 202 with where to follow it. `Idempotency-Key` stands for `request_id`."""
    from chalicelib.api.models import GenerateBody

    body = bodies.parse(request, GenerateBody).model_dump()
    key = bodies.idempotency_key(request)
    fields = Fields({**body, "request_id": key} if key else body)
    wanted = generation_request(fields)
    access.charge_generation(access.caller_of(request), services)
    job = services.generations.start(wanted, caller=requesters.of_request(request))
    return http.reply(_shown(job), 202, location=_url(job), retry_after="1")


@http.endpoint
def regenerate(request: Request, services: Services, job_id: str) -> Response:
    """POST /generations/{job_id}/regenerate: 202 with the new job. `Idempotency-Key` stands for `request_id`."""
    from chalicelib.api.models import RegenerateBody

    body = bodies.parse(request, RegenerateBody).model_dump()
    key = bodies.idempotency_key(request) or str(body["request_id"])
    wanted, caller = remake(job_id, Fields(body)), requesters.of_request(request)
    access.charge_generation(access.caller_of(request), services)
    job = services.generations.regenerate(wanted, caller=caller, request_id=key)
    return http.reply(_shown(job), 202, location=_url(job), retry_after="1")


@http.endpoint
def cancel(request: Request, services: Services, job_id: str) -> Response:
    """POST /generations/{job_id}/cancel: the job as it is now; cancelling what has ended changes nothing."""
    services.generations.cancel(job_id, caller=requesters.of_request(request))
    return http.reply(_shown(services.generations.get(job_id)))


@http.endpoint
def choose(request: Request, services: Services, job_id: str) -> Response:
    """POST /generations/{job_id}/choose: the job as it is now; a job that has ended stays as it ended."""
    from chalicelib.api.models import ChooseBody

    body = bodies.parse(request, ChooseBody)
    services.generations.choose(job_id, body.problem_id, caller=requesters.of_request(request))
    return http.reply(_shown(services.generations.get(job_id)))


@http.endpoint
def keep(request: Request, services: Services, job_id: str) -> Response:
    """POST /generations/{job_id}/keep"""
    return _decided(services.keeping.keep(job_id, caller=requesters.of_request(request)))


@http.endpoint
def discard(request: Request, services: Services, job_id: str) -> Response:
    """POST /generations/{job_id}/discard"""
    return _decided(services.keeping.discard(job_id, caller=requesters.of_request(request)))


def _decided(kept: Kept) -> Response:
    return http.reply({"job_id": kept.job_id, "draft": kept.state, "problem_id": kept.problem_id})


@http.endpoint
def show(request: Request, services: Services, job_id: str) -> Response:
    """GET /generations/{job_id}?after_seq=: the job, and its frames after that number, at most `MAX_FRAMES`."""
    after_seq = _number(bodies.query(request, "after_seq", "0"), "after_seq")
    job = services.visible.generation(job_id, access.caller_of(request))
    log_part = itertools.islice(services.frames.replay(job_id, after_seq), MAX_FRAMES)
    frames = [json.loads(frame.to_json()) for frame in log_part]
    return http.reply({**_shown(job), "frames": frames})


@http.endpoint
def report(request: Request, services: Services, job_id: str) -> Response:
    """GET /generations/{job_id}/report?check=: what the gates said in the end, or in that check."""
    services.visible.generation(job_id, access.caller_of(request))
    check = bodies.query(request, "check", "")
    return http.reply(services.results.report(job_id, _number(check, "check") if check else None))


@http.endpoint
def artefact(request: Request, services: Services, job_id: str, name: str) -> Response:
    """GET /generations/{job_id}/artefacts/{name}?attempt=: what an `artefact` frame refers to, as text."""
    services.visible.generation(job_id, access.caller_of(request))
    attempt = bodies.query(request, "attempt", "")
    text = services.results.artefact(job_id, name, _number(attempt, "attempt") if attempt else None)
    return Response(text, headers={"Content-Type": "text/plain; charset=utf-8"}, status_code=200)


def _number(text: str, name: str) -> int:
    if not _DIGITS.fullmatch(text):
        raise Invalid(f"{name} must be an integer between 0 and {MAX_SEQ}", field=name)
    return int(text)


def _shown(job: GenerationJob) -> dict[str, object]:
    return {
        "job_id": job.job_id,
        "model": job.model,
        "request": job.request.echo(),
        "ended": job.ended,
        "stages_finished": sorted(job.finished),
        "draft": job.state,
        "remake": asdict(job.remake) if job.remake else None,
        "usage": asdict(job.spending),
        "url": _url(job),
        "trace_id": job.trace_id or None,
    }


def _url(job: GenerationJob) -> str:
    return f"/generations/{job.job_id}"


def progress(event: Any, services: Services) -> Any:
    """Reports of runners, from the progress queue; messages that could not be stored are delivered again."""
    # Here, because the entries of clients need nothing of it.
    from chalicelib.usecases.progress import read_all

    records = event["Records"]
    failed: set[int] = set()
    for told in read_all([record["body"] for record in records]):
        try:
            services.reports.take(told)
        except Exception:  # one broad catch per log: the others are not to be delivered again
            log.exception("report_failed", extra={"job_id": told.log_id})
            failed |= told.places
    return {"batchItemFailures": [{"itemIdentifier": records[place]["messageId"]} for place in sorted(failed)]}


def run_stage(event: Any, services: Services) -> Any:
    """`{job_id, stage}`: does one stage of drafting."""
    services.drafting.run(event["job_id"], event["stage"])
    return {"job_id": event["job_id"], "stage": event["stage"]}


def assemble(event: Any, services: Services) -> Any:
    """`{job_id, check}`: the jobs that check what was drafted."""
    plan = services.assembling.assemble(event["job_id"], event["check"])
    jobs = {"tests_job": to_json(plan.tests_job), "verify_job": to_json(plan.verify_job)}
    return {**jobs, "queue_url": plan.queue_url}


def decide(event: Any, services: Services) -> Any:
    """`{job_id, round, check, number}` and `report` or `cause`: what follows the check, and its new counts."""
    # Here, because the entries of clients need nothing of it.
    from chalicelib.usecases.deciding import Check, Move

    check = Check(event["job_id"], event["round"], event["number"])
    if "report" in event:
        move = services.deciding.after_check(check, object_ref_from_json(event["report"], "report"))
    else:
        move = services.deciding.without_tests(check, str(event["cause"]))
    return {"next": str(move), "round": check.round + (move is Move.REPAIR), "check": event["check"] + 1}


def store(event: Any, services: Services) -> Any:
    """`{job_id, number, package, tests, report}`, three of them references: ends the generation."""
    refs = {name: object_ref_from_json(event[name], name) for name in ("package", "tests", "report")}
    outcome = services.storing.store(event["job_id"], event["number"], **refs)
    return {"job_id": event["job_id"], "outcome": str(outcome)}


def fail(event: Any, services: Services) -> Any:
    """`{job_id, error}`, the error as Step Functions reports it: ends the generation as failed."""
    services.failing.fail(event["job_id"], str(event["error"].get("Error", "")))
    return {"job_id": event["job_id"]}
