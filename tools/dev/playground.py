"""Serves the playground page: its built files, where the service is, and the API under the same origin.

The embedded AWS answers preflight requests without CORS headers, so a browser reaches the API through here; WebSocket
knows no such requests and goes straight to the service.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import mimetypes
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tools.dev import paths, ports
from tools.dev.deployment import Deployment
from tools.dev.errors import DevError

API = "/api"
# Of the stack on one machine.
AUTH_MODE = "none"
JSON = {"Content-Type": "application/json"}
TIMEOUT_S = 120
# Between two parties alone, not for those behind a proxy (RFC 9110, 7.6.1).
HOP_BY_HOP = frozenset({"connection", "keep-alive", "transfer-encoding", "te", "upgrade", "host", "content-length"})
mimetypes.add_type("font/woff2", ".woff2")


def policy(websocket_url: str) -> str:
    """Content security policy of the page: its own files, its own API, that WebSocket; nothing inline, no frame."""
    parts = urlsplit(websocket_url)
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; "
        f"connect-src 'self' {parts.scheme}://{parts.netloc}; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


@dataclass(frozen=True)
class Playground:
    """A page being served. Until its service stands it says so, and asks again."""

    url: str
    _server: PageServer

    def stands(self, deployment: Deployment) -> None:
        """From now on the page works."""
        self._server.deployment = deployment


@contextmanager
def serving(endpoint: str, *, port: int | None = None, folder: Path | None = None) -> Iterator[Playground]:
    """Serves the page until the context ends; `endpoint` is that of the embedded AWS, which may come up later.

    Raises DevError: port in use, page not built.
    """
    folder = folder or paths.ROOT / "web" / "dist"
    if not (folder / "index.html").exists():
        raise DevError(f"The page is not built ({folder} is missing): run `make setup`")
    if port is not None:
        ports.ensure_free(port)
    server = PageServer(port or 0, endpoint, folder.resolve())
    threading.Thread(target=server.serve_forever, name="playground", daemon=True).start()
    try:
        yield Playground(f"http://{ports.LOOPBACK}:{server.server_address[1]}", server)
    finally:
        server.shutdown()
        server.server_close()


class PageServer(ThreadingHTTPServer):
    """Knows what its handlers serve."""

    daemon_threads = True

    def __init__(self, port: int, endpoint: str, folder: Path) -> None:
        super().__init__((ports.LOOPBACK, port), Handler)
        self.endpoint = endpoint
        self.deployment: Deployment | None = None
        self.folder = folder

    def file(self, path: str) -> Path | None:
        """The file of that address, if it is one of the page's."""
        found = (self.folder / unquote(path).lstrip("/")).resolve()
        found = found / "index.html" if found.is_dir() else found
        return found if found.is_relative_to(self.folder) and found.is_file() else None


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: PageServer

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path.startswith(f"{API}/"):
            self._if_it_stands(self._forward)
        elif path == "/config.json":
            self._send(200, json.dumps(self._config()).encode(), JSON)
        else:
            self._file(path)

    def do_POST(self) -> None:
        self._if_it_stands(self._forward)

    do_HEAD = do_GET
    do_PUT = do_DELETE = do_POST

    def _if_it_stands(self, act: Callable[[Deployment], None]) -> None:
        deployment = self.server.deployment
        if deployment is None:
            return self._send(503, b'{"detail": "the service is starting"}', {**JSON, "Retry-After": "1"})
        return act(deployment)

    def _config(self) -> dict[str, object]:
        """Under the name by which the page was asked for: 127.0.0.1 and localhost are two origins."""
        if (deployment := self.server.deployment) is None:
            return {"starting": True}
        host = self.headers.get("Host", "")
        return {"http_url": f"http://{host}{API}", "websocket_url": deployment.websocket_url, "auth_mode": AUTH_MODE}

    def _file(self, path: str) -> None:
        file = self.server.file(path)
        if file is None:
            return self._send(404, b"There is no such file.", {"Content-Type": "text/plain"})
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        return self._send(200, file.read_bytes(), {"Content-Type": kind, **self._page_headers()})

    def _page_headers(self) -> dict[str, str]:
        return {
            "Content-Security-Policy": policy(f"ws://{urlsplit(self.server.endpoint).netloc}"),
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Cache-Control": "no-cache",
        }

    def _forward(self, deployment: Deployment) -> None:
        """The request as it came to the API, the answer as it came back."""
        api = urlsplit(deployment.http_url)
        with contextlib.closing(http.client.HTTPConnection(api.netloc, timeout=TIMEOUT_S)) as connection:
            try:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0)) or None
                connection.request(
                    self.command, api.path + self.path.removeprefix(API), body, _end_to_end(self.headers)
                )
                answer = connection.getresponse()
                self._send(answer.status, answer.read(), _end_to_end(answer.headers))
            except OSError:
                self._send(502, b'{"detail": "the service does not answer"}', JSON)

    def _send(self, status: int, content: bytes, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            with contextlib.suppress(ConnectionError):
                self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet: the browser's own tools show requests."""


def _end_to_end(headers: Message) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name.lower() not in HOP_BY_HOP}
