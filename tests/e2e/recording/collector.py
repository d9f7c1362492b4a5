"""Collects what `sitecustomize` tells: one JSON line per AWS call, over TCP, from any process or container."""

from __future__ import annotations

import json
import os
import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock, Thread
from typing import Any

HERE = Path(__file__).parent


class _Handler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        line = self.rfile.readline()
        if line:
            assert isinstance(self.server, _Server)
            self.server.take(json.loads(line))


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 256

    def __init__(self, host: str) -> None:
        super().__init__((host, 0), _Handler)
        self._lock = Lock()
        self._calls: list[dict[str, Any]] = []

    def take(self, call: dict[str, Any]) -> None:
        with self._lock:
            self._calls.append(call)

    def taken(self) -> list[dict[str, Any]]:
        with self._lock:
            return list(self._calls)


class Collector:
    def __init__(self, server: _Server) -> None:
        self._server = server

    @property
    def calls(self) -> list[dict[str, Any]]:
        """So far, in no particular order."""
        return self._server.taken()

    def take(self, told: dict[str, Any]) -> None:
        """As if a process had told it."""
        self._server.take(told)

    def variables(self, principal: str = "", *, host: str = "127.0.0.1") -> dict[str, str]:
        """What a process needs in its environment to be recorded; functions know their own names."""
        address = f"{host}:{self._server.server_address[1]}"
        return {"PYTHONPATH": str(HERE), "ALPACO_CALLS": address, "ALPACO_PRINCIPAL": principal}

    def worker_variables(self, principal: str) -> dict[str, str]:
        """The same for a worker of this checkout, which may be on Python's path by a variable."""
        path = os.pathsep.join(filter(None, [str(HERE), os.environ.get("PYTHONPATH", "")]))
        return {**self.variables(principal), "PYTHONPATH": path}


@contextmanager
def collecting(host: str = "0.0.0.0") -> Iterator[Collector]:
    """Listens for the processes of this machine, and for containers on its bridge."""
    with _Server(host) as server:
        Thread(target=server.serve_forever, name="collector", daemon=True).start()
        try:
            yield Collector(server)
        finally:
            server.shutdown()
