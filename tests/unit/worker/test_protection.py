"""A task is protected from being scaled in while it works, and released when it does not."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Event

import pytest
from worker.protection import IDLE_S, PROTECTED_S, RENEW_BEFORE_S, Protection, State, Wish, agent, wish

WAIT_S = 10
NOW = 1000.0


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (State(), None),
        (State(None, NOW), Wish.PROTECT),
        (State(NOW + PROTECTED_S, NOW), None),
        (State(NOW + RENEW_BEFORE_S - 1, NOW), Wish.PROTECT),
        (State(NOW + PROTECTED_S, NOW - IDLE_S + 1), None),
        (State(NOW + PROTECTED_S, NOW - IDLE_S), Wish.RELEASE),
        (State(None, NOW - IDLE_S), None),
    ],
    ids=["no job yet", "first job", "protected", "runs out soon", "short pause", "long pause", "released"],
)
def test_ecs_is_asked_only_for_what_changes(state: State, expected: Wish | None) -> None:
    assert wish(state, NOW) is expected


@dataclass
class Task:
    """A task whose work and clock the test sets, and an agent that notes what it is asked."""

    busy: bool = False
    now: float = 0.0
    refuses: bool = False
    asked: list[Wish] = field(default_factory=list)

    def ask(self, wanted: Wish) -> None:
        self.asked.append(wanted)
        if self.refuses:
            raise OSError("no answer from the agent")

    def protection(self) -> Protection:
        return Protection(self.ask, lambda: self.busy, clock=lambda: self.now)


def test_protection_lasts_as_long_as_the_work_and_ends_after_it() -> None:
    task = Task(busy=True)
    protection = task.protection()
    for moment in range(0, 1201, 5):
        task.now = float(moment)
        protection.look()
    assert task.asked == [Wish.PROTECT] * 4
    task.busy = False
    for moment in range(1205, 1300, 5):
        task.now = float(moment)
        protection.look()
    assert task.asked == [*[Wish.PROTECT] * 4, Wish.RELEASE]


def test_refusal_is_no_trouble_for_the_work_and_asked_again() -> None:
    task = Task(busy=True, refuses=True)
    protection = task.protection()
    protection.look()
    protection.look()
    assert task.asked == [Wish.PROTECT, Wish.PROTECT]


def test_looks_by_itself_until_the_worker_stops() -> None:
    asked = Event()
    with Protection(lambda _: asked.set(), lambda: True, every_s=0.001):
        assert asked.wait(WAIT_S)


def test_one_machine_has_no_agent() -> None:
    assert agent({}) is None
