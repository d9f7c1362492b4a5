"""Parts thinking from the reply where a server sends both as content: `<think>...</think>` at the start."""

from __future__ import annotations

from enum import Enum, auto

from chalicelib.domain.frames import Channel
from chalicelib.domain.replies.pieces import Piece

_OPEN = "<think>"
_CLOSE = "</think>"


class _State(Enum):
    START = auto()
    THINKING = auto()
    REPLY = auto()


class ThinkSplitter:
    """Chunks in; pieces out, whose channel is REASONING for thinking and PROSE for the reply proper."""

    def __init__(self) -> None:
        self._state = _State.START
        self._held = ""

    def feed(self, text: str) -> list[Piece]:
        if self._state is _State.START:
            return self._start(self._held + text)
        if self._state is _State.THINKING:
            return self._think(self._held + text)
        return [Piece(Channel.PROSE, text)]

    def finish(self) -> list[Piece]:
        held, self._held = self._held, ""
        return [Piece(Channel.REASONING if self._state is _State.THINKING else Channel.PROSE, held)]

    def _start(self, text: str) -> list[Piece]:
        begin = text.lstrip()
        if len(begin) < len(_OPEN) and _OPEN.startswith(begin):
            self._held = text
            return []
        self._held = ""
        if begin.startswith(_OPEN):
            self._state = _State.THINKING
            return self._think(begin.removeprefix(_OPEN))
        self._state = _State.REPLY
        return [Piece(Channel.PROSE, text)]

    def _think(self, text: str) -> list[Piece]:
        thought, closed, reply = text.partition(_CLOSE)
        if closed:
            self._state, self._held = _State.REPLY, ""
            return [Piece(Channel.REASONING, thought), Piece(Channel.PROSE, reply)]
        keep = next(size for size in range(len(_CLOSE) - 1, -1, -1) if text.endswith(_CLOSE[:size]))
        self._held = text[len(text) - keep :]
        return [Piece(Channel.REASONING, text[: len(text) - keep])]
