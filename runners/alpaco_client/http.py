"""One request and its answer, tried again where that is safe: reads, and writes that carry an Idempotency-Key."""

from __future__ import annotations

import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.message import Message
from typing import Protocol

from alpaco_client.errors import ApiError, Unreachable

TIMEOUT_S = 60.0
ATTEMPTS = 5
FIRST_PAUSE_S = 0.25
LONGEST_PAUSE_S = 20.0
# Throttled, or a gateway that found nobody behind it. 500 is an answer.
PASSING = frozenset({429, 502, 503, 504})
SAFE = frozenset({"GET", "HEAD"})
NO_ANSWER = (urllib.error.URLError, http.client.HTTPException, ConnectionError, TimeoutError)


@dataclass(frozen=True)
class Request:
    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes | None = None

    @property
    def is_repeatable(self) -> bool:
        return self.method in SAFE or "Idempotency-Key" in self.headers


@dataclass(frozen=True)
class Answer:
    """`headers` by lower-case name."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


class Send(Protocol):
    """The one place where requests leave. Raises OSError or HTTPException if there is no answer."""

    def __call__(self, request: Request) -> Answer: ...


def send(request: Request) -> Answer:
    """Over urllib: proxies and certificates are those of the system."""
    outgoing = urllib.request.Request(  # noqa: S310 - the URL is the user's own configuration
        request.url, data=request.body, method=request.method, headers=dict(request.headers)
    )
    try:
        with urllib.request.urlopen(outgoing, timeout=TIMEOUT_S) as got:  # noqa: S310 - as above
            return Answer(got.status, got.read(), _lower(got.headers))
    except urllib.error.HTTPError as exc:
        return Answer(exc.code, exc.read(), _lower(exc.headers))


def _lower(headers: Message) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


@dataclass(frozen=True)
class Http:
    """Sends requests until there is an answer worth having."""

    send: Send = send
    sleep: Callable[[float], None] = time.sleep

    def __call__(self, request: Request) -> Answer:
        """The answer, whatever its status below 400. Raises ApiError, Unreachable."""
        attempts = ATTEMPTS if request.is_repeatable else 1
        for attempt in range(1, attempts + 1):
            answer = self._try(request, last=attempt == attempts)
            if answer is not None and (not may_pass(answer) or attempt == attempts):
                return checked(answer)
            self.sleep(pause_s(attempt, answer))
        raise AssertionError("the last attempt returns or raises")

    def _try(self, request: Request, *, last: bool) -> Answer | None:
        try:
            return self.send(request)
        except NO_ANSWER as exc:
            if last:
                raise Unreachable(f"{request.url} does not answer: {getattr(exc, 'reason', exc)}") from exc
            return None


def checked(answer: Answer) -> Answer:
    """The answer, if it is no refusal. Raises ApiError."""
    if answer.status < 400:
        return answer
    raise ApiError(answer.status, problem_of(answer.body), answer.headers.get("x-trace-id", ""))


def problem_of(body: bytes) -> Mapping[str, object]:
    """The problem details of a refusal, also if somebody else's proxy wrote it."""
    try:
        raw = json.loads(body)
    except ValueError:
        raw = None
    return raw if isinstance(raw, dict) else {"detail": body[:200].decode(errors="replace")}


def may_pass(answer: Answer) -> bool:
    """Whether another attempt soon may be answered otherwise; a used-up day is not waited for."""
    return answer.status in PASSING and asked_pause_s(answer) <= LONGEST_PAUSE_S


def asked_pause_s(answer: Answer | None) -> float:
    """The seconds of `Retry-After`; 0 if there is none."""
    asked = (answer.headers if answer else {}).get("retry-after", "")
    return float(asked) if asked.isdigit() else 0.0


def pause_s(attempt: int, answer: Answer | None) -> float:
    """Seconds before the next attempt: what the service asks for, or twice as long each time."""
    return min(asked_pause_s(answer) or FIRST_PAUSE_S * 2 ** (attempt - 1), LONGEST_PAUSE_S)
