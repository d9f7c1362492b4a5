"""The words of reply parsing: pieces to show while a reply comes in, and why a reply cannot be used."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from chalicelib.domain.frames import Channel


@dataclass(frozen=True)
class Piece:
    """Text of one channel, as it is to be shown: no fences, no section headings."""

    channel: Channel
    text: str


class Fault(StrEnum):
    """Why a complete or truncated reply cannot be used."""

    EMPTY = "empty"
    TRUNCATED = "truncated"
    NO_CODE = "no_code"
    NO_JSON = "no_json"
    BAD_SECTIONS = "bad_sections"
    SCHEMA_MISS = "schema_miss"
    BAD_VALUES = "bad_values"


@dataclass(frozen=True)
class Unusable:
    """`misses` says what is wrong, one sentence each, in words that help the model to do better."""

    fault: Fault
    misses: tuple[str, ...]


@dataclass(frozen=True)
class Code:
    """One program."""

    text: str


@dataclass(frozen=True)
class JsonObject:
    """`text` is the object as the model wrote it."""

    value: dict[str, object]
    text: str


@dataclass(frozen=True)
class Markdown:
    text: str


@dataclass(frozen=True)
class WrongProgram:
    """`name` is a file name without suffix; `verdict` is exactly what the program must get."""

    name: str
    verdict: str
    code: str


@dataclass(frozen=True)
class Programs:
    """In the order of the reply."""

    programs: tuple[WrongProgram, ...]


Found = Code | JsonObject | Markdown | Programs | Unusable


class Shape(Protocol):
    """An incremental parser of one form of reply. `found` is asked once, after `finish`."""

    def feed(self, text: str) -> list[Piece]: ...

    def finish(self) -> list[Piece]: ...

    def found(self) -> Found: ...


def merged(pieces: Iterable[Piece]) -> list[Piece]:
    """The same text with neighbours of one channel joined and empty pieces left out."""
    result: list[Piece] = []
    for piece in pieces:
        if result and result[-1].channel is piece.channel:
            result[-1] = Piece(piece.channel, result[-1].text + piece.text)
        elif piece.text:
            result.append(piece)
    return result
