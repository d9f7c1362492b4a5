"""The log of frames of each job: numbered, kept, pushed to whoever watches, replayed to whoever missed some.

Writer: store the frame, then ask who watches. Watcher: subscribe, then read what is stored. Both reads are
consistent, so a frame reaches every watcher by one way or the other; one that comes both ways has the same `seq`.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Protocol

from chalicelib.domain.frames import Event, Frame, report_mark
from chalicelib.usecases.lane import Lane

log = logging.getLogger(__name__)

# Writers of one job are few (its running stage or worker, `cancel`), so losing this many races in a row is a bug.
MAX_RACES = 25
# Two rows each: a transaction of DynamoDB takes a hundred.
MAX_BATCH = 40


class Added(StrEnum):
    """What became of a frame that was to be stored."""

    STORED = auto()
    TAKEN = auto()  # another writer used the number
    DUPLICATE = auto()  # the event has been stored before
    ENDED = auto()  # the job has its terminal frame


class JobEnded(Exception):
    """The job has its terminal frame: nothing can follow it."""


class TooManyRaces(Exception):
    """A frame could not be stored because others kept taking its number."""


@dataclass(frozen=True)
class Note:
    """What is stored together with a frame: a mark that recognises its repetition, a stage that it finishes.

    A stage finishes with the number of the attempt that counts.
    """

    once: str = ""
    finishes: tuple[str, int] | None = None


@dataclass(frozen=True)
class Batch:
    """What became of frames that were to be stored together; `known` are the places of those that had been before."""

    added: Added
    known: frozenset[int] = frozenset()


class FrameStore(Protocol):
    def add(self, frame: Frame, note: Note) -> Added: ...

    def add_all(self, frames: Sequence[Frame], marks: Sequence[str]) -> Batch:
        """All or none, at most `MAX_BATCH` frames that follow each other, each with a mark of its own."""

    def last_seq(self, job_id: str) -> int: ...

    def frames_after(self, job_id: str, seq: int) -> Iterable[Frame]: ...

    def subscribe(self, job_id: str, connection_id: str) -> None: ...

    def unsubscribe(self, job_id: str, connection_id: str) -> None: ...

    def subscribers(self, job_id: str) -> Sequence[str]: ...


class Link(Protocol):
    """The way to connections. `post` says whether the connection still exists; it raises nothing and is quick."""

    def post(self, connection_id: str, message: str, *, insist: bool = False) -> bool: ...


class FrameLog:
    """The only writer of frames. With a `lane` it pushes behind the back of whoever appends, who then must `settle`."""

    def __init__(self, store: FrameStore, link: Link, lane: Lane | None = None) -> None:
        self._store = store
        self._link = link
        self._lane = lane
        self._last: dict[str, int] = {}
        # Of the job whose frame was pushed last: a lane serves one job at a time.
        self._watchers: dict[str, Sequence[str]] = {}

    def append(
        self, job_id: str, event: Event, *, once: str = "", finishes: tuple[str, int] | None = None
    ) -> Frame | None:
        """Stores the event as the job's next frame, then pushes it; None if an event marked `once` is there already.

        `finishes` names a stage that counts as finished from this frame on, and its attempt. Raises JobEnded.
        """
        frame = self._store_next(job_id, event, Note(once, finishes))
        if frame is not None:
            self._send([frame])
        return frame

    def settle(self) -> None:
        """Waits for pushes that are still under way."""
        if self._lane is not None and not self._lane.settle():
            log.warning("pushes_unsettled")

    def end(self, job_id: str, event: Event) -> bool:
        """Appends a terminal event unless the job has one; says whether this one ended it."""
        try:
            self.append(job_id, event)
        except JobEnded:
            return False
        return True

    def conclude(self, job_id: str, attempt: int, reports: Sequence[Event], terminal: Event) -> bool:
        """Ends the job like `end`, after those reports of its runner that have not arrived by themselves yet."""
        with contextlib.suppress(JobEnded):
            self.catch_up(job_id, attempt, reports)
        return self.end(job_id, terminal)

    def catch_up(self, job_id: str, attempt: int, reports: Sequence[Event]) -> None:
        """Appends those reports of a runner's job that have not arrived by themselves yet. Raises JobEnded.

        Progress and result travel separately, so the result may be quicker than the last report.
        """
        types = {event.type for event in reports}
        arrived = [frame.event for frame in self._store.frames_after(job_id, 0) if frame.event.type in types]
        marked = {
            report_mark(event, attempt, index): event for index, event in enumerate(reports, 1) if event not in arrived
        }
        self.append_all(job_id, marked)

    def append_all(self, job_id: str, marked: Mapping[str, Event]) -> list[Frame]:
        """Stores those events whose marks are new as the job's next frames, then pushes them; the frames stored.

        Raises JobEnded.
        """
        events, stored = list(marked.items()), list[Frame]()
        for first in range(0, len(events), MAX_BATCH):
            frames = self._store_new(job_id, events[first : first + MAX_BATCH])
            self._send(frames)
            stored += frames
        return stored

    def follow(self, job_id: str, connection_id: str, after_seq: int) -> None:
        """Sends the connection every frame after `after_seq`: those of the past now, others as they come."""
        self._store.subscribe(job_id, connection_id)
        for frame in self._store.frames_after(job_id, after_seq):
            if not self._link.post(connection_id, frame.to_json(), insist=True):
                self._store.unsubscribe(job_id, connection_id)
                return

    def replay(self, job_id: str, after_seq: int) -> Iterable[Frame]:
        return self._store.frames_after(job_id, after_seq)

    def _store_next(self, job_id: str, event: Event, note: Note) -> Frame | None:
        last = self._last.get(job_id)
        for _ in range(MAX_RACES):
            last = self._store.last_seq(job_id) if last is None else last
            frame = Frame(job_id, last + 1, event)
            added = self._store.add(frame, note)
            if added is Added.STORED:
                self._last[job_id] = frame.seq
                return frame
            if added is Added.DUPLICATE:
                return None
            if added is Added.ENDED:
                raise JobEnded(job_id)
            last = None
        raise TooManyRaces(f"{event.type} of {job_id}")

    def _store_new(self, job_id: str, missing: Sequence[tuple[str, Event]]) -> list[Frame]:
        """Those of the marked events that are not there yet, as the job's next frames, in one write."""
        last = self._last.get(job_id)
        for _ in range(MAX_RACES):
            if not missing:
                return []
            last = self._store.last_seq(job_id) if last is None else last
            frames = [Frame(job_id, last + place, event) for place, (_, event) in enumerate(missing, 1)]
            batch = self._store.add_all(frames, [mark for mark, _ in missing])
            if batch.added is Added.STORED:
                self._last[job_id] = frames[-1].seq
                return frames
            if batch.added is Added.ENDED:
                raise JobEnded(job_id)
            missing = [item for place, item in enumerate(missing) if place not in batch.known]
            last = None
        raise TooManyRaces(f"{len(missing)} reports of {job_id}")

    def _send(self, frames: Sequence[Frame]) -> None:
        """In the order of the log; the terminal frame waits for those before it and is then sent at once."""
        if self._lane is None or any(frame.event.type.is_terminal for frame in frames):
            self.settle()
            self._push(frames)
        else:
            self._lane.do(lambda: self._push(frames))

    def _push(self, frames: Sequence[Frame]) -> None:
        """To those who watched before first, so that nobody waits for the look at who watches now.

        That look comes after the frames were stored all the same: whoever subscribes later finds them there.
        """
        if not frames:
            return
        job_id = str(frames[0].job_id)
        known = self._watchers.get(job_id, ())
        here = self._told(frames, known)
        here += self._told(frames, [one for one in self._store.subscribers(job_id) if one not in known])
        if self._lane is not None:
            self._watchers = {job_id: here}

    def _told(self, frames: Sequence[Frame], connections: Iterable[str]) -> list[str]:
        """Those who are still there."""
        here = []
        for connection_id in connections:
            if all(self._post(connection_id, frame) for frame in frames):
                here.append(connection_id)
            else:
                self._store.unsubscribe(str(frames[0].job_id), connection_id)
        return here

    def _post(self, connection_id: str, frame: Frame) -> bool:
        """A terminal frame is pushed with insistence: nothing follows it that would show its loss."""
        return self._link.post(connection_id, frame.to_json(), insist=frame.event.type.is_terminal)
