"""Finds fenced code blocks and headings in Markdown that arrives in chunks cut anywhere.

Only the start of a line can be a fence or a heading, so only that much is ever held back; the rest of a line
passes at once. Fences follow CommonMark, except that they may be indented as far as a model likes to in lists.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum, auto

# No fence or heading that anyone means is longer; without a bound a reply that never breaks its line would be held.
MAX_MARKER = 200

_PARTS = re.compile(r"[^\n]*\n|[^\n]+")
_OPENING = re.compile(r"(?P<indent>[ \t]*)(?P<run>`{3,}(?=[^`]*$)|~{3,})[ \t]*(?P<info>.*?)[ \t]*")
_MAY_OPEN = re.compile(r"[ \t]*(?:`{0,2}|~{0,2}|`{3,}[^`]*|~{3,}.*)")
# A line in bold serves some as a heading, and some leave out the space.
_HEADING = re.compile(r" {0,3}(?:#{1,6}[^#].*|\*\*[^*].*)")
_MAY_BE_HEADING = re.compile(r" {0,3}(?:#{0,6}|#{1,6}[^#].*|\*{0,2}|\*\*[^*].*)")
# A fence around Markdown holds the reply, not code.
_WRAPPERS = frozenset({"markdown", "md"})


class Kind(StrEnum):
    """`TEXT` and `CODE` are running text; the others are one whole marker each."""

    TEXT = auto()
    CODE = auto()
    OPEN = auto()
    CLOSE = auto()
    HEADING = auto()


@dataclass(frozen=True)
class Token:
    """`text` of OPEN is the language tag in lower case, of HEADING the line; `raw` is what stood in the reply."""

    kind: Kind
    text: str
    raw: str = ""


@dataclass(frozen=True)
class Fence:
    character: str
    length: int
    indent: int

    def may_close(self, line: str) -> bool:
        return not line.strip(" \t").strip(self.character)

    def closes(self, line: str) -> bool:
        marker = line.strip(" \t")
        indent = len(line) - len(line.lstrip(" \t"))
        return len(marker) >= self.length and not marker.strip(self.character) and indent <= self.indent + 3

    def dedented(self, line: str) -> str:
        """The line without the indentation that the fence itself has."""
        indent = len(line) - len(line.lstrip(" \t"))
        return line[min(indent, self.indent) :]


def opening(line: str) -> tuple[Fence, str] | None:
    """The fence that the line opens and its language tag (lower case, perhaps empty); None if it opens none."""
    match = _OPENING.fullmatch(line)
    if match is None or len(line) > MAX_MARKER:
        return None
    words = match["info"].strip("{}").split()
    return Fence(match["run"][0], len(match["run"]), len(match["indent"])), words[0].lstrip(
        "."
    ).lower() if words else ""


class FenceScanner:
    """Chunks in, tokens out. Headings are told apart only if asked for, else they are text."""

    def __init__(self, *, headings: bool = False) -> None:
        self._headings = headings
        self._held = ""
        self._in_line = False
        self._fence: Fence | None = None

    def feed(self, text: str) -> list[Token]:
        return [token for part in _PARTS.findall(text) for token in self._part(part)]

    def finish(self) -> list[Token]:
        """The tokens of what is still held; the last line of a reply often lacks its line end."""
        held, self._held = self._held, ""
        return self._line(held) if held else []

    def _part(self, part: str) -> list[Token]:
        if self._in_line:
            self._in_line = not part.endswith("\n")
            return [Token(self._running, part)]
        self._held += part
        if not self._held.endswith("\n") and self._is_undecided(self._held):
            return []
        line, self._held = self._held, ""
        self._in_line = not line.endswith("\n")
        return [self._plain(line)] if self._in_line else self._line(line)

    @property
    def _running(self) -> Kind:
        return Kind.CODE if self._fence else Kind.TEXT

    def _is_undecided(self, start: str) -> bool:
        if len(start) > MAX_MARKER:
            return False
        if self._fence:
            return self._fence.may_close(start)
        is_heading = self._headings and _MAY_BE_HEADING.fullmatch(start)
        return bool(is_heading or _MAY_OPEN.fullmatch(start))

    def _line(self, line: str) -> list[Token]:
        marker = line.removesuffix("\n")
        if len(marker) > MAX_MARKER:
            return [self._plain(line)]
        return [self._in_fence(line, marker) if self._fence else self._outside(line, marker)]

    def _in_fence(self, line: str, marker: str) -> Token:
        if self._fence and self._fence.closes(marker):
            self._fence = None
            return Token(Kind.CLOSE, "", line)
        return self._plain(line)

    def _outside(self, line: str, marker: str) -> Token:
        opened = opening(marker)
        if opened and opened[1] not in _WRAPPERS:
            self._fence, tag = opened
            return Token(Kind.OPEN, tag, line)
        if self._headings and _HEADING.fullmatch(marker):
            return Token(Kind.HEADING, marker.strip(), line)
        return self._plain(line)

    def _plain(self, start: str) -> Token:
        """Text from the start of a line."""
        return Token(self._running, self._fence.dedented(start) if self._fence else start)
