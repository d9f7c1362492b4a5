"""Gathers what is said within a short time into one delta, so that frames are few and nobody waits for them."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.domain.replies.pieces import Piece, merged
from chalicelib.usecases.model_drafting.ports import Stream, Timer

# Beyond this much text there is nothing to gain from waiting: it fills a frame.
FULL_CHARACTERS = 4000


class Voice:
    """Text after a silence leaves at once; what follows within `window_s` seconds leaves together."""

    def __init__(self, stream: Stream, timer: Timer, window_s: float) -> None:
        self._stream = stream
        self._timer = timer
        self._window_s = window_s
        self._pending: list[Piece] = []
        self._next_s = float("-inf")

    def say(self, pieces: Sequence[Piece]) -> None:
        """Gathers; what is gathered leaves at a `tick`, unless it fills a frame."""
        self._pending = merged([*self._pending, *pieces])
        if sum(len(piece.text) for piece in self._pending) >= FULL_CHARACTERS:
            self.flush()

    def tick(self) -> None:
        """Sends what has waited long enough."""
        if self._pending and self._timer.now_s() >= self._next_s:
            self.flush()

    def flush(self) -> None:
        """The window begins before the sending: what arrives meanwhile does not wait for both, one after the other."""
        pending, self._pending = self._pending, []
        if pending:
            self._next_s = self._timer.now_s() + self._window_s
        for piece in pending:
            self._stream.text(piece.channel, piece.text)

    def wait_s(self) -> float:
        """How long until there is something to send; infinite if nothing waits."""
        return max(0.0, self._next_s - self._timer.now_s()) if self._pending else float("inf")
