"""Follows one job over WebSocket until its terminal frame, whatever happens to the connection on the way."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from alpaco_client.errors import ClientError, StreamLost
from alpaco_client.model import ERROR, Frame
from alpaco_client.sequence import Sequence

# API Gateway forgets a connection that is silent for ten minutes.
SILENCE_S = 20.0
CONNECT_S = 30.0
RECONNECTS = 6
FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 15.0


class Lost(Exception):
    """The connection is gone, or could not be made."""


class Link(Protocol):
    """An open connection. Both raise Lost; `receive` raises TimeoutError if nothing comes in time."""

    def send(self, text: str) -> None: ...

    def receive(self, timeout_s: float) -> str: ...


Connect = Callable[[str], AbstractContextManager[Link]]


@dataclass
class Stream:
    """`url` is asked anew for each connection: a ticket serves once."""

    url: Callable[[], str]
    connect: Connect
    sleep: Callable[[float], None] = time.sleep

    def follow(self, first: Mapping[str, object], *, after_seq: int = 0) -> Iterator[Frame]:
        """The frames after that number, in order, each once. `first` is the action to begin with.

        Raises StreamLost after several connections in a row that brought nothing, ClientError if the service refuses.
        """
        sequence, action, failures = Sequence(after_seq), first, 0
        while True:
            before = sequence.last
            try:
                for frame in self._listen(action, sequence):
                    yield frame
                    action = _resume(frame.job_id, sequence.last)
                return
            except Lost as exc:
                failures = 1 if sequence.last > before else failures + 1
                if failures > RECONNECTS:
                    raise StreamLost(f"the connection was lost and cannot be made again: {exc}") from exc
                self.sleep(min(FIRST_PAUSE_S * 2 ** (failures - 1), LONGEST_PAUSE_S))

    def _listen(self, action: Mapping[str, object], sequence: Sequence) -> Iterator[Frame]:
        """Frames of one connection up to the terminal one."""
        with self.connect(self.url()) as link:
            link.send(json.dumps(action))
            while True:
                frame = self._next(link, action)
                for ready in sequence.take(frame) if frame.seq else ():
                    yield ready
                    action = _resume(ready.job_id, ready.seq)
                    if ready.is_terminal:
                        return

    def _next(self, link: Link, action: Mapping[str, object]) -> Frame:
        """The next frame. Silence may mean that one was lost on the way: then what was missed is asked for."""
        quiet = 0
        while True:
            try:
                frame = Frame.from_json(json.loads(link.receive(SILENCE_S)))
            except TimeoutError:
                quiet += 1
                if quiet > 2:
                    raise Lost("it is silent, even when asked") from None
                link.send(json.dumps(action))
                link.send(json.dumps({"action": "ping"}))
                continue
            if frame.type == ERROR:
                raise ClientError(f"{frame.data.get('detail')} ({frame.data.get('field')})")
            return frame


def _resume(job_id: str, after_seq: int) -> Mapping[str, object]:
    return {"action": "resume", "job_id": job_id, "after_seq": after_seq}
