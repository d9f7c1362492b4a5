"""The provider's HTTP side: `POST /v1/chat/completions` and `GET /v1/models` on a free port of this machine."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from tests.provider import events
from tests.provider.behaviour import Behaviour, Fault
from tests.provider.recordings import Recording


@dataclass(frozen=True)
class Asked:
    """A request as it arrived."""

    stage: str
    attempt: int
    body: Mapping[str, Any]
    authorization: str

    @property
    def rung(self) -> str:
        return str(self.body.get("response_format", {}).get("type", "none"))

    @property
    def prompt(self) -> str:
        return "\n".join(message["content"] for message in self.body["messages"])


class Provider:
    """A context manager. `asked` holds the requests in order; `open_streams` counts replies that are under way."""

    def __init__(self, recording: Recording, *, behaviour: Behaviour | None = None, port: int = 0) -> None:
        self.recording = recording
        self.asked: list[Asked] = []
        self.hung_up = threading.Event()
        self.stopping = threading.Event()
        self._default = behaviour
        self._scripts: dict[tuple[str, int], Sequence[Behaviour]] = {}
        self._tries: dict[tuple[str, int], int] = defaultdict(int)
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", port), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def play(self, recording: Recording) -> None:
        """Goes on with another recording; what was asked and how to misbehave are forgotten."""
        with self._lock:
            self.recording = recording
            self.asked.clear()
            self._scripts.clear()
            self._tries.clear()
            self.hung_up.clear()

    def misbehave(self, stage: str, attempt: int, *tries: Behaviour) -> None:
        """What the tries of an attempt meet, in order; the last one holds for all that follow."""
        self._scripts[stage, attempt] = tries

    def next_behaviour(self, asked: Asked) -> Behaviour:
        with self._lock:
            self.asked.append(asked)
            key = (asked.stage, asked.attempt)
            number, self._tries[key] = self._tries[key], self._tries[key] + 1
        default = None if self._default is None else (self._default,)
        script = self._scripts.get(key) or default or self.recording.script(*key)
        return script[min(number, len(script) - 1)]

    def on_send(self, data: bytes) -> None:
        """Called with each event before it is sent; benchmarks take the time."""

    def count(self, stage: str) -> int:
        return sum(asked.stage == stage for asked in self.asked)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # A client that hangs up is part of the play.
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = {"object": "list", "data": [{"id": "recorded", "object": "model"}]}
            _Exchange(self, provider).reply_json(200, body)

        def do_POST(self) -> None:
            try:
                _Exchange(self, provider).complete()
            except OSError:
                provider.hung_up.set()
            self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None:
            pass

    return Handler


class _Exchange:
    """One request and its answer."""

    def __init__(self, http: BaseHTTPRequestHandler, provider: Provider) -> None:
        self._http = http
        self._provider = provider

    def complete(self) -> None:
        asked = self._read()
        behaviour = self._provider.next_behaviour(asked)
        reply = self._provider.recording.reply(asked.stage, asked.attempt)
        if behaviour.fault is Fault.HANG_UP:
            self._break()
        elif behaviour.fault is Fault.SILENT_BEFORE:
            self._pause(behaviour.silence_s)
        elif behaviour.fault is Fault.STATUS:
            self._refuse(behaviour)
        elif _rejects(behaviour.fault, asked.body):
            self.reply_json(400, _error("response_format is not supported", "invalid_request_error"))
        elif reply is None:
            self.reply_json(404, _error(f"nothing is recorded for {asked.stage}", "not_found"))
        else:
            self._stream(asked, behaviour, behaviour.text(reply))

    def reply_json(self, status: int, body: object, headers: Mapping[str, str] | None = None) -> None:
        data = json.dumps(body).encode()
        self._http.send_response(status)
        for name, value in {**(headers or {}), "Content-Type": "application/json"}.items():
            self._http.send_header(name, value)
        self._http.send_header("Content-Length", str(len(data)))
        self._http.end_headers()
        self._http.wfile.write(data)

    def _read(self) -> Asked:
        size = int(self._http.headers.get("Content-Length", "0"))
        return Asked(
            stage=self._http.headers.get("X-Alpaco-Stage", ""),
            attempt=int(self._http.headers.get("X-Alpaco-Attempt", "1")),
            body=json.loads(self._http.rfile.read(size)),
            authorization=self._http.headers.get("Authorization", ""),
        )

    def _refuse(self, behaviour: Behaviour) -> None:
        wait = behaviour.retry_after_s
        headers = {} if wait is None else {"Retry-After": f"{wait:g}"}
        self.reply_json(behaviour.status, _error(behaviour.message, behaviour.code or "scripted"), headers)

    def _stream(self, asked: Asked, behaviour: Behaviour, text: str) -> None:
        self._http.send_response(200)
        self._http.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self._http.send_header("Transfer-Encoding", "chunked")
        self._http.end_headers()
        for event in events.reply_events(text, behaviour):
            self._send(event, behaviour)
        if behaviour.fault in (Fault.SILENT_MIDWAY, Fault.NO_DONE):
            self._pause(behaviour.silence_s)
        if behaviour.fault in (Fault.CUT, Fault.CUT_AFTER_FINISH):
            self._break()
        else:
            self._finish(asked, behaviour, text)

    def _finish(self, asked: Asked, behaviour: Behaviour, text: str) -> None:
        """The end of the stream, or what the fault makes of it."""
        fault = behaviour.fault
        if fault is Fault.ERROR_OBJECT:
            self._send(_error(behaviour.message, behaviour.code or "server_error"), behaviour)
        elif fault is Fault.INVALID_UTF8:
            self._write(b'data: {"choices":[{"index":0,"delta":{"content":"\xff\xfe"}}]}\n\n')
        elif fault is Fault.NOT_JSON:
            self._write(b"data: {not json\n\n")
        elif fault not in (Fault.CUT_CLEANLY, Fault.SILENT_MIDWAY, Fault.NO_DONE):
            self._send_tail(asked, behaviour, text)
        self._write(b"")

    def _send_tail(self, asked: Asked, behaviour: Behaviour, text: str) -> None:
        wants_usage = asked.body.get("stream_options", {}).get("include_usage")
        for event in events.tail(text, behaviour, len(asked.prompt) // 4 if wants_usage else None):
            self._send(event, behaviour)

    def _send(self, event: dict[str, Any] | str, behaviour: Behaviour) -> None:
        data = events.encoded(event, crlf=behaviour.crlf)
        self._provider.on_send(data)
        for start in range(0, len(data), 1 if behaviour.dribble else len(data)):
            self._write(data[start : start + 1] if behaviour.dribble else data)
        if behaviour.pace_s:
            self._pause(behaviour.pace_s)

    def _write(self, data: bytes) -> None:
        """One chunk of the body; the empty one ends it."""
        self._http.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
        self._http.wfile.flush()

    def _pause(self, seconds: float) -> None:
        """Waits until the time is over, the client has hung up or the provider stops."""
        self._http.connection.settimeout(seconds)
        with contextlib.suppress(TimeoutError):
            if not self._http.connection.recv(1, socket.MSG_PEEK):
                raise ConnectionResetError
        self._http.connection.settimeout(None)

    def _break(self) -> None:
        with contextlib.suppress(OSError):
            self._http.connection.shutdown(socket.SHUT_RDWR)


def _error(message: str, code: str) -> dict[str, Any]:
    return {"error": {"message": message, "type": code, "param": None, "code": code}}


def _rejects(fault: Fault, body: Mapping[str, Any]) -> bool:
    form = body.get("response_format", {}).get("type")
    return (
        (fault is Fault.REJECT_FORMAT and form is not None)
        or (fault is Fault.REJECT_SCHEMA and form == "json_schema")
        or (fault is Fault.REJECT_OPTIONS and (form is not None or "stream_options" in body))
    )
