"""The socket below a request that is under way, so that another thread can hang it up at any moment.

Closing a client does not wake a thread that waits in its socket; shutting the socket down does.
"""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any

import httpx2

# The secured connection takes the place of the plain one below it.
_CONNECTED = ("connect_tcp.complete", "start_tls.complete")


class Line:
    """The line of one request. Connections must not be kept alive, so that each request makes its own."""

    def __init__(self) -> None:
        self._socket: socket.socket | None = None
        self.is_over = False

    def hang_up(self) -> None:
        """Ends what the request waits for, now or, if it is still connecting, as soon as it is connected."""
        self.is_over = True
        self._shut_down()

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        if event.endswith(_CONNECTED):
            connection = info["return_value"].get_extra_info("socket")
            self._socket = connection if isinstance(connection, socket.socket) else None
            if self.is_over:
                self._shut_down()

    def _shut_down(self) -> None:
        if self._socket is not None:
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)


# The line of the thread that sends a request: each reply is read by a thread of its own.
CURRENT: ContextVar[Line | None] = ContextVar("line", default=None)


def follow(request: httpx2.Request) -> None:
    """A hook for requests."""
    line = CURRENT.get()
    if line is not None:
        request.extensions = {**request.extensions, "trace": line.trace}
