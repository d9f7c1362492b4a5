"""HTTP answers: JSON bodies, problem details (RFC 9457), one catch for everything that goes wrong in a route."""

from __future__ import annotations

import functools
import json
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, ParamSpec

from chalice.app import CORSConfig, Request, Response

from chalicelib.errors import AlpacoError, Broken, problem_details

if TYPE_CHECKING:
    from chalicelib.domain.submissions import Submission

P = ParamSpec("P")
log = logging.getLogger(__name__)

Headers = dict[str, str | list[str]]

JSON: Headers = {"Content-Type": "application/json"}
PROBLEM_JSON: Headers = {"Content-Type": "application/problem+json"}
TRACE_HEADER = "X-Trace-Id"
UNAUTHENTICATED = 401
UNSUPPORTED_MEDIA_TYPE = 415
SLUGS = {405: "method-not-allowed", UNSUPPORTED_MEDIA_TYPE: "unsupported-media-type"}


def cors() -> CORSConfig:
    """Any page may call the API: it knows no cookies, so a foreign page gains nothing that curl has not."""
    return CORSConfig(
        allow_origin="*",
        allow_headers=["Content-Type", "Authorization", "Idempotency-Key", "Prefer", "traceparent"],
        expose_headers=["Location", "Retry-After", "Preference-Applied", TRACE_HEADER],
        max_age=600,
    )


def reply(body: object, status: int = 200, **headers: str) -> Response:
    """A JSON answer; keyword `retry_after="1"` becomes the header `Retry-After: 1`."""
    named: Headers = {name.replace("_", "-").title(): value for name, value in headers.items()}
    return Response(json.dumps(body, ensure_ascii=False), headers={**JSON, **named}, status_code=status)


def answer_or_accept(
    submission: Submission, wait_s: int, *, pending: dict[str, str], finished: Callable[[Submission], object]
) -> Response:
    """What a client that may wait gets: 200 with the end, if it waited and there is one; else 202."""
    from chalicelib.usecases.waiting import MAX_WAIT_S

    if not wait_s:
        return reply(pending, 202, location=pending["status_url"])
    applied = f"wait={min(wait_s, MAX_WAIT_S)}"
    if submission.judgement:
        return reply(finished(submission), location=pending["status_url"], preference_applied=applied)
    return reply(pending, 202, location=pending["status_url"], preference_applied=applied, retry_after="1")


def refusal(error: AlpacoError) -> Response:
    headers: Headers = {**PROBLEM_JSON}
    if error.retry_after_s is not None:
        headers["Retry-After"] = str(error.retry_after_s)
    if error.status == UNAUTHENTICATED:
        headers["WWW-Authenticate"] = "Bearer"
    return Response(json.dumps(problem_details(error)), headers=headers, status_code=error.status)


def endpoint(view: Callable[P, Response]) -> Callable[P, Response]:
    """Wraps a route: the caller's mistakes become problem details, ours are logged and answered without detail."""

    @functools.wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> Response:
        try:
            return view(*args, **kwargs)
        except Broken as exc:
            log.exception("request_failed")
            return refusal(exc)
        except AlpacoError as exc:
            return refusal(exc)
        except Exception:  # the one broad catch of HTTP entries: the client gets an answer, the log the cause
            log.exception("request_crashed")
            return refusal(AlpacoError("The fault has been logged."))

    return guarded


def with_problem_details(event: Request, get_response: Callable[[Request], Response]) -> Response:
    """Gives Chalice's own refusals (405, 415) the same shape as ours."""
    response = get_response(event)
    body = response.body
    if not isinstance(body, dict) or set(body) != {"Code", "Message"}:
        return response
    is_media = response.status_code == UNSUPPORTED_MEDIA_TYPE
    problem = {
        "type": f"urn:alpaco:error:{SLUGS.get(response.status_code, 'malformed')}",
        "title": "The request cannot be served",
        "status": response.status_code,
        "detail": f"{body['Message']}; send application/json" if is_media else body["Message"],
        **({"field": "Content-Type"} if is_media else {}),
    }
    return Response(json.dumps(problem), headers={**response.headers, **PROBLEM_JSON}, status_code=response.status_code)


def health() -> Response:
    return reply({"status": "ok"})


@endpoint
def openapi() -> Response:
    """GET /openapi.json. Made when it is asked for: nothing else needs pydantic's schemas."""
    from chalicelib.api.openapi import document

    return reply(document())
