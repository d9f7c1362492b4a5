"""Frames in order, each once: no I/O."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from alpaco_client.model import Frame


@dataclass
class Sequence:
    """Takes the frames of one job as they arrive and gives them out without gaps; `last` is the last one given."""

    last: int = 0
    _early: dict[int, Frame] = field(default_factory=dict)

    def take(self, frame: Frame) -> Iterator[Frame]:
        """What can be given out now: nothing if the frame came before, or if one before it is missing."""
        if frame.seq > self.last:
            self._early[frame.seq] = frame
        while self.last + 1 in self._early:
            self.last += 1
            yield self._early.pop(self.last)

    @property
    def has_gap(self) -> bool:
        return bool(self._early)
