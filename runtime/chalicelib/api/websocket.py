"""WebSocket entries: what a client sends, turned into calls of use cases.

A client's mistake is answered by an `error` frame that names the field; the connection stays open.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, cast

from chalicelib.api import callers
from chalicelib.api.fields import Fields
from chalicelib.api.generations import MAX_SEQ, generation_request, remake
from chalicelib.domain import frames, ids
from chalicelib.domain.callers import Caller
from chalicelib.errors import AlpacoError, Broken, Invalid, Malformed, NotFound
from chalicelib.usecases.generation import leave

if TYPE_CHECKING:
    from chalicelib.bootstrap import Services

log = logging.getLogger(__name__)

OK = {"statusCode": 200}
MAX_MESSAGE_CHARACTERS = 64 * 1024
MAX_REQUEST_ID_CHARACTERS = 128


def connect(connection_id: str, event: Mapping[str, Any], services: Services) -> Any:
    """Nothing can be posted to a connection before this has answered."""
    services.connections.open(connection_id, callers.user_of(event.get("requestContext") or {}))
    return OK


def disconnect(connection_id: str, services: Services) -> Any:
    leave(connection_id, services.connections, services.jobs)
    return OK


def message(connection_id: str, body: str, services: Services) -> Any:
    """Does what the message asks for; whatever goes wrong, the client gets a frame."""
    raw: Mapping[str, object] = {}
    try:
        raw = _parsed(body)
        _action(raw)(connection_id, Fields(raw), services)
    except AlpacoError as exc:
        if isinstance(exc, Broken):
            log.exception("message_failed")
        _answer(connection_id, frames.error(exc, _request_id(raw)), services)
    except Exception:  # the one broad catch of WebSocket entries: the client gets an answer, the log the cause
        log.exception("message_crashed")
        _answer(connection_id, frames.error(AlpacoError(""), _request_id(raw)), services)
    return OK


Action = Callable[[str, Fields, "Services"], None]


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


def _caller(connection_id: str, services: Services) -> Caller:
    return callers.of_connection(connection_id, services.connections.user(connection_id))


def _generate(connection_id: str, fields: Fields, services: Services) -> None:
    request, caller = generation_request(fields), _caller(connection_id, services)
    services.generations.start(request, caller=caller, connection_id=connection_id)


def _regenerate(connection_id: str, fields: Fields, services: Services) -> None:
    wanted, request_id = (
        remake(fields.text("job_id"), fields),
        fields.text("request_id", default="", max_characters=128),
    )
    caller = _caller(connection_id, services)
    services.generations.regenerate(wanted, caller=caller, request_id=request_id, connection_id=connection_id)


def _resume(connection_id: str, fields: Fields, services: Services) -> None:
    job_id = fields.text("job_id")
    after_seq = fields.integer("after_seq", default=0, maximum=MAX_SEQ) or 0
    services.generations.require_log(job_id)
    services.audience.follow(connection_id, job_id, after_seq)


def _cancel(connection_id: str, fields: Fields, services: Services) -> None:
    """Whoever cancels sees the end, also one that came before, and even if he does not follow the job."""
    job_id = fields.text("job_id")
    was_open = services.generations.cancel(job_id, caller=_caller(connection_id, services))
    if not (was_open and connection_id in services.jobs.subscribers(job_id)):
        last = services.jobs.last_seq(job_id)
        for frame in services.frames.replay(job_id, last - 1):
            _answer(connection_id, frame, services)


def _keep(connection_id: str, fields: Fields, services: Services) -> None:
    kept = services.keeping.keep(fields.text("job_id"), caller=_caller(connection_id, services))
    _answer(connection_id, frames.draft(kept.job_id, kept.state, kept.problem_id), services)


def _discard(connection_id: str, fields: Fields, services: Services) -> None:
    kept = services.keeping.discard(fields.text("job_id"), caller=_caller(connection_id, services))
    _answer(connection_id, frames.draft(kept.job_id, kept.state, kept.problem_id), services)


def _watch(connection_id: str, fields: Fields, services: Services) -> None:
    submission_id = fields.text("submission_id")
    submission = services.submissions.get(submission_id)
    if submission is None:
        raise NotFound(f"there is no submission {submission_id[:80]!r}", field="submission_id")
    services.audience.follow(connection_id, ids.log_id(submission_id, submission.attempt), after_seq=0)


def _ping(connection_id: str, fields: Fields, services: Services) -> None:
    _answer(connection_id, frames.pong(fields.text("request_id", default="", max_characters=128)), services)


ACTIONS: Mapping[str, Action] = {
    "generate": _generate,
    "resume": _resume,
    "cancel": _cancel,
    "regenerate": _regenerate,
    "keep": _keep,
    "discard": _discard,
    "watch": _watch,
    "ping": _ping,
}


def _request_id(raw: Mapping[str, object]) -> str:
    value = raw.get("request_id", "")
    return value[:MAX_REQUEST_ID_CHARACTERS] if isinstance(value, str) else ""


def _answer(connection_id: str, frame: frames.Frame, services: Services) -> None:
    services.link.post(connection_id, frame.to_json(), insist=True)
