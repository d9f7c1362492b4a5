"""What runs beside a job: keeping its message, telling how it goes. Neither may hold it up or end it."""

from __future__ import annotations

from threading import Event

from worker.lease import EXTENSIONS_PER_HEARTBEAT, VISIBILITY_S, Lease
from worker.ports import Delivery
from worker.progress import MAX_BYTES, MAX_REPORTS, ProgressLine

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


class Waited(FakePost):
    """A post that can be waited for; the first message takes until `go_on` is set."""

    def __init__(self, expected: int) -> None:
        super().__init__()
        self.began, self.go_on, self.all_sent = Event(), Event(), Event()
        self._expected = expected

    def send(self, body: str) -> None:
        self.began.set()
        self.go_on.wait(WAIT_S)
        super().send(body)
        if len(self.sent) >= self._expected:
            self.all_sent.set()


def test_progress_is_sent_in_order_the_first_at_once_and_others_together() -> None:
    post = Waited(expected=3 + 2 * MAX_REPORTS)
    with ProgressLine(post, JOB, gather_s=0) as line:
        line.report("test", {"test": "secret/0"})
        assert post.began.wait(WAIT_S)
        for number in range(1, 3 + 2 * MAX_REPORTS):
            line.report("test", {"test": f"secret/{number}"})
        post.go_on.set()
        assert post.all_sent.wait(WAIT_S)
    assert [len(batch) for batch in post.batches] == [1, MAX_REPORTS, MAX_REPORTS, 2]
    assert [sent["index"] for sent in post.sent] == list(range(1, 4 + 2 * MAX_REPORTS))
    assert post.sent[0] == {
        "schema_version": 1,
        "job_id": "s1",
        "attempt": 1,
        "index": 1,
        "type": "test",
        "stage": "",
        "data": {"test": "secret/0"},
    }


def test_progress_is_sent_in_pieces_that_a_queue_takes() -> None:
    post = Waited(expected=4)
    with ProgressLine(post, JOB, gather_s=0) as line:
        line.report("test", {"test": "secret/0"})
        assert post.began.wait(WAIT_S)
        for size in (MAX_BYTES // 2, 2 * MAX_BYTES, 10):
            line.report("gate", {"id": "x" * size})
        post.go_on.set()
        assert post.all_sent.wait(WAIT_S)
    assert [len(batch) for batch in post.batches] == [1, 1, 1, 1]


def test_progress_does_not_wait_for_a_post_that_hangs() -> None:
    post = Waited(expected=1)
    with ProgressLine(post, JOB) as line:
        for number in range(3):
            line.report("test", {"test": str(number)})
        assert post.began.wait(WAIT_S)
    post.go_on.set()
    assert post.all_sent.wait(WAIT_S)


def test_progress_that_was_not_sent_before_the_end_is_left_to_the_result() -> None:
    post = Waited(expected=1)
    with ProgressLine(post, JOB, gather_s=WAIT_S) as line:
        line.report("test", {"test": "1"})
        post.go_on.set()
        assert post.all_sent.wait(WAIT_S)
        line.report("test", {"test": "2"})
    assert [sent["index"] for sent in post.sent] == [1]
