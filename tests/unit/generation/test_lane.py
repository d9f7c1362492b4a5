"""Frames are pushed in order without holding up who appends them; the end waits for them."""

from __future__ import annotations

import threading
from collections.abc import Sequence
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


class LookingLast(MemoryJobs):
    """Notes what each connection had been sent when somebody looked up who watches."""

    def __init__(self, link: Mailboxes) -> None:
        super().__init__()
        self.link = link
        self.sent_before_looks: list[int] = []

    def subscribers(self, job_id: str) -> Sequence[str]:
        self.sent_before_looks.append(len(self.link.sent["c1"]))
        return super().subscribers(job_id)


def delta(text: str) -> Event:
    return Event(FrameType.DELTA, {"text": text}, "spec")


def test_frame_leaves_for_known_watchers_before_others_are_looked_up() -> None:
    link = Mailboxes()
    jobs = LookingLast(link)
    log = FrameLog(jobs, link, Lane())
    log.follow("g1", "c1", 0)
    for text in "abc":
        log.append("g1", delta(text))
    log.settle()
    assert jobs.sent_before_looks == [0, 2, 3]
    assert len(link.sent["c1"]) == 3


def test_newcomer_gets_what_comes_and_who_is_gone_is_forgotten() -> None:
    link = Mailboxes()
    jobs = MemoryJobs()
    log = FrameLog(jobs, link, Lane())
    log.follow("g1", "c1", 0)
    log.append("g1", delta("a"))
    log.settle()
    jobs.subscribe("g1", "c2")
    link.gone.add("c1")
    log.append("g1", delta("b"))
    log.end("g1", done("verified", None, None))
    assert (len(link.sent["c1"]), len(link.sent["c2"])) == (1, 2)
    assert jobs.watching["g1"] == ["c2"]
