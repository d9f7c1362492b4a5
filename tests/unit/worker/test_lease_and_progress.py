"""What runs beside a job: keeping its message, telling how it goes. Neither may hold it up or end it."""

from __future__ import annotations

from threading import Event

from worker.lease import EXTENSIONS_PER_HEARTBEAT, VISIBILITY_S, Lease
from worker.ports import Delivery
from worker.progress import MAX_BATCH, ProgressLine

from tests.unit.worker.fakes_worker import JOB, FakeCallbacks, FakeMessages, FakePost, delivery

WAIT_S = 60


class Counting(FakeMessages):
    """Sets `enough` after so many extensions; the first one fails."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._count = count
        self.enough = Event()

    def extend(self, delivery: Delivery, seconds: int) -> None:
        super().extend(delivery, seconds)
        if len(self.extended) >= self._count:
            self.enough.set()
        if len(self.extended) == 1:
            raise ConnectionError("no answer")


def test_lease_extends_until_the_job_ends_even_if_one_extension_fails() -> None:
    messages, callbacks = Counting(EXTENSIONS_PER_HEARTBEAT + 1), FakeCallbacks()
    with Lease(messages, callbacks, delivery(), "token", every_s=0.001):
        assert messages.enough.wait(WAIT_S)
    count = len(messages.extended)
    assert set(messages.extended) == {(delivery(), VISIBILITY_S)}
    assert callbacks.heartbeats >= 1
    assert len(messages.extended) == count


def test_progress_is_sent_in_order_in_batches_and_before_the_end() -> None:
    post = FakePost()
    with ProgressLine(post, JOB) as line:
        for number in range(25):
            line.report("test", {"test": f"secret/{number}"})
    assert [sent["index"] for sent in post.sent] == list(range(1, 26))
    assert all(len(batch) <= MAX_BATCH for batch in post.batches)
    assert post.sent[0] == {
        "schema_version": 1,
        "job_id": "s1",
        "attempt": 1,
        "index": 1,
        "type": "test",
        "stage": "",
        "data": {"test": "secret/0"},
    }


def test_progress_does_not_wait_for_a_post_that_hangs() -> None:
    go_on = Event()

    class Hanging(FakePost):
        def send(self, bodies: object) -> None:
            go_on.wait(WAIT_S)

    with ProgressLine(Hanging(), JOB, flush_s=0) as line:
        for number in range(3):
            line.report("test", {"test": str(number)})
    go_on.set()
