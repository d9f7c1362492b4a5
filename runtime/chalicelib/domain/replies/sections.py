"""A reply of several programs, each under a heading `### <name> expect <VERDICT>`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from chalicelib.domain.replies.code import LongestBlock, piece_of
from chalicelib.domain.replies.fences import FenceScanner, Kind, Token
from chalicelib.domain.replies.pieces import Fault, Found, Piece, Programs, Unusable, WrongProgram
from chalicelib.protocol import Verdict

MIN_PROGRAMS = 3
MAX_PROGRAMS = 6
MAX_NAME = 60
VERDICTS = (Verdict.WRONG_ANSWER, Verdict.TIME_LIMIT_EXCEEDED)
# Some write the codes that judges show.
_CODES = {verdict.code: verdict.value for verdict in VERDICTS}

_SECTION = re.compile(r"(?:#+|\*\*)[ \t]*(?P<name>.*?)[ \t:(\[*`—–-]*\bexpect(?:s|ed)?\b(?P<verdict>.*)", re.IGNORECASE)
_VERDICT_WORD = re.compile(r"[A-Z]+(?:_[A-Z]+)*")


@dataclass
class _Section:
    title: str
    verdict: str
    block: LongestBlock = field(default_factory=LongestBlock)


def file_name(title: str, taken: set[str], number: int) -> str:
    """The title as a file name that is not taken: lower case, underscores; `number` where nothing of it can be used."""
    slug = re.sub(r"[^a-z0-9]+", "_", title.casefold().removesuffix(".py")).strip("_")[:MAX_NAME].strip("_")
    name = slug if len(slug) > 1 else f"wrong_{slug or number}"
    return name if name not in taken else file_name(f"{name[: MAX_NAME - 4]}_{number}", taken, number + 1)


class WrongReply:
    """Three to six programs in the order of the reply; prose may stand before each block."""

    def __init__(self) -> None:
        self._scanner = FenceScanner(headings=True)
        self._sections: list[_Section] = []

    def feed(self, text: str) -> list[Piece]:
        return [self._take(token) for token in self._scanner.feed(text)]

    def finish(self) -> list[Piece]:
        return [self._take(token) for token in self._scanner.finish()]

    def found(self) -> Found:
        misses = self._misses()
        return Unusable(Fault.BAD_SECTIONS, misses) if misses else Programs(self._programs())

    def _take(self, token: Token) -> Piece:
        if token.kind is Kind.HEADING:
            return self._heading(token)
        if self._sections:
            self._sections[-1].block.take(token)
        return piece_of(token)

    def _heading(self, token: Token) -> Piece:
        section = _section(token.text)
        if section is None:
            return piece_of(Token(Kind.TEXT, token.raw))
        self._sections.append(section)
        return piece_of(token)

    def _programs(self) -> tuple[WrongProgram, ...]:
        programs: list[WrongProgram] = []
        for number, section in enumerate(self._sections, start=1):
            name = file_name(section.title, {program.name for program in programs}, number)
            programs.append(WrongProgram(name, section.verdict, section.block.program()))
        return tuple(programs)

    def _misses(self) -> tuple[str, ...]:
        count = len(self._sections)
        misses = [_miss(section) for section in self._sections]
        if not MIN_PROGRAMS <= count <= MAX_PROGRAMS:
            misses.append(
                f"It has {count} sections headed `### <name> expect <VERDICT>`; "
                f"there must be {MIN_PROGRAMS} to {MAX_PROGRAMS}."
            )
        return tuple(miss for miss in misses if miss)


def _section(heading: str) -> _Section | None:
    """The section that the heading begins; None if it is any other heading, even one about what to expect."""
    match = _SECTION.fullmatch(heading)
    if match is None:
        return None
    verdict = re.sub(r"[\s-]+", "_", match["verdict"].strip(" \t:()[]`*.,;\"'"))
    if verdict.upper() not in Verdict.__members__ and not _VERDICT_WORD.fullmatch(verdict):
        return None
    return _Section(match["name"].strip(" \t`*\"'"), _CODES.get(verdict.upper(), verdict.upper()))


def _miss(section: _Section) -> str:
    if section.verdict not in VERDICTS:
        return f"Section {section.title!r} expects {section.verdict!r}; it must be {' or '.join(VERDICTS)}."
    if not section.block.program():
        return f"Section {section.title!r} has no fenced python block with code."
    return ""
