"""A reply that is a statement in Markdown: shown and kept as it is, without its title and a fence around the whole.

A fence inside a fenced statement cannot be told from the end of the outer one until another fence follows it, so
what comes after such a line is held back until it is decided.
"""

from __future__ import annotations

import re
from enum import Enum, auto

from chalicelib.domain.frames import Channel
from chalicelib.domain.replies.fences import Fence, opening
from chalicelib.domain.replies.pieces import Fault, Found, Markdown, Piece, Unusable

MAX_HELD_LINE = 200
_MARKDOWN_TAGS = frozenset({"markdown", "md", "commonmark"})
_PARTS = re.compile(r"[^\n]*\n|[^\n]+")
_MAY_BE_FENCE = re.compile(r"[ \t]*(?:`+[^`]*|~+.*)?")
_TOP_HEADING = re.compile(r" {0,3}#[ \t].*")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{2,})[ \t]*")
_MARKS = " \t#*_`:\"'"


# What models say before and after a text, in a line of its own; a rule may part it from the text.
_RULE = r"(?:[ \t]*[-*_]{3,}[ \t]*\n+)?"
_GREETING = re.compile(
    r"\s*(?:(?:sure|certainly|of course|okay|absolutely)[,!.:][^\n]*[:!.]"
    r"|(?:here is|here's|below is)\b[^\n]*\b(?:statement|markdown|problem|version)\b[^\n]*:)"
    rf"[ \t]*\n+{_RULE}(?:#[ \t][^\n]*\n+)?",
    re.IGNORECASE,
)
_FAREWELL = re.compile(
    rf"\n+{_RULE}(?:please let me know|let me know|i hope|hope this|feel free|would you like)\b[^\n]*\s*\Z",
    re.IGNORECASE,
)
# Code, which stays as it is, or a formula between the marks of LaTeX; in brackets only as lines of their own, as
# brackets may be no more than brackets.
_FORMULA = re.compile(
    r"(?P<code>(?P<fence>`{3,}|~{3,}).*?(?P=fence)|`[^`\n]+`)"
    r"|(?<!\\)\\{1,2}\((?P<inline>[^\n]+?)\\{1,2}\)"
    r"|^[ \t]*\\{1,2}\[(?P<display>.+?)\\{1,2}\][ \t]*(?=[.,]?[ \t]*$)",
    re.DOTALL | re.MULTILINE,
)
_PLACEHOLDER = re.compile(r"\{\{[ \t]*([A-Za-z_][A-Za-z0-9_]*)[ \t]*\}\}")


class _State(Enum):
    START = auto()
    AFTER_TITLE = auto()
    BODY = auto()


class StatementReply:
    """Markdown with its placeholders raw; `title` is the line that it loses if it begins with it."""

    def __init__(self, title: str) -> None:
        self._title = _plain(title)
        self._state = _State.START
        self._line = ""
        self._in_line = False
        self._outer: Fence | None = None
        self._inner = False
        self._doubtful: list[str] | None = None
        self._kept: list[str] = []

    def feed(self, text: str) -> list[Piece]:
        return [Piece(Channel.PROSE, self._part(part)) for part in _PARTS.findall(text)]

    def finish(self) -> list[Piece]:
        line, self._line = self._line, ""
        return [Piece(Channel.PROSE, self._whole(line) if line else "")]

    def found(self) -> Found:
        text = _PLACEHOLDER.sub(r"{{\1}}", _with_dollars(_without_chat("".join(self._kept))))
        return Markdown(f"{text}\n") if text else Unusable(Fault.EMPTY, ("It holds no statement.",))

    def _part(self, part: str) -> str:
        if self._in_line:
            self._in_line = not part.endswith("\n")
            return self._keep(part)
        self._line += part
        if not self._line.endswith("\n") and self._is_undecided(self._line):
            return ""
        line, self._line = self._line, ""
        self._in_line = not line.endswith("\n")
        return self._begun(line) if self._in_line else self._whole(line)

    def _is_undecided(self, start: str) -> bool:
        is_early = self._state is not _State.BODY
        return len(start) <= MAX_HELD_LINE and (is_early or _MAY_BE_FENCE.fullmatch(start) is not None)

    def _begun(self, start: str) -> str:
        """A line that is too long for a title, or that begins like no fence."""
        self._state = _State.BODY
        return self._keep(start)

    def _whole(self, line: str) -> str:
        """What is shown for a line that was held back until its end."""
        marker = line.removesuffix("\n")
        if len(marker) > MAX_HELD_LINE:
            return self._begun(line)
        if self._state is _State.BODY:
            return self._body(line, marker)
        return self._early(line, marker)

    def _early(self, line: str, marker: str) -> str:
        if not marker.strip():
            return ""
        opened = opening(marker)
        if opened and self._state is _State.START and self._outer is None and opened[1] in _MARKDOWN_TAGS | {""}:
            self._outer = opened[0]
            return ""
        if self._state is _State.START and self._is_title(marker):
            self._state = _State.AFTER_TITLE
            return ""
        if self._state is _State.AFTER_TITLE and _UNDERLINE.fullmatch(marker):
            return ""
        self._state = _State.BODY
        return self._body(line, marker)

    def _is_title(self, marker: str) -> bool:
        return bool(_TOP_HEADING.fullmatch(marker)) or _plain(marker) == self._title

    def _body(self, line: str, marker: str) -> str:
        if self._outer is not None:
            return self._fenced(self._outer, line, marker)
        opened = opening(marker)
        if opened and opened[1] in _MARKDOWN_TAGS:
            # All before it was a preamble: the statement proper begins here.
            self._outer, self._state, self._kept = opened[0], _State.START, []
            return ""
        return self._keep(line)

    def _fenced(self, outer: Fence, line: str, marker: str) -> str:
        if outer.closes(marker):
            return self._bare_fence(line)
        opened = opening(marker)
        if opened and opened[1]:
            self._inner = True
        return self._keep(line)

    def _bare_fence(self, line: str) -> str:
        """It closes the fence inside, if one is known to be open; else it is the end, unless another follows it."""
        if self._inner:
            self._inner = False
            return self._keep(line)
        if self._doubtful is None:
            self._doubtful = [line]
            return ""
        block, self._doubtful = [*self._doubtful, line], None
        return self._keep("".join(block))

    def _keep(self, text: str) -> str:
        if self._doubtful is not None:
            self._doubtful.append(text)
            return ""
        self._kept.append(text)
        return text


def _without_chat(text: str) -> str:
    """The text without what was said to whoever asked for it."""
    greeting = _GREETING.match(text)
    return _FAREWELL.sub("", text[greeting.end() :] if greeting else text).strip()


def _with_dollars(text: str) -> str:
    """Formulas between `$`, as the format has them."""
    return _FORMULA.sub(_formula, text)


def _formula(match: re.Match[str]) -> str:
    if match["code"]:
        return match[0]
    return f"${match['inline'].strip()}$" if match["inline"] else f"$${match['display'].strip()}$$"


def _plain(line: str) -> str:
    return line.strip(_MARKS).casefold()
