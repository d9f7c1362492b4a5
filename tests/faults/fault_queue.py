"""A queue as SQS is one: at least once, hidden while in hand, to the dead letters after three receives."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from worker.ports import Delivery

VISIBILITY_S = 30
MAX_RECEIVES = 3


@dataclass
class Message:
    body: str
    visible_s: float
    receives: int = 0
    receipt: str = ""


class Queue:
    """Implements the worker's `Messages`; `dead` holds what was given up."""

    def __init__(self, now_s: Callable[[], float]) -> None:
        self.messages: list[Message] = []
        self.dead: list[str] = []
        self._now_s = now_s
        self._serial = 0

    def send(self, _url: str, body: dict[str, Any]) -> None:
        self.put(json.dumps(body))

    def put(self, body: str) -> None:
        self.messages.append(Message(body, self._now_s()))

    def receive(self) -> Delivery | None:
        for message in list(self.messages):
            if message.visible_s > self._now_s():
                continue
            if message.receives >= MAX_RECEIVES:
                self.messages.remove(message)
                self.dead.append(message.body)
                continue
            self._serial += 1
            message.receives += 1
            message.receipt = str(self._serial)
            message.visible_s = self._now_s() + VISIBILITY_S
            return Delivery("queue", message.receipt, message.body)
        return None

    def show_again(self) -> None:
        """Everything in hand comes back at once, as after a lost extension."""
        for message in self.messages:
            message.visible_s = self._now_s()

    def extend(self, delivery: Delivery, seconds: int) -> None:
        for message in self._held(delivery):
            message.visible_s = self._now_s() + seconds

    def delete(self, delivery: Delivery) -> None:
        for message in self._held(delivery):
            self.messages.remove(message)

    def _held(self, delivery: Delivery) -> list[Message]:
        return [message for message in self.messages if message.receipt == delivery.receipt]


class Reports:
    """The progress queue: what workers said and nobody has read yet. Implements the worker's `Post`."""

    def __init__(self) -> None:
        self.waiting: list[str] = []

    def send(self, body: str) -> None:
        self.waiting.append(body)
