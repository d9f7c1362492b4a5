"""Whatever is done is done under the trace id of the request that it follows from."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TypeVar

from chalice.app import Request, Response

from chalicelib.api.http import TRACE_HEADER
from chalicelib.domain import tracing

T = TypeVar("T")


def new() -> str:
    # What `secrets.token_hex` does, without what importing it costs every cold start.
    return os.urandom(tracing.BYTES).hex()


def request(event: Request, get_response: Callable[[Request], Response]) -> Response:
    """Serves a request under its trace id, the caller's or a new one, and tells it in the answer."""
    traceparent, amazon = (str(event.headers.get(name, "")) for name in ("traceparent", "x-amzn-trace-id"))
    trace_id = tracing.of_headers(traceparent, amazon) or new()
    with tracing.entered(trace_id):
        response = get_response(event)
    response.headers[TRACE_HEADER] = trace_id
    return response


def function(event: object, answer: Callable[[], T]) -> T:
    """Answers an event of a state machine under the trace id in its input; those of others have none."""
    with tracing.entered(tracing.of_event(event)):
        return answer()
