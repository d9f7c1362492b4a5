"""WebSocket entries: what a client sends, turned into calls of use cases.

A client's mistake is answered by an `error` frame that names the field; the connection stays open.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from chalicelib.api import access, requesters
from chalicelib.api import tracing as api_tracing
from chalicelib.api.fields import Fields
from chalicelib.api.generations import MAX_SEQ, generation_request, remake
from chalicelib.domain import frames, ids, tracing
from chalicelib.domain.identity import Caller, Scope
from chalicelib.domain.requesters import Requester
from chalicelib.errors import AlpacoError, Broken, Invalid, Malformed, Unauthenticated, Unavailable
from chalicelib.usecases.generation import leave

if TYPE_CHECKING:
    from chalicelib.bootstrap import Services

log = logging.getLogger(__name__)

OK = {"statusCode": 200}
MAX_MESSAGE_CHARACTERS = 64 * 1024
MAX_REQUEST_ID_CHARACTERS = 128


def connect(connection_id: str, event: Mapping[str, Any], services: Services) -> Any:
    """Nothing can be posted to a connection before this has answered. Refused, the handshake fails with the status."""
    try:
        caller = services.tickets.admit(_ticket(event), access.signer_arn(event.get("requestContext") or {}))
        services.connections.open(connection_id, caller)
    except Unauthenticated as exc:
        log.info("connection_refused", extra={"reason": exc.detail})
        return {"statusCode": exc.status}
    except Unavailable as exc:
        log.exception("connection_failed")
        return {"statusCode": exc.status}
    return OK


def _ticket(event: Mapping[str, Any]) -> str:
    query = event.get("queryStringParameters")
    return str(query.get("ticket") or "") if isinstance(query, dict) else ""


def disconnect(connection_id: str, services: Services) -> Any:
    leave(connection_id, services.connections, services.jobs)
    return OK


def message(connection_id: str, body: str, services: Services) -> Any:
    """Does what the message asks for, under its trace id or a new one; whatever goes wrong, the client gets a frame."""
    with tracing.entered(_trace_id(body) or api_tracing.new()):
        _serve(connection_id, body, services)
    return OK


def _serve(connection_id: str, body: str, services: Services) -> None:
    raw: Mapping[str, object] = {}
    try:
        raw = _parsed(body)
        action = _action(raw)
        asker = Asker(connection_id, _caller(connection_id, action, services))
        action.act(asker, Fields(raw), services)
    except AlpacoError as exc:
        if isinstance(exc, Broken):
            log.exception("message_failed")
        _refuse(connection_id, exc, raw, services)
    except Exception:  # the one broad catch of WebSocket entries: the client gets an answer, the log the cause
        log.exception("message_crashed")
        _refuse(connection_id, AlpacoError(""), raw, services)


def _trace_id(body: str) -> str:
    """That of its `traceparent`; empty without one."""
    try:
        return tracing.of_headers(str(_parsed(body).get("traceparent", "")), "")
    except Malformed:
        return ""


def _refuse(connection_id: str, fault: AlpacoError, raw: Mapping[str, object], services: Services) -> None:
    _answer(connection_id, frames.error(fault, _request_id(raw), tracing.current()), services)


@dataclass(frozen=True)
class Asker:
    """The connection that a message came over, and whose it is."""

    connection_id: str
    caller: Caller

    @property
    def drafts_as(self) -> Requester:
        return requesters.of_connection(self.connection_id, self.caller)


@dataclass(frozen=True)
class Action:
    """What a message can ask for, and what its sender must be allowed to."""

    scope: Scope
    act: Callable[[Asker, Fields, Services], None]


def _caller(connection_id: str, action: Action, services: Services) -> Caller:
    """Raises Unauthenticated, Forbidden."""
    caller = services.connections.caller(connection_id)
    if caller is None:
        raise Unauthenticated("the connection was not let in")
    access.require(caller, action.scope)
    return caller


def _parsed(body: str) -> dict[str, object]:
    if len(body) > MAX_MESSAGE_CHARACTERS:
        raise Malformed(f"the message has more than {MAX_MESSAGE_CHARACTERS} characters", field="message")
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError) as exc:
        raise Malformed("the message is not JSON", field="message") from exc
    if not isinstance(raw, dict):
        raise Malformed("the message must be a JSON object", field="message")
    return cast("dict[str, object]", raw)


def _action(raw: Mapping[str, object]) -> Action:
    name = Fields(raw).text("action")
    if name not in ACTIONS:
        raise Invalid(f"action is {name!r}, which is none of {', '.join(ACTIONS)}", field="action")
    return ACTIONS[name]


def _generate(asker: Asker, fields: Fields, services: Services) -> None:
    request = generation_request(fields)
    access.charge_generation(asker.caller, services)
    services.generations.start(request, caller=asker.drafts_as, connection_id=asker.connection_id)


def _regenerate(asker: Asker, fields: Fields, services: Services) -> None:
    wanted = remake(fields.text("job_id"), fields)
    request_id = fields.text("request_id", default="", max_characters=128)
    access.charge_generation(asker.caller, services)
    services.generations.regenerate(
        wanted, caller=asker.drafts_as, request_id=request_id, connection_id=asker.connection_id
    )


def _resume(asker: Asker, fields: Fields, services: Services) -> None:
    job_id = fields.text("job_id")
    after_seq = fields.integer("after_seq", default=0, maximum=MAX_SEQ) or 0
    services.visible.log(job_id, asker.caller)
    services.audience.follow(asker.connection_id, job_id, after_seq)


def _cancel(asker: Asker, fields: Fields, services: Services) -> None:
    """Whoever cancels sees the end, also one that came before, and even if he does not follow the job."""
    job_id = fields.text("job_id")
    was_open = services.generations.cancel(job_id, caller=asker.drafts_as)
    if not (was_open and asker.connection_id in services.jobs.subscribers(job_id)):
        _answer_last(asker, job_id, services)


def _answer_last(asker: Asker, job_id: str, services: Services) -> None:
    last = services.jobs.last_seq(job_id)
    for frame in services.frames.replay(job_id, last - 1):
        _answer(asker.connection_id, frame, services)


def _choose(asker: Asker, fields: Fields, services: Services) -> None:
    """Without a problem the generation goes on. Whoever comes too late sees how it ended."""
    job_id = fields.text("job_id")
    problem_id = fields.optional("problem_id")
    was_open = services.generations.choose(job_id, problem_id, caller=asker.drafts_as)
    is_told = problem_id is None or asker.connection_id in services.jobs.subscribers(job_id)
    if not (was_open and is_told):
        _answer_last(asker, job_id, services)


def _keep(asker: Asker, fields: Fields, services: Services) -> None:
    kept = services.keeping.keep(fields.text("job_id"), caller=asker.drafts_as)
    _answer(asker.connection_id, frames.draft(kept.job_id, kept.state, kept.problem_id), services)


def _discard(asker: Asker, fields: Fields, services: Services) -> None:
    kept = services.keeping.discard(fields.text("job_id"), caller=asker.drafts_as)
    _answer(asker.connection_id, frames.draft(kept.job_id, kept.state, kept.problem_id), services)


def _watch(asker: Asker, fields: Fields, services: Services) -> None:
    submission = services.visible.judged(fields.text("submission_id"), asker.caller)
    log_id = ids.log_id(submission.submission_id, submission.attempt)
    services.audience.follow(asker.connection_id, log_id, after_seq=0)


def _ping(asker: Asker, fields: Fields, services: Services) -> None:
    _answer(asker.connection_id, frames.pong(fields.text("request_id", default="", max_characters=128)), services)


ACTIONS: Mapping[str, Action] = {
    "generate": Action(Scope.GENERATE, _generate),
    "resume": Action(Scope.KNOWN, _resume),
    "cancel": Action(Scope.GENERATE, _cancel),
    "choose": Action(Scope.GENERATE, _choose),
    "regenerate": Action(Scope.GENERATE, _regenerate),
    "keep": Action(Scope.GENERATE, _keep),
    "discard": Action(Scope.GENERATE, _discard),
    "watch": Action(Scope.GRADE, _watch),
    "ping": Action(Scope.KNOWN, _ping),
}


def _request_id(raw: Mapping[str, object]) -> str:
    value = raw.get("request_id", "")
    return value[:MAX_REQUEST_ID_CHARACTERS] if isinstance(value, str) else ""


def _answer(connection_id: str, frame: frames.Frame, services: Services) -> None:
    services.link.post(connection_id, frame.to_json(), insist=True)
