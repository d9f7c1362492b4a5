"""Generations by a scripted model, as a client of the deployed service sees them."""

from __future__ import annotations

import contextlib
import json
import os
import signal
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.e2e.functions import configured
from tests.e2e.harness import Service, until
from tests.provider.recordings import Recording
from tests.provider.server import Provider
from tools.dev import client

# Those that ask the model, or say which one will be asked.
DRAFTERS = ("GenerationStage", "APIHandler", "WebsocketMessage")
# Long enough for a busy machine, short enough to wait for.
DRAFTING = {
    "DRAFTING_FIRST_BYTE_S": "30",
    "DRAFTING_IDLE_S": "5",
    "DRAFTING_RETRY_BASE_S": "0.01",
    "DRAFTING_RETRY_AFTER_CAP_S": "0.1",
    "DRAFTING_TRANSPORT_RETRIES": "1",
    "DRAFTING_CANCEL_POLL_S": "0.2",
    "DRAFTING_REPLY_CHARACTERS": "30000",
}
FRAME_TIMEOUT_S = 300

Frame = dict[str, Any]


@dataclass(frozen=True)
class Drafted:
    """The deployed service with `provider` as the server of its model."""

    service: Service
    provider: Provider

    def request(self, **changes: object) -> dict[str, object]:
        """A message that asks for the problem of the recording that is on."""
        recorded = json.loads((self.provider.recording.folder / "request.json").read_text())
        asked = {name: recorded[name] for name in ("prompt", "difficulty", "language")}
        return {"action": "generate", **asked, "seed": 1, **changes}

    def frames(self, message: Mapping[str, object]) -> list[Frame]:
        """All frames up to the terminal one, by number, each once."""
        with self.connected() as socket:
            socket.send(json.dumps(message))
            return heard(socket)

    def answer(self, message: Mapping[str, object]) -> Any:
        """The data of the one frame that answers an action."""
        with self.connected() as socket:
            socket.send(json.dumps(message))
            return json.loads(socket.recv(timeout=FRAME_TIMEOUT_S))["data"]

    def status(self, path: str) -> int:
        """With which status the path is answered."""
        try:
            client.call(f"{self.service.http_url}{path}")
        except client.ApiError as exc:
            return exc.status
        return 200

    def kept(self, job_id: str, after_seq: int = 0) -> list[Frame]:
        return self.service.kept(job_id, after_seq)

    @contextlib.contextmanager
    def connected(self) -> Iterator[ClientConnection]:
        with connect(self.service.websocket_url, open_timeout=120) as socket:
            yield socket

    def kill_function(self, name: str) -> None:
        """Ends every process of that Lambda function, as a crash or a lack of memory would."""
        for pid in until(lambda: self._processes(name), bool, what=f"a process of {name}"):
            os.kill(pid, signal.SIGKILL)

    def _processes(self, name: str) -> list[int]:
        endpoint = f"GATEWAY_PORT={self.service.platform.emulator.port}"
        found = []
        for path in Path("/proc").glob("[0-9]*/environ"):
            with contextlib.suppress(OSError):
                variables = path.read_bytes().decode(errors="replace").split("\0")
                function = next((v for v in variables if v.startswith("AWS_LAMBDA_FUNCTION_NAME=")), "")
                if name in function and endpoint in variables:
                    found.append(int(path.parent.name))
        return found


def heard(socket: ClientConnection, stop: Callable[[Frame], object] = lambda _frame: False) -> list[Frame]:
    """What comes up to the terminal frame, or to the first for which `stop` holds; by number, each once."""
    frames: dict[int, Frame] = {}
    while True:
        frame = json.loads(socket.recv(timeout=FRAME_TIMEOUT_S))
        frames[frame["seq"]] = frame
        if frame["type"] in client.TERMINAL or stop(frame):
            return [frames[seq] for seq in sorted(frames)]


def of_type(frames: list[Frame], type_: str) -> list[Any]:
    return [frame["data"] for frame in frames if frame["type"] == type_]


def finished(frames: list[Frame]) -> list[str]:
    return [data["name"] for data in of_type(frames, "stage") if data["state"] == "finished"]


@contextlib.contextmanager
def drafted_by(provider: Provider, service: Service) -> Iterator[Drafted]:
    """Has the deployed functions draft with the provider's model, and takes it back."""
    model = {"OPENAI_BASE_URL": provider.url, "OPENAI_MODEL": "recorded", **DRAFTING}
    with configured(service.platform, DRAFTERS, model):
        yield Drafted(service, provider)


def play(provider: Provider, name: str) -> None:
    """Puts a recording on, and forgets what was asked and how to misbehave."""
    provider.play(Recording.named(name))
