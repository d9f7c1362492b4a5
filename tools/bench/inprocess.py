"""The drafter's own path from a chunk to a frame, with everything but the table and the connection real."""

from __future__ import annotations

import json
import math
import random
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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

# Of the logarithm: so that 99 of 100 times lie below three medians.
SPREAD = math.log(3) / 2.326


class Away:
    """Services that answer over a network: calls take a median time, one in a hundred of them three times as long.

    The times vary as those of services do, log-normally, and the same in every run.
    """

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - of waiting times

    def take(self, median_ms: float) -> None:
        if median_ms:
            time.sleep(median_ms / 1000 * math.exp(self._random.gauss(0.0, SPREAD)))


@dataclass(frozen=True)
class Distances:
    """Medians in milliseconds: storing a frame, looking up who watches, posting to a connection."""

    write_ms: float = 0.0
    look_ms: float = 0.0
    push_ms: float = 0.0


NEXT_DOOR = Distances()


class Log:
    """A frame store with one watcher."""

    def __init__(self, distances: Distances) -> None:
        self.frames: list[Frame] = []
        self._distances = distances
        self._writing, self._looking = Away(1), Away(2)

    def add(self, frame: Frame, _note: Note) -> Added:
        self._writing.take(self._distances.write_ms)
        self.frames.append(frame)
        return Added.STORED

    def add_all(self, frames: Sequence[Frame], _marks: Sequence[str]) -> Batch:
        self._writing.take(self._distances.write_ms)
        self.frames.extend(frames)
        return Batch(Added.STORED)

    def last_seq(self, _job_id: str) -> int:
        return len(self.frames)

    def frames_after(self, _job_id: str, seq: int) -> Iterable[Frame]:
        return self.frames[seq:]

    def subscribe(self, job_id: str, connection_id: str) -> None: ...

    def unsubscribe(self, job_id: str, connection_id: str) -> None: ...

    def subscribers(self, _job_id: str) -> Sequence[str]:
        self._looking.take(self._distances.look_ms)
        return ["watcher"]


class Exit:
    """A connection that notes when each numbered chunk has left: when the post has been answered."""

    def __init__(self, distances: Distances) -> None:
        self.left: dict[int, float] = {}
        self._distances = distances
        self._pushing = Away(3)

    def post(self, _connection_id: str, message: str, *, insist: bool = False) -> bool:  # noqa: ARG002 - a Link's
        self._pushing.take(self._distances.push_ms)
        now = time.monotonic()
        self.left.update(dict.fromkeys(numbers(str(json.loads(message)["data"].get("text", ""))), now))
        return True


def through_code(
    server: NotingServer, window_s: float, distances: Distances = NEXT_DOOR
) -> tuple[dict[int, float], int]:
    """When the frame of each chunk left, and how many frames there were."""
    log, exit_ = Log(distances), Exit(distances)
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
