"""The worker's threads: they go on whatever happens, stop when told, and hand back what they cannot finish."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

from judge.sandbox import SandboxError
from worker.crew import Crew
from worker.ports import Delivery

from tests.unit.worker.fakes_worker import FakeInbox

A, B = (Delivery("queue", name, "{}") for name in "ab")
WAIT_S = 60


class Handler:
    """Does `action` with each message; `handled` is set when `count` were done."""

    def __init__(self, action: Callable[[Delivery], None] = lambda _: None, count: int = 1) -> None:
        self._action = action
        self._count = count
        self.seen: list[Delivery] = []
        self.handled = Event()

    def handle(self, delivery: Delivery) -> None:
        self.seen.append(delivery)
        try:
            self._action(delivery)
        finally:
            if len(self.seen) == self._count:
                self.handled.set()


def test_handles_one_message_after_the_other() -> None:
    inbox, handler = FakeInbox([A, B]), Handler(count=2)
    crew = Crew(inbox, handler, ["queue"])
    crew.start()
    assert handler.handled.wait(WAIT_S)
    assert crew.stop(WAIT_S)
    inbox.close()
    assert handler.seen == [A, B]


def test_goes_on_after_a_message_that_could_not_be_handled() -> None:
    def fail_first(delivery: Delivery) -> None:
        if delivery == A:
            raise ConnectionError("no answer from the queue")

    inbox, handler = FakeInbox([A, B]), Handler(fail_first, count=2)
    crew = Crew(inbox, handler, ["queue"], pause_s=0)
    crew.start()
    assert handler.handled.wait(WAIT_S)
    crew.stop(WAIT_S)
    inbox.close()
    assert handler.seen == [A, B]
    assert not crew.is_broken


def test_goes_on_after_the_queue_did_not_answer() -> None:
    inbox, handler = FakeInbox([ConnectionError("refused"), A]), Handler()
    crew = Crew(inbox, handler, ["queue"], pause_s=0)
    crew.start()
    assert handler.handled.wait(WAIT_S)
    crew.stop(WAIT_S)
    inbox.close()


def test_stop_lets_a_job_in_hand_finish() -> None:
    started, go_on = Event(), Event()

    def slow(_: Delivery) -> None:
        started.set()
        go_on.wait(WAIT_S)

    inbox = FakeInbox([A])
    crew = Crew(inbox, Handler(slow), ["queue"])
    crew.start()
    assert started.wait(WAIT_S)
    go_on.set()
    assert crew.stop(WAIT_S)
    inbox.close()
    assert inbox.extended == []


def test_stop_hands_back_a_job_that_takes_too_long() -> None:
    started, go_on = Event(), Event()

    def slow(_: Delivery) -> None:
        started.set()
        go_on.wait(WAIT_S)

    inbox = FakeInbox([A])
    crew = Crew(inbox, Handler(slow), ["queue"])
    crew.start()
    assert started.wait(WAIT_S)
    assert not crew.stop(grace_s=0)
    go_on.set()
    inbox.close()
    assert inbox.extended == [(A, 0)]


def test_a_lost_sandbox_ends_the_crew_and_hands_the_job_back() -> None:
    def lose(_: Delivery) -> None:
        raise SandboxError("the supervisor is gone")

    inbox, handler = FakeInbox([A, B]), Handler(lose)
    crew = Crew(inbox, handler, ["queue"])
    crew.start()
    assert crew.wait_until_broken(WAIT_S)
    crew.stop(WAIT_S)
    inbox.close()
    assert (handler.seen, inbox.extended) == ([A], [(A, 0)])
