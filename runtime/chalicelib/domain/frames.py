"""Frames: what happened in a job, as one JSON message each, numbered from 1 without gaps and bounded in size.

An `Event` is what happened; a `Frame` is an event with its place in the log of a job. Replies that belong to no
job (`pong`, `error`) have the job id None and the number 0.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from chalicelib.errors import AlpacoError, Busy, problem_details

FRAME_VERSION = 1
# API Gateway cuts messages into WebSocket frames of 32 KB; half of that is what every client library takes at once.
MAX_FRAME_BYTES = 16 * 1024
# What remains for a text after ids, type, stage and the other fields of its frame.
MAX_TEXT_BYTES = MAX_FRAME_BYTES - 1024
MAX_CLIPPED_CHARACTERS = 2000


class FrameType(StrEnum):
    ACCEPTED = "accepted"
    STAGE = "stage"
    DELTA = "delta"
    GATE = "gate"
    ARTEFACT = "artefact"
    REPAIR = "repair"
    NEAR = "near"
    MATRIX = "matrix"
    TEST = "test"
    DONE = "done"
    FAILED = "failed"
    DRAFT = "draft"
    PONG = "pong"
    ERROR = "error"

    @property
    def is_terminal(self) -> bool:
        return self in (FrameType.DONE, FrameType.FAILED)


class Channel(StrEnum):
    """What a delta's text is: part of the reply's prose, of the code inside its fences, of JSON, or reasoning."""

    PROSE = "prose"
    CODE = "code"
    JSON = "json"
    REASONING = "reasoning"


class StageState(StrEnum):
    """`RESTARTED`: the same attempt begins anew, what it streamed so far is void."""

    STARTED = "started"
    RESTARTED = "restarted"
    FINISHED = "finished"


class FrameTooLarge(ValueError):
    """A frame exceeds `MAX_FRAME_BYTES`: its content should have gone by reference."""


@dataclass(frozen=True)
class Event:
    """Something that happened; `stage` is empty where no generation stage is concerned."""

    type: FrameType
    data: Mapping[str, object]
    stage: str = ""


@dataclass(frozen=True)
class Frame:
    """One message of the protocol."""

    job_id: str | None
    seq: int
    event: Event

    def to_json(self) -> str:
        """The message as sent. Raises FrameTooLarge."""
        text = _encoded(self.job_id, self.seq, self.event)
        if len(text.encode()) > MAX_FRAME_BYTES:
            raise FrameTooLarge(f"{self.event.type} frame {self.seq} of {self.job_id}")
        return text


def _encoded(job_id: str | None, seq: int, event: Event) -> str:
    stage = {"stage": event.stage} if event.stage else {}
    head = {"v": FRAME_VERSION, "job_id": job_id, "seq": seq, "type": event.type}
    text = json.dumps({**head, **stage, "data": event.data}, ensure_ascii=False, separators=(",", ":"))
    # A lone surrogate is valid in JSON escapes but not in UTF-8, which WebSocket text messages must be.
    return text.encode("utf-8", "replace").decode()


def json_size(text: str) -> int:
    """Bytes that `text` takes inside a frame."""
    return len(json.dumps(text, ensure_ascii=False).encode("utf-8", "replace"))


def pieces(text: str, limit_bytes: int = MAX_TEXT_BYTES) -> list[str]:
    """`text` cut into parts that each fit into a frame, in order; none if it is empty."""
    if json_size(text) <= limit_bytes:
        return [text] if text else []
    middle = len(text) // 2
    return pieces(text[:middle], limit_bytes) + pieces(text[middle:], limit_bytes)


def fits(event: Event) -> bool:
    """Whether the event fits into a frame, whatever its job and number."""
    return len(_encoded("x" * 80, 10**9, event).encode()) <= MAX_FRAME_BYTES


def bounded(event: Event, ref: str) -> Event:
    """`event` if it fits; else with its long texts cut; else with nothing but `ref`, where the whole can be fetched."""
    if fits(event):
        return event
    cut = {name: _clipped(value) for name, value in event.data.items()}
    shorter = Event(event.type, {**cut, "ref": ref}, event.stage)
    return shorter if fits(shorter) else Event(event.type, {"ref": ref}, event.stage)


def _clipped(value: object) -> object:
    if isinstance(value, str) and len(value) > MAX_CLIPPED_CHARACTERS:
        return value[:MAX_CLIPPED_CHARACTERS] + "..."
    return value


def report_mark(event: Event, attempt: int, index: int) -> str:
    """What tells a report of a runner from others of its job, by whichever way it comes: a test or gate by its name."""
    name = event.data.get("test") or event.data.get("id") or (0 if event.type is FrameType.MATRIX else index)
    return f"{event.type}/{attempt}/{name}"


def pong(request_id: str) -> Frame:
    return Frame(None, 0, Event(FrameType.PONG, {"request_id": request_id}))


def error(fault: AlpacoError, request_id: str, trace_id: str = "") -> Frame:
    """The answer to a message that could not be served; what broke on our side is not told."""
    shown = problem_details(fault)
    data = {"code": fault.slug, "field": fault.field, "detail": shown["detail"], "request_id": request_id}
    active = {"job_id": fault.job_id} if isinstance(fault, Busy) else {}
    traced = {"trace_id": trace_id} if trace_id else {}
    return Frame(None, 0, Event(FrameType.ERROR, {**data, **active, **traced}))


def draft(job_id: str, state: str, problem_id: str | None) -> Frame:
    """The answer to `keep` and `discard`; it comes after the job's end, so it is no part of its log."""
    return Frame(job_id, 0, Event(FrameType.DRAFT, {"state": state, "problem_id": problem_id}))


def accepted(
    model: str,
    request: Mapping[str, object],
    limits: Mapping[str, object],
    remake: Mapping[str, object] | None = None,
    trace_id: str = "",
) -> Event:
    """`remake` is there where a stage of another job's draft is to be made anew."""
    more = {name: value for name, value in (("remake", remake), ("trace_id", trace_id)) if value}
    return Event(FrameType.ACCEPTED, {"model": model, "request": request, "limits": limits, **more})


def near(problems: Sequence[Mapping[str, object]], wait_s: int) -> Event:
    """Stored problems that may be what is asked for already, nearest first; a choice is waited for that long."""
    return Event(FrameType.NEAR, {"problems": list(problems), "wait_s": wait_s})


def stage_started(stage: str, attempt: int, *, again: bool = False) -> Event:
    state = StageState.RESTARTED if again else StageState.STARTED
    return Event(FrameType.STAGE, {"name": stage, "state": state, "attempt": attempt}, stage)


def stage_finished(stage: str, attempt: int, *, duration_ms: int, tokens: int) -> Event:
    data = {"name": stage, "state": StageState.FINISHED, "attempt": attempt}
    return Event(FrameType.STAGE, {**data, "duration_ms": duration_ms, "tokens": tokens}, stage)


def deltas(stage: str, attempt: int, channel: Channel, text: str) -> list[Event]:
    """The text as delta events, one unless it is too long for a frame."""
    return [
        Event(FrameType.DELTA, {"attempt": attempt, "channel": channel, "text": piece}, stage) for piece in pieces(text)
    ]


@dataclass(frozen=True)
class Content:
    """What an artefact holds, its SHA-256 (hex), where to fetch it, and its JSON value if it has one."""

    text: str
    sha256: str
    ref: str
    parsed: object = None


def artefact(stage: str, name: str, content: Content) -> Event:
    """An accepted product: its text (and its JSON value, for display) if that fits, else where to fetch it."""
    head: dict[str, object] = {"name": name, "sha256": content.sha256}
    parsed = {} if content.parsed is None else {"object": content.parsed}
    whole = Event(FrameType.ARTEFACT, {**head, "text": content.text, **parsed}, stage)
    text_only = Event(FrameType.ARTEFACT, {**head, "text": content.text}, stage)
    by_reference = Event(FrameType.ARTEFACT, {**head, "ref": content.ref}, stage)
    return next((event for event in (whole, text_only) if fits(event)), by_reference)


def repair(round_: int, artefacts: Sequence[str], gates: Sequence[str]) -> Event:
    return Event(FrameType.REPAIR, {"round": round_, "artefacts": list(artefacts), "gates": list(gates)})


def done(outcome: str, problem_id: str | None, report: str | None, usage: Mapping[str, object] | None = None) -> Event:
    """`usage` is what a generation has cost; a submission has none."""
    cost = {"usage": usage} if usage else {}
    return Event(FrameType.DONE, {"outcome": outcome, "problem_id": problem_id, "report": report, **cost})


def failed(class_: str, *, retryable: bool, detail: str) -> Event:
    clipped = detail if len(detail) <= MAX_CLIPPED_CHARACTERS else detail[:MAX_CLIPPED_CHARACTERS] + "..."
    return Event(FrameType.FAILED, {"class": class_, "retryable": retryable, "detail": clipped})
