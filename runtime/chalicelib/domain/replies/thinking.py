"""Parts thinking from the reply where a server sends both as content: `<think>...</think>` at the start, and its like.

Some servers put the opening tag into the prompt: then what comes before a lone `</think>` was thinking too.
"""

from __future__ import annotations

import re
from enum import Enum, auto

from chalicelib.domain.frames import Channel
from chalicelib.domain.replies.pieces import Piece

_NAMES = ("think", "thinking", "thought", "thoughts", "reasoning", "reflection", "scratchpad", "seed:think")
# In lower case: what opens thinking, and what closes it.
_MARKS = {f"<{name}>": f"</{name}>" for name in _NAMES} | {"[think]": "[/think]", "◁think▷": "◁/think▷"}
_OPENING = re.compile("|".join(map(re.escape, _MARKS)), re.IGNORECASE)
_LONE_CLOSE = "</think>"

# Among the pieces: all before it was thinking, and the reply begins anew.
RESTART = Piece(Channel.REASONING, "")


class _State(Enum):
    START = auto()
    THINKING = auto()
    REPLY = auto()
    AFTER_THOUGHT = auto()


class ThinkSplitter:
    """Chunks in; pieces out, whose channel is REASONING for thinking and PROSE for the reply proper."""

    def __init__(self) -> None:
        self._state = _State.START
        self._held = ""
        self._close = _LONE_CLOSE

    def feed(self, text: str) -> list[Piece]:
        text, self._held = self._held + text, ""
        if self._state is _State.START:
            return self._start(text)
        if self._state is _State.THINKING:
            return self._think(text)
        return [Piece(Channel.PROSE, text)] if self._state is _State.AFTER_THOUGHT else self._reply(text)

    def finish(self) -> list[Piece]:
        held, self._held = self._held, ""
        return [Piece(Channel.REASONING if self._state is _State.THINKING else Channel.PROSE, held)]

    def _start(self, text: str) -> list[Piece]:
        begin = text.lstrip()
        if any(mark.startswith(begin.lower()) and begin.lower() != mark for mark in _MARKS):
            self._held = text
            return []
        opened = _OPENING.match(begin)
        if opened:
            self._state, self._close = _State.THINKING, _MARKS[opened[0].lower()]
            return self._think(begin[opened.end() :])
        self._state = _State.REPLY
        return self._reply(text)

    def _think(self, text: str) -> list[Piece]:
        thought, closed, reply = self._parted(text)
        if closed:
            self._state = _State.AFTER_THOUGHT
            return [Piece(Channel.REASONING, thought), Piece(Channel.PROSE, reply)]
        return [Piece(Channel.REASONING, self._safe(text))]

    def _reply(self, text: str) -> list[Piece]:
        before, closed, reply = self._parted(text)
        if closed:
            self._state = _State.AFTER_THOUGHT
            return [Piece(Channel.PROSE, before), RESTART, Piece(Channel.PROSE, reply)]
        return [Piece(Channel.PROSE, self._safe(text))]

    def _parted(self, text: str) -> tuple[str, str, str]:
        """What stands before the closing tag, the tag, what follows; the tag is empty if there is none."""
        found = re.search(re.escape(self._close), text, re.IGNORECASE)
        return (text[: found.start()], found[0], text[found.end() :]) if found else (text, "", "")

    def _safe(self, text: str) -> str:
        """The text but for an end that may be the beginning of the closing tag, which is held."""
        keep = next(size for size in range(len(self._close) - 1, -1, -1) if text.lower().endswith(self._close[:size]))
        self._held = text[len(text) - keep :]
        return text[: len(text) - keep]
