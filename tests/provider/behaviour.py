"""How the provider answers one request: well, or badly in one of the ways that real servers do."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any


class Fault(StrEnum):
    """`AFTER` in the comments: after `after` characters of the reply."""

    NONE = "none"
    STATUS = "status"  # an HTTP error: `status`, `retry_after_s`, `code`, `message`
    SILENT_BEFORE = "silent_before"  # no answer for `silence_s`, not even headers
    SILENT_MIDWAY = "silent_midway"  # nothing more for `silence_s` AFTER
    CUT = "cut"  # the connection breaks AFTER
    CUT_CLEANLY = "cut_cleanly"  # the body ends AFTER, regularly for HTTP, without finish and without [DONE]
    HANG_UP = "hang_up"  # the connection breaks before any answer
    ERROR_OBJECT = "error_object"  # an error object in the stream AFTER: `code`
    LENGTH = "length"  # finish_reason length AFTER
    NO_FINISH = "no_finish"  # the whole reply and [DONE], but no finish_reason
    REFUSAL = "refusal"  # a refusal instead of content
    CONTENT_FILTER = "content_filter"  # finish_reason content_filter AFTER
    EMPTY = "empty"  # no content at all
    REASONING_ONLY = "reasoning_only"  # the reply as reasoning, no content
    INVALID_UTF8 = "invalid_utf8"  # a byte that is not UTF-8 AFTER
    NOT_JSON = "not_json"  # an event that is not JSON AFTER
    TWO_DONES = "two_dones"  # [DONE] twice
    NO_DONE = "no_done"  # finish_reason, then the stream stays open without [DONE]
    CUT_AFTER_FINISH = "cut_after_finish"  # finish_reason, then the connection breaks
    ENDLESS = "endless"  # the reply again and again, until the client hangs up
    ENDLESS_REASONING = "endless_reasoning"
    REJECT_FORMAT = "reject_format"  # 400 if response_format is json_schema or json_object
    REJECT_SCHEMA = "reject_schema"  # 400 if response_format is json_schema
    REJECT_OPTIONS = "reject_options"  # 400 if stream_options or response_format are there


@dataclass(frozen=True)
class Behaviour:
    """`chunk` is how many characters of the reply one event carries; `pace_s` how long to wait between events.

    `fence` and `preamble` change the text of the reply, `crlf` the line ends of the events; `dribble` sends each byte
    by itself; `usage` tells whether token counts are sent when they are asked for; `reasoning` goes before the reply.
    """

    fault: Fault = Fault.NONE
    after: int = 40
    status: int = 500
    code: str = ""
    message: str = "scripted"
    retry_after_s: float | None = None
    silence_s: float = 30.0
    chunk: int = 24
    pace_s: float = 0.0
    crlf: bool = False
    dribble: bool = False
    usage: bool = True
    fence: str = ""
    preamble: str = ""
    reasoning: str = ""

    def text(self, recorded: str) -> str:
        text = f"```{self.fence}\n{recorded}\n```\n" if self.fence else recorded
        return f"{self.preamble}\n{text}" if self.preamble else text


def from_json(raw: Mapping[str, Any]) -> Behaviour:
    """Raises ValueError naming an unknown field or fault."""
    unknown = set(raw) - {field.name for field in fields(Behaviour)}
    if unknown:
        raise ValueError(f"unknown field {sorted(unknown)[0]!r}")
    return Behaviour(**{**raw, "fault": Fault(raw.get("fault", "none"))})


def read_script(path: Path) -> tuple[Behaviour, ...]:
    """What a fault script says, one behaviour for each try of its attempt; the last one holds for all that follow."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    steps: Sequence[Mapping[str, Any]] = raw if isinstance(raw, list) else [raw]
    return tuple(from_json(step) for step in steps)
