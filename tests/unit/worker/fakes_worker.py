"""The worker's world in memory."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from threading import Condition

from chalicelib.protocol import Job, JobKind, ObjectRef, Result, RunReport, Verdict, sha256_hex, to_json
from worker.ports import LONG_POLL_S, Delivery, ObjectDamaged

JOB = Job(JobKind.GRADE, "s1", 1, "results/s1/1.json", language="python3")
RUNS = (
    RunReport("sample/1", Verdict.ACCEPTED, 0.1, 0.2, 9.0, "fine"),
    RunReport("secret/1", Verdict.ACCEPTED, 1, 2, 8),
)
ACCEPTED = Result("s1", 1, Verdict.ACCEPTED, runs=RUNS, tests_total=2)


def delivery(job: Job = JOB, token: str = "token") -> Delivery:
    return Delivery("queue", "receipt", json.dumps({"token": token, "job": to_json(job)}))


@dataclass
class FakeMessages:
    deleted: list[Delivery] = field(default_factory=list)
    extended: list[tuple[Delivery, int]] = field(default_factory=list)

    def extend(self, delivery: Delivery, seconds: int) -> None:
        self.extended.append((delivery, seconds))

    def delete(self, delivery: Delivery) -> None:
        self.deleted.append(delivery)


class FakeInbox(FakeMessages):
    """Gives out what is waiting, once each; `receive` blocks like a long poll until `close`."""

    def __init__(self, waiting: Sequence[Delivery | Exception] = ()) -> None:
        super().__init__()
        self._waiting = list(waiting)
        self._changed = Condition()
        self._closed = False

    def receive(self, queue_url: str, wait_s: int = LONG_POLL_S) -> Delivery | None:
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._closed)
            item = self._waiting.pop(0) if self._waiting else None
        if isinstance(item, Exception):
            raise item
        return replace(item, queue_url=queue_url) if item else None

    def close(self) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify_all()


@dataclass
class FakeCallbacks:
    """`waiting`: tokens whose state still waits."""

    waiting: set[str] = field(default_factory=lambda: {"token"})
    succeeded: dict[str, dict[str, object]] = field(default_factory=dict)
    failed: dict[str, tuple[str, str]] = field(default_factory=dict)
    heartbeats: int = 0

    def heartbeat(self, token: str) -> bool:
        self.heartbeats += 1
        return token in self.waiting

    def succeed(self, token: str, output: dict[str, object]) -> bool:
        return self._answered(token) and self.succeeded.setdefault(token, output) is output

    def fail(self, token: str, error: str, cause: str) -> bool:
        answer = (error, cause)
        return self._answered(token) and self.failed.setdefault(token, answer) is answer

    def _answered(self, token: str) -> bool:
        waited = token in self.waiting
        self.waiting.discard(token)
        return waited


@dataclass
class FakeStore:
    objects: dict[str, bytes] = field(default_factory=dict)

    def add(self, key: str, data: bytes) -> ObjectRef:
        self.put(key, data)
        return ObjectRef(key, sha256_hex(data))

    def put(self, key: str, data: bytes) -> None:
        self.objects[key] = data

    def get(self, ref: ObjectRef) -> bytes:
        data = self.objects.get(ref.key)
        if data is None or sha256_hex(data) != ref.sha256:
            raise ObjectDamaged(ref.key)
        return data

    def find(self, key: str) -> bytes | None:
        return self.objects.get(key)

    def put_new(self, key: str, data: bytes) -> bool:
        return self.objects.setdefault(key, data) is data


@dataclass
class FakePost:
    batches: list[list[dict[str, object]]] = field(default_factory=list)

    def send(self, body: str) -> None:
        self.batches.append(json.loads(body)["reports"])

    @property
    def sent(self) -> list[dict[str, object]]:
        return [body for batch in self.batches for body in batch]
