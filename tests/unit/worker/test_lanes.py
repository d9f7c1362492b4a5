"""What may wait is taken only when nobody waits."""

from __future__ import annotations

from collections import defaultdict

from worker.lanes import PATIENCE_S, TwoLanes
from worker.ports import LONG_POLL_S, Delivery

from tests.unit.worker.fakes_worker import FakeMessages


class Queues(FakeMessages):
    """Messages by queue; `asked` are the looks: which queue, for how long."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: dict[str, list[str]] = defaultdict(list)
        self.asked: list[tuple[str, int]] = []

    def receive(self, queue_url: str, wait_s: int = LONG_POLL_S) -> Delivery | None:
        self.asked.append((queue_url, wait_s))
        waiting = self.waiting[queue_url]
        return Delivery(queue_url, "r", waiting.pop(0)) if waiting else None


def test_second_queue_is_served_when_the_first_is_empty() -> None:
    queues = Queues()
    queues.waiting |= {"first": ["a", "b"], "second": ["x", "y"]}
    lanes = TwoLanes(queues, {"first": "second"})
    assert [found.body for _ in range(4) if (found := lanes.receive("first"))] == ["a", "b", "x", "y"]


def test_first_queue_is_what_is_waited_for() -> None:
    queues = Queues()
    assert TwoLanes(queues, {"first": "second"}).receive("first") is None
    assert queues.asked[-1] == ("first", PATIENCE_S)
    assert ("second", 0) in queues.asked


def test_queue_without_a_second_one_is_waited_for_as_ever() -> None:
    queues = Queues()
    assert TwoLanes(queues, {}).receive("first") is None
    assert queues.asked == [("first", LONG_POLL_S)]


def test_message_of_the_second_queue_is_deleted_there() -> None:
    queues = Queues()
    queues.waiting["second"] = ["x"]
    lanes = TwoLanes(queues, {"first": "second"})
    found = lanes.receive("first")
    assert found
    lanes.extend(found, 0)
    lanes.delete(found)
    assert ([item.queue_url for item in queues.deleted], queues.extended) == (["second"], [(found, 0)])
