"""The frame log: numbers without gaps, one end, nothing missed and nothing held up by who watches."""

from __future__ import annotations

import json

import pytest
from chalicelib.domain.frames import Event, FrameType, done, failed
from chalicelib.usecases.streams import FrameLog, JobEnded, TooManyRaces

from tests.unit.generation.fakes import Mailboxes, MemoryFrames

EVENT = Event(FrameType.DELTA, {"text": "x"}, "spec")


def seqs(messages: list[str]) -> list[int]:
    return [json.loads(message)["seq"] for message in messages]


def test_append_numbers_from_one_without_gaps() -> None:
    store = MemoryFrames()
    log = FrameLog(store, Mailboxes())
    for _ in range(3):
        log.append("gen-1", EVENT)
    assert [frame.seq for frame in store.frames["gen-1"]] == [1, 2, 3]


def test_append_takes_the_next_number_when_another_writer_was_quicker() -> None:
    store = MemoryFrames()
    ours, theirs = FrameLog(store, Mailboxes()), FrameLog(store, Mailboxes())
    ours.append("gen-1", EVENT)
    theirs.append("gen-1", EVENT)
    frame = ours.append("gen-1", EVENT)
    assert frame is not None
    assert frame.seq == 3


def test_append_gives_up_when_it_never_wins() -> None:
    store = MemoryFrames()
    log = FrameLog(store, Mailboxes())

    def another_writer() -> None:
        store.before_add = lambda: None
        FrameLog(store, Mailboxes()).append("gen-1", EVENT)
        store.before_add = another_writer

    store.before_add = another_writer
    with pytest.raises(TooManyRaces):
        log.append("gen-1", EVENT)


def test_append_ignores_an_event_that_is_there_already() -> None:
    store = MemoryFrames()
    log = FrameLog(store, Mailboxes())
    log.append("gen-1", EVENT, once="1/4")
    assert log.append("gen-1", EVENT, once="1/4") is None
    assert len(store.frames["gen-1"]) == 1


def test_append_refuses_when_the_job_has_ended() -> None:
    log = FrameLog(MemoryFrames(), Mailboxes())
    log.append("gen-1", done("verified", "p", None))
    with pytest.raises(JobEnded):
        log.append("gen-1", EVENT)


def test_end_keeps_the_first_terminal_frame() -> None:
    store = MemoryFrames()
    log = FrameLog(store, Mailboxes())
    assert log.end("gen-1", failed("cancelled", retryable=False, detail="asked for"))
    assert not log.end("gen-1", failed("internal", retryable=True, detail="stopped"))
    assert [frame.event.data["class"] for frame in store.frames["gen-1"]] == ["cancelled"]


def test_append_marks_a_finished_stage() -> None:
    store = MemoryFrames()
    FrameLog(store, Mailboxes()).append("gen-1", EVENT, finishes=("spec", 1))
    assert "spec" in store.finished["gen-1"]


def test_append_pushes_to_everybody_who_watches() -> None:
    store, link = MemoryFrames(), Mailboxes()
    log = FrameLog(store, link)
    log.follow("gen-1", "c1", 0)
    log.follow("gen-1", "c2", 0)
    log.append("gen-1", EVENT)
    assert seqs(link.sent["c1"]) == seqs(link.sent["c2"]) == [1]


def test_append_forgets_a_connection_that_is_gone() -> None:
    store = MemoryFrames()
    store.subscribe("gen-1", "gone")
    log = FrameLog(store, Mailboxes(gone=["gone"]))
    log.append("gen-1", EVENT)
    assert store.subscribers("gen-1") == []
    assert len(store.frames["gen-1"]) == 1


def test_only_the_terminal_frame_is_pushed_with_insistence() -> None:
    store, link = MemoryFrames(), Mailboxes()
    log = FrameLog(store, link)
    log.follow("gen-1", "c1", 0)
    log.append("gen-1", EVENT)
    log.append("gen-1", done("verified", "p", None))
    assert seqs(link.insisted) == [2]


def test_follow_replays_exactly_what_was_missed_then_what_comes() -> None:
    store, link = MemoryFrames(), Mailboxes()
    log = FrameLog(store, link)
    for _ in range(4):
        log.append("gen-1", EVENT)
    log.follow("gen-1", "c1", 2)
    log.append("gen-1", EVENT)
    assert seqs(link.sent["c1"]) == [3, 4, 5]


def test_follow_stops_when_the_connection_is_gone() -> None:
    store = MemoryFrames()
    log = FrameLog(store, Mailboxes(gone=["c1"]))
    log.append("gen-1", EVENT)
    log.follow("gen-1", "c1", 0)
    assert store.subscribers("gen-1") == []


def report(name: str) -> Event:
    return Event(FrameType.TEST, {"test": name})


def test_conclude_tells_what_has_not_arrived_then_ends() -> None:
    store = MemoryFrames()
    log = FrameLog(store, Mailboxes())
    log.append("s1", report("sample/1"), once="test/1/sample/1")
    assert log.conclude("s1", 1, [report("sample/1"), report("secret/1")], done("ACCEPTED", None, None))
    told = [frame.event.data.get("test", frame.event.type) for frame in store.frames["s1"]]
    assert told == ["sample/1", "secret/1", "done"]


def test_conclude_changes_nothing_when_the_job_has_ended() -> None:
    store = MemoryFrames()
    log = FrameLog(store, Mailboxes())
    log.conclude("s1", 1, [report("sample/1")], done("ACCEPTED", None, None))
    assert not log.conclude("s1", 1, [report("secret/1")], done("JUDGE_ERROR", None, None))
    assert len(store.frames["s1"]) == 2
