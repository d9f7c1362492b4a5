"""Trace ids: one for each request, by which everything that follows from it is found again.

32 hexadecimal digits, the trace id of W3C Trace Context. X-Ray writes the same digits as `1-<8>-<24>`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

BYTES = 16
_W3C = re.compile(r"(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}(-.*)?")
_XRAY = re.compile(r"(?:^|;)\s*Root=1-([0-9a-f]{8})-([0-9a-f]{24})(?:;|$)", re.IGNORECASE)
_ID = re.compile(r"[0-9a-f]{32}")
_CURRENT: ContextVar[str] = ContextVar("trace_id", default="")


def of_headers(traceparent: str, amazon: str) -> str:
    """The id that a caller's `traceparent` names, else that of `X-Amzn-Trace-Id`; empty if neither can be read.

    As W3C Trace Context demands, what cannot be read is treated as if it were not there.
    """
    theirs, gateways = _W3C.fullmatch(traceparent.strip()), _XRAY.search(amazon)
    named = (theirs[1] if theirs else "", (gateways[1] + gateways[2]).lower() if gateways else "")
    return next(filter(is_trace_id, named), "")


def of_event(event: object) -> str:
    """The id in the input of an execution, or in an event that has that input in its `input`; empty without one."""
    if not isinstance(event, Mapping):
        return ""
    trace_id = event.get("trace_id")
    return trace_id if isinstance(trace_id, str) and is_trace_id(trace_id) else of_event(event.get("input"))


def is_trace_id(text: str) -> bool:
    return bool(_ID.fullmatch(text)) and text.strip("0") != ""


def xray_header(trace_id: str) -> str:
    """What continues the trace in X-Ray."""
    return f"Root=1-{trace_id[:8]}-{trace_id[8:]}"


def current() -> str:
    """The id of the request that is being served; empty outside of one."""
    return _CURRENT.get()


@contextmanager
def entered(trace_id: str) -> Iterator[None]:
    """What is done inside belongs to that request."""
    token = _CURRENT.set(trace_id)
    try:
        yield
    finally:
        _CURRENT.reset(token)
