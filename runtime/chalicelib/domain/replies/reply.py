"""One reply of a model while it comes in: what to show of it, and in the end what it holds."""

from __future__ import annotations

import copy
from enum import StrEnum

from chalicelib.domain.frames import Channel
from chalicelib.domain.replies.pieces import Fault, Found, Piece, Shape, Unusable, merged
from chalicelib.domain.replies.thinking import RESTART, ThinkSplitter
from chalicelib.domain.replies.tidy import Tidy

MAX_REPLY_CHARACTERS = 400_000


class Finish(StrEnum):
    """How a server says that a reply ended. `MISSING`: it did not say; such a reply counts as truncated."""

    STOP = "stop"
    LENGTH = "length"
    MISSING = "missing"
    TOOL = "tool"


class ReplyTooLong(Exception):
    """The reply has more characters than anybody asked for: it may never end."""


class Reply:
    """Chunks of one reply in, pieces out; the same text gives the same pieces, wherever the chunks are cut.

    Memory is bounded: `feed` and `think` raise ReplyTooLong beyond `limit` characters in all.
    """

    def __init__(self, shape: Shape, *, limit: int = MAX_REPLY_CHARACTERS) -> None:
        self._shape = shape
        self._unused = copy.deepcopy(shape)
        self._left = limit
        self._tidy = Tidy()
        self._tidy_thoughts = Tidy()
        self._splitter = ThinkSplitter()
        self._is_blank = True

    def feed(self, text: str) -> list[Piece]:
        """What a chunk of the reply proper adds."""
        self._spend(text)
        return merged(self._reply(self._splitter.feed(self._tidy.feed(text))))

    def think(self, text: str) -> list[Piece]:
        """What a chunk of reasoning adds, where the server sends it apart from the reply."""
        self._spend(text)
        return merged([Piece(Channel.REASONING, self._tidy_thoughts.feed(text))])

    def finish(self) -> list[Piece]:
        """What was held back until the reply's end."""
        pieces = self._splitter.feed(self._tidy.finish()) + self._splitter.finish()
        return merged([*self._reply(pieces), *self._shape.finish()])

    def found(self, finish: Finish) -> Found:
        """What the finished reply holds. A truncated reply is unusable even if all seems to be there."""
        if finish is Finish.LENGTH:
            return Unusable(Fault.TRUNCATED, ("It was cut off at the length limit; make it shorter.",))
        if finish is Finish.MISSING:
            return Unusable(Fault.TRUNCATED, ("It broke off before its end.",))
        if self._is_blank:
            return Unusable(Fault.EMPTY, ("It was empty.",))
        return self._shape.found()

    def _reply(self, pieces: list[Piece]) -> list[Piece]:
        shown: list[Piece] = []
        for piece in pieces:
            if piece is RESTART:
                self._shape, self._is_blank = copy.deepcopy(self._unused), True
            elif piece.channel is Channel.REASONING:
                shown.append(piece)
            else:
                self._is_blank = self._is_blank and not piece.text.strip()
                shown += self._shape.feed(piece.text)
        return shown

    def _spend(self, text: str) -> None:
        self._left -= len(text)
        if self._left < 0:
            raise ReplyTooLong
