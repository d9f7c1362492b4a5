"""The drafter's own path from a chunk to a frame, with everything but the table and the connection real."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Sequence

from chalicelib.adapters.llm.model import OpenAiModel
from chalicelib.adapters.llm.settings import ServerSettings
from chalicelib.adapters.llm.timer import SystemTimer
from chalicelib.domain.frames import Frame
from chalicelib.domain.replies.json_object import JsonReply
from chalicelib.usecases.drafting import StageStream
from chalicelib.usecases.lane import Lane
from chalicelib.usecases.model_drafting.asking import Conversation, Desk, Tally
from chalicelib.usecases.model_drafting.ladder import Ladder, ProcessMemory
from chalicelib.usecases.model_drafting.ports import Message, Question, Role, Rung, Usage
from chalicelib.usecases.model_drafting.settings import DraftingSettings
from chalicelib.usecases.model_drafting.watch import Watch
from chalicelib.usecases.streams import Added, Batch, FrameLog, Note

from tools.bench.chunks import NotingServer, numbers


class Log:
    """A frame store with one watcher."""

    def __init__(self) -> None:
        self.frames: list[Frame] = []

    def add(self, frame: Frame, _note: Note) -> Added:
        self.frames.append(frame)
        return Added.STORED

    def add_all(self, frames: Sequence[Frame], _marks: Sequence[str]) -> Batch:
        self.frames.extend(frames)
        return Batch(Added.STORED)

    def last_seq(self, _job_id: str) -> int:
        return len(self.frames)

    def frames_after(self, _job_id: str, seq: int) -> Iterable[Frame]:
        return self.frames[seq:]

    def subscribe(self, job_id: str, connection_id: str) -> None: ...

    def unsubscribe(self, job_id: str, connection_id: str) -> None: ...

    def subscribers(self, _job_id: str) -> Sequence[str]:
        return ["watcher"]


class Exit:
    """A connection that notes when each numbered chunk leaves."""

    def __init__(self) -> None:
        self.left: dict[int, float] = {}

    def post(self, _connection_id: str, message: str, *, insist: bool = False) -> bool:  # noqa: ARG002 - a Link's
        now = time.monotonic()
        self.left.update(dict.fromkeys(numbers(str(json.loads(message)["data"].get("text", ""))), now))
        return True


def through_code(server: NotingServer, window_s: float) -> tuple[dict[int, float], int]:
    """When the frame of each chunk left, and how many frames there were."""
    log, exit_ = Log(), Exit()
    frames = FrameLog(log, exit_, Lane())
    stream = StageStream(frames, "g1", "spec")
    settings, timer = DraftingSettings(coalesce_s=window_s), SystemTimer()
    model = OpenAiModel(ServerSettings(server.url, "bench"), lambda: "")
    watch = Watch(timer, settings, left_s=1000, spent=Usage(), has_ended=lambda: False)
    ladder = Ladder(ProcessMemory(), model.server, is_json=False)
    question = Question("spec", 1, (Message(Role.USER, "Go."),), Rung.PROMPT)
    Conversation(Desk(model, timer, settings, lambda: 0.0), ladder, stream, watch).ask(question, JsonReply, Tally())
    frames.settle()
    return exit_.left, len(log.frames)
