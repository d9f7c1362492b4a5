"""Frames come out in order, each once, whatever happens on the way."""

from __future__ import annotations

import itertools
from collections.abc import Sequence as Row

import pytest
from alpaco_client import Alpaco, ClientError, StreamLost
from alpaco_client.http import Answer, Http
from alpaco_client.model import Frame
from alpaco_client.sequence import Sequence
from alpaco_client.stream import RECONNECTS

from tests.unit.client.fakes_client import Cut, FakeConnect, FakeSend, Silence, answer, frame, no_sleep

Script = list[str | Silence | Cut]


def service(
    scripts: Row[Script], answers: list[Answer | Exception] | None = None, token: str = ""
) -> tuple[Alpaco, FakeConnect]:
    connect = FakeConnect(scripts)
    return Alpaco("http://x", "ws://x", token, Http(FakeSend(answers or []), no_sleep), connect), connect


def numbers(alpaco: Alpaco, after_seq: int = 0) -> list[int]:
    return [item.seq for item in alpaco.follow("g1", after_seq=after_seq)]


@pytest.mark.parametrize("order", list(itertools.permutations([1, 2, 3])))
def test_sequence_gives_frames_out_in_order_whatever_order_they_come_in(order: tuple[int, ...]) -> None:
    sequence = Sequence()
    given = [ready.seq for seq in order for ready in sequence.take(Frame("g1", seq, "stage", "", {}))]
    assert given == [1, 2, 3]
    assert not sequence.has_gap


def test_frames_that_come_twice_are_given_once() -> None:
    alpaco, _ = service([[frame(1), frame(1), frame(3, "done"), frame(2)]])
    assert numbers(alpaco) == [1, 2, 3]


def test_lost_connection_is_resumed_after_the_last_frame() -> None:
    alpaco, connect = service([[frame(1), frame(2), Cut()], [frame(3), frame(4, "done")]])
    assert numbers(alpaco) == [1, 2, 3, 4]
    assert connect.links[1].sent == [{"action": "resume", "job_id": "g1", "after_seq": 2}]


def test_gap_is_asked_for_again_when_it_stays_silent() -> None:
    alpaco, connect = service([[frame(1), frame(3, "done"), Silence(), frame(2)]])
    assert numbers(alpaco) == [1, 2, 3]
    assert {"action": "resume", "job_id": "g1", "after_seq": 1} in connect.links[0].sent


def test_connection_that_answers_nothing_is_replaced() -> None:
    alpaco, connect = service([[frame(1), Silence(), Silence(), Silence()], [frame(2, "done")]])
    assert numbers(alpaco) == [1, 2]
    assert len(connect.links) == 2


def test_resumed_generation_begins_after_the_number_given() -> None:
    alpaco, connect = service([[frame(6), frame(7, "failed")]])
    assert numbers(alpaco, after_seq=5) == [6, 7]
    assert connect.links[0].sent[0]["after_seq"] == 5


def test_service_that_stays_away_is_given_up() -> None:
    alpaco, connect = service([[frame(1)]])
    with pytest.raises(StreamLost):
        numbers(alpaco)
    assert len(connect.urls) == 1 + RECONNECTS


def test_pong_belongs_to_no_job_and_is_skipped() -> None:
    alpaco, _ = service([[frame(0, "pong", ""), frame(1, "done")]])
    assert numbers(alpaco) == [1]


def test_mistake_is_told_and_not_repeated() -> None:
    alpaco, connect = service([[frame(0, "error", "", detail="there is no job", field="job_id")]])
    with pytest.raises(ClientError, match="there is no job"):
        numbers(alpaco)
    assert len(connect.urls) == 1


def test_each_connection_uses_a_ticket_of_its_own() -> None:
    tickets: list[Answer | Exception] = [answer({"ticket": "t1"}, 201), answer({"ticket": "t2"}, 201)]
    alpaco, connect = service([[frame(1), Cut()], [frame(2, "done")]], tickets, token="key")
    assert numbers(alpaco) == [1, 2]
    assert connect.urls == ["ws://x?ticket=t1", "ws://x?ticket=t2"]


def test_service_without_tickets_is_reached_without_one() -> None:
    alpaco, connect = service([[frame(1, "done")]], [answer({"detail": "no such route"}, 404)], token="key")
    assert numbers(alpaco) == [1]
    assert connect.urls == ["ws://x"]
