"""Frames are pushed in order without holding up who appends them; the end waits for them."""

from __future__ import annotations

import threading
from functools import partial

from chalicelib.domain.frames import Event, FrameType, done
from chalicelib.usecases.lane import Lane
from chalicelib.usecases.streams import FrameLog

from tests.unit.generation.fakes import Mailboxes, MemoryJobs


class SlowLink(Mailboxes):
    """A link whose connection takes nothing until it is opened."""

    def __init__(self) -> None:
        super().__init__()
        self.opened = threading.Event()

    def post(self, connection_id: str, message: str, *, insist: bool = False) -> bool:
        assert self.opened.wait(60)
        return super().post(connection_id, message, insist=insist)


def test_work_is_done_in_order_and_settled() -> None:
    lane, seen = Lane(), list[int]()
    for number in range(50):
        assert lane.do(partial(seen.append, number))
    assert lane.settle()
    assert seen == list(range(50))


def test_work_after_a_failure_is_done() -> None:
    lane, seen = Lane(), list[int]()
    lane.do(lambda: 1 // 0)
    lane.do(lambda: seen.append(1))
    assert lane.settle()
    assert seen == [1]


def test_work_is_left_out_when_nothing_moves() -> None:
    lane, gate = Lane(waiting=1), threading.Event()
    lane.do(lambda: gate.wait(60))
    assert not all(lane.do(lambda: None) for _ in range(3))
    gate.set()


def test_appending_does_not_wait_for_a_slow_connection_but_the_end_does() -> None:
    link, jobs = SlowLink(), MemoryJobs()
    log = FrameLog(jobs, link, Lane())
    log.follow("g1", "c1", 0)
    for number in range(3):
        log.append("g1", Event(FrameType.DELTA, {"text": str(number)}, "spec"))
    assert (len(jobs.frames["g1"]), link.sent["c1"]) == (3, [])
    link.opened.set()
    log.end("g1", done("verified", None, None))
    assert [message.count('"type":"done"') for message in link.sent["c1"]] == [0, 0, 0, 1]
