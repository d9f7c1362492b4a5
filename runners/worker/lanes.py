"""Jobs that may wait come from a queue of their own, which is looked at only when the pool's first queue is empty."""

from __future__ import annotations

from collections.abc import Mapping

from worker.ports import LONG_POLL_S, Delivery, Inbox

# The least with which SQS asks all of its servers: a shorter look may miss a message that is there.
LOOK_S = 1
# How long the second queue may go without a look while both are empty.
PATIENCE_S = 10


class TwoLanes:
    """An inbox of queues of which some have a second one behind them: `behind` names it by the first one's URL."""

    def __init__(self, inbox: Inbox, behind: Mapping[str, str]) -> None:
        self._inbox = inbox
        self._behind = behind

    def receive(self, queue_url: str, wait_s: int = LONG_POLL_S) -> Delivery | None:
        """What may wait is taken only when there is nothing else."""
        second = self._behind.get(queue_url)
        if second is None:
            return self._inbox.receive(queue_url, wait_s)
        return (
            self._inbox.receive(queue_url, LOOK_S)
            or self._inbox.receive(second, 0)
            or self._inbox.receive(queue_url, min(wait_s, PATIENCE_S))
        )

    def extend(self, delivery: Delivery, seconds: int) -> None:
        self._inbox.extend(delivery, seconds)

    def delete(self, delivery: Delivery) -> None:
        self._inbox.delete(delivery)
