"""A service on loopback with canned answers: HTTP and WebSocket, real sockets, nothing of AWS."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from websockets.sync.server import ServerConnection, serve

SUMMARY = {
    "problem_id": "twice", "version": 1, "names": {"en": "Twice", "ko": "두 배"}, "keywords": ["arithmetic"],
    "difficulty": "easy", "limits": {"time_limit_s": 1.0, "memory_mib": 256}, "origin": "import", "created_at": "",
}  # fmt: skip
PROBLEM = {
    **SUMMARY, "name": "Twice", "language": "en", "languages": ["en", "ko"],
    "statement": {"format": "md", "text": "Print $2 \\times n$ for $n \\le 10^9$.\n\n{{remainingsamples}}"},
    "samples": [{"name": "01", "input": "2\n", "answer": "4\n"}],
}  # fmt: skip
RUN = {"test": "sample/01", "verdict": "WRONG_ANSWER", "cpu_s": 0.01, "wall_s": 0.02, "memory_mib": 9.0, "message": ""}
SUBMISSION = {
    "submission_id": "s1", "problem_id": "twice", "language": "python3", "verdict": "WRONG_ANSWER", "tests_judged": 1,
    "tests_total": 3, "compile": {"output": ""}, "runs": [RUN], "error": None,
}  # fmt: skip
REPORT = {
    "outcome": "verified", "time_limit_s": 1.0,
    "gates": [{"id": "structure", "status": "pass", "blame": "package", "summary": "all there"}],
    "matrix": {"accepted/a.py": {
        "expected": "accepted", "verdict": "ACCEPTED", "tests": {"sample/01": {"verdict": "ACCEPTED", "cpu_s": 0.1}},
    }},
}  # fmt: skip
MATRIX_ROW = {"expected": "accepted", "verdict": "ACCEPTED", "runs": [["AC", 0.1]]}
NEAR = {"problem_id": "twice", "name": "Twice", "difficulty": "", "similarity": 0.8}
FRAMES = {
    "s1": [("test", RUN), ("done", {"outcome": "WRONG_ANSWER", "problem_id": "twice", "report": None})],
    "gnear": [
        ("near", {"problems": [NEAR], "wait_s": 60}),
        ("done", {"outcome": "reused", "problem_id": "twice", "report": None}),
    ],
    "g1": [
        ("accepted", {"model": "template", "request": {}, "limits": {}}),
        ("stage", {"name": "spec", "state": "finished", "attempt": 1, "duration_ms": 3, "tokens": 0}),
        ("artefact", {"name": "spec", "sha256": "", "text": "{}", "object": {"rules": ["n is whole"]}}),
        ("gate", {"id": "structure", "status": "pass", "blame": "package", "summary": "all there"}),
        ("matrix", {"tests": ["1"], "solutions": {"a.py": MATRIX_ROW}}),
        ("done", {"outcome": "verified", "problem_id": "pnew", "report": "/generations/g1/report"}),
    ],
}  # fmt: skip


@dataclass
class FakeService:
    """`received` are the bodies of POSTs by path; with `token` every request must carry it; `job_id` answers a wish."""

    token: str = ""
    job_id: str = "g1"
    received: dict[str, Any] = field(default_factory=dict)
    http_url: str = ""
    websocket_url: str = ""

    def answer(self, method: str, path: str) -> tuple[int, object]:
        answers: Mapping[tuple[str, str], tuple[int, object]] = {
            ("GET", "/config.json"): (200, {"http_url": self.http_url, "websocket_url": self.websocket_url}),
            ("GET", "/problems"): (200, {"problems": [SUMMARY], "cursor": None}),
            ("GET", "/problems/twice"): (200, PROBLEM),
            ("POST", "/problems/twice/grade"): (202, {"submission_id": "s1"}),
            ("GET", "/problems/twice/report"): (200, REPORT),
            ("GET", "/submissions/s1"): (200, SUBMISSION),
            ("POST", "/runs"): (200, {"status": "finished", "stdout": "22\n"}),
            ("POST", "/generations"): (202, {"job_id": self.job_id}),
            ("POST", "/generations/gnear/choose"): (200, {"job_id": "gnear"}),
        }
        return answers.get((method, path), (404, {"title": "Not found", "detail": f"there is no {path}"}))


@contextmanager
def running(token: str = "") -> Iterator[FakeService]:
    service = FakeService(token)
    http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(service))
    with serve(_speak, "127.0.0.1", 0) as websocket:
        service.http_url = f"http://127.0.0.1:{http.server_address[1]}"
        service.websocket_url = f"ws://127.0.0.1:{websocket.socket.getsockname()[1]}"
        for target in (http.serve_forever, websocket.serve_forever):
            threading.Thread(target=target, daemon=True).start()
        yield service
        http.shutdown()
        http.server_close()


def _speak(connection: ServerConnection) -> None:
    """Frames are sent from `after_seq` on."""
    for text in connection:
        message = json.loads(text)
        job_id = message.get("job_id") or message.get("submission_id")
        for seq, (type_, data) in enumerate(FRAMES.get(job_id, []), 1):
            if seq > message.get("after_seq", 0):
                connection.send(json.dumps({"v": 1, "job_id": job_id, "seq": seq, "type": type_, "data": data}))


def _handler(service: FakeService) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer("GET")

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            service.received[self._path] = json.loads(self.rfile.read(length) or b"null")
            self._answer("POST")

        @property
        def _path(self) -> str:
            return self.path.partition("?")[0]

        def _answer(self, method: str) -> None:
            status, body = service.answer(method, self._path)
            if service.token and self._path != "/config.json":
                given = self.headers.get("Authorization", "")
                status, body = (
                    (status, body) if given == f"Bearer {service.token}" else (401, {"title": "Who are you?"})
                )
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    return Handler
