"""WebSocket connections by the `websockets` package; imported only when somebody follows a job."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from websockets.exceptions import ConnectionClosed, WebSocketException
from websockets.sync.client import ClientConnection, connect

from alpaco_client.stream import CONNECT_S, Link, Lost


@dataclass(frozen=True)
class Socket:
    connection: ClientConnection

    def send(self, text: str) -> None:
        try:
            self.connection.send(text)
        except ConnectionClosed as exc:
            raise Lost(str(exc)) from exc

    def receive(self, timeout_s: float) -> str:
        try:
            return str(self.connection.recv(timeout=timeout_s, decode=True))
        except ConnectionClosed as exc:
            raise Lost(str(exc)) from exc


@contextmanager
def opened(url: str) -> Iterator[Link]:
    """Raises Lost if the connection cannot be made."""
    try:
        connection = connect(url, open_timeout=CONNECT_S, max_size=1 << 20)
    except (OSError, WebSocketException) as exc:
        raise Lost(str(exc)) from exc
    with connection:
        yield Socket(connection)
