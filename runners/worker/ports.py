"""What the worker needs of the world: messages, answers, objects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from chalicelib.protocol import ObjectRef

LONG_POLL_S = 20


@dataclass(frozen=True)
class Delivery:
    """One received message; `receipt` is what it is extended and deleted by, until it is received again."""

    queue_url: str
    receipt: str
    body: str


class Messages(Protocol):
    """Received messages."""

    def extend(self, delivery: Delivery, seconds: int) -> None:
        """Keeps the message hidden from others for so long from now; 0 hands it back."""

    def delete(self, delivery: Delivery) -> None: ...


class Inbox(Messages, Protocol):
    def receive(self, queue_url: str, wait_s: int = LONG_POLL_S) -> Delivery | None:
        """The next message; None if none came in that time."""


class Callbacks(Protocol):
    """Answers to the state that waits. Each says whether it still waited."""

    def heartbeat(self, token: str) -> bool: ...

    def succeed(self, token: str, output: dict[str, object]) -> bool: ...

    def fail(self, token: str, error: str, cause: str) -> bool: ...


class Store(Protocol):
    def get(self, ref: ObjectRef) -> bytes:
        """The object's bytes. Raises ObjectDamaged if it is missing or does not have its hash."""

    def find(self, key: str) -> bytes | None: ...

    def put_new(self, key: str, data: bytes) -> bool:
        """Whether it was written; False if there is one, which stays as it is."""

    def put(self, key: str, data: bytes) -> None:
        """Writes it, whatever was there."""


class Post(Protocol):
    """Where progress messages go; never raises."""

    def send(self, body: str) -> None: ...


class ObjectDamaged(Exception):
    """An object of a job is missing or is not what it should be."""


class DraftBroken(Exception):
    """The package's own programs cannot do what the job needs; the message says which and why."""
