"""A small client of the service, as a site would write one: HTTP with JSON, frames over WebSocket."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from typing import Any, cast

from alpaco_client.socket import opened
from alpaco_client.stream import Stream

TERMINAL = {"done", "failed", "error"}
HTTP_TIMEOUT_S = 120


class ApiError(Exception):
    """The service refused a request; `problem` is its RFC 9457 body."""

    def __init__(self, status: int, problem: Mapping[str, Any]) -> None:
        super().__init__(f"{status} {problem.get('title', '')}: {problem.get('detail', '')}")
        self.status = status
        self.problem = problem


def call(url: str, body: object = None, *, method: str | None = None) -> dict[str, Any]:
    """One JSON request and its JSON answer; GET without a body, POST with one. Raises ApiError."""
    return cast("dict[str, Any]", json.loads(_request(url, body, method) or b"{}"))


def download(url: str) -> bytes:
    """The bytes behind a URL. Raises ApiError."""
    return _request(url, None, "GET")


def _request(url: str, body: object, method: str | None) -> bytes:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(  # noqa: S310 - the URL is the service's own, printed by the deployment
        url, data=data, method=method, headers={"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=HTTP_TIMEOUT_S) as answer:  # noqa: S310 - as above
            return cast("bytes", answer.read())
    except urllib.error.HTTPError as exc:
        raise ApiError(exc.code, _problem(exc.read())) from exc


def _problem(raw: bytes) -> Mapping[str, Any]:
    try:
        body = json.loads(raw)
    except ValueError:
        return {"detail": raw[:200].decode(errors="replace")}
    return body if isinstance(body, dict) else {"detail": str(body)}


def frames(websocket_url: str, message: Mapping[str, object]) -> Iterator[dict[str, Any]]:
    """Sends one action and yields its frames in order of `seq`, each once, up to the terminal one.

    Raises ClientError: the action was refused, or the connection was lost and could not be made again.
    """
    for frame in Stream(lambda: websocket_url, opened).follow(message):
        yield frame.to_json()
