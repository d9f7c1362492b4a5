"""What goes wrong in the `openai` package and below it, in our words. Details never repeat a key or a prompt."""

from __future__ import annotations

import email.utils
import re
import time
from collections.abc import Mapping

import httpx2
import openai

from chalicelib.usecases.model_drafting.ports import FaultKind, ModelFault

MAX_DETAIL = 300

_KEY = re.compile(r"\b(?:sk|key|pk)-[A-Za-z0-9_*-]{4,}|Bearer\s+\S+", re.IGNORECASE)
_FILTER_CODES = ("content_filter", "content_policy_violation", "ResponsibleAIPolicyViolation", "moderation_blocked")
_KINDS = {
    400: FaultKind.BAD_REQUEST,
    401: FaultKind.FORBIDDEN,
    403: FaultKind.FORBIDDEN,
    404: FaultKind.NOT_FOUND,
    408: FaultKind.TIMEOUT,
    409: FaultKind.SERVER_ERROR,
    422: FaultKind.BAD_REQUEST,
    425: FaultKind.SERVER_ERROR,
    429: FaultKind.RATE_LIMITED,
}


def translated(error: Exception) -> ModelFault:
    """The fault that an error means which came out of a request or out of its stream."""
    if isinstance(error, ModelFault):
        return error
    if isinstance(error, openai.APIStatusError):
        return _of_status(error)
    if isinstance(error, openai.APITimeoutError):
        return ModelFault(FaultKind.TIMEOUT, f"The model's server did not answer in time{_cause(error)}.")
    if isinstance(error, openai.APIConnectionError):
        return ModelFault(FaultKind.CONNECTION, f"The connection to the model's server failed{_cause(error)}.")
    if isinstance(error, openai.APIError):
        return _of_body(error)
    if isinstance(error, UnicodeDecodeError):
        return ModelFault(FaultKind.CONNECTION, "The model's server sent bytes that are not UTF-8.")
    if isinstance(error, httpx2.TimeoutException):
        return ModelFault(FaultKind.TIMEOUT, "The model's server fell silent.")
    return ModelFault(FaultKind.CONNECTION, f"The stream of the model's server broke ({type(error).__name__}).")


def cut() -> ModelFault:
    return ModelFault(FaultKind.CONNECTION, "The model's server closed the connection in the middle of a reply.")


def refused(words: str) -> ModelFault:
    """The model, or a filter before it, refuses the request; `words` is what it says, if anything."""
    return ModelFault(FaultKind.REFUSED, _clean(f"The model refused the request. {words}"))


def _of_status(error: openai.APIStatusError) -> ModelFault:
    status = error.status_code
    if status in (400, 403, 422) and _is_filter(error):
        return refused(_message(error))
    kind = _KINDS.get(status, FaultKind.SERVER_ERROR if status >= 500 else FaultKind.FORBIDDEN)
    detail = _clean(f"The model's server answered with status {status}: {_message(error)}")
    return ModelFault(kind, detail, retry_after_s=_retry_after_s(error.response.headers))


def _of_body(error: openai.APIError) -> ModelFault:
    """An error object in the middle of a stream."""
    if _is_filter(error):
        return refused(_message(error))
    words = f"{error.code} {error.type}".lower()
    kind = FaultKind.RATE_LIMITED if "rate_limit" in words or "429" in words else FaultKind.SERVER_ERROR
    return ModelFault(kind, _clean(f"The model's server broke the reply off: {_message(error)}"))


def _is_filter(error: openai.APIError) -> bool:
    return any(code in str(error.body) for code in _FILTER_CODES)


def _message(error: openai.APIError) -> str:
    body = error.body
    told = body.get("message") if isinstance(body, Mapping) else None
    return str(told or error.message)


def _clean(text: str) -> str:
    return " ".join(_KEY.sub("[key]", text).split())[:MAX_DETAIL]


def _cause(error: Exception) -> str:
    return f" ({type(error.__cause__).__name__})" if error.__cause__ else ""


def _retry_after_s(headers: httpx2.Headers) -> float | None:
    """Seconds or a date, as HTTP allows; milliseconds, as some servers add."""
    milliseconds = _number(headers.get("retry-after-ms"))
    if milliseconds is not None:
        return milliseconds / 1000
    text = headers.get("retry-after")
    seconds = _number(text)
    if seconds is not None or text is None:
        return seconds
    try:
        date = email.utils.parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, date.timestamp() - time.time())


def _number(text: str | None) -> float | None:
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if 0 <= value < float("inf") else None
