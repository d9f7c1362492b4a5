"""The threads of a worker: each receives a message, has it handled, and receives the next."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Condition, Event, Thread
from typing import Protocol

from judge.sandbox import SandboxError

from worker.ports import Delivery, Inbox

log = logging.getLogger(__name__)

PAUSE_AFTER_TROUBLE_S = 2.0


class Handler(Protocol):
    def handle(self, delivery: Delivery) -> None: ...


class Crew:
    """One thread per queue and slot. Threads of several queues share the sandbox's slots, which they wait for."""

    def __init__(
        self, inbox: Inbox, handler: Handler, queue_urls: Sequence[str], pause_s: float = PAUSE_AFTER_TROUBLE_S
    ) -> None:
        self._inbox = inbox
        self._handler = handler
        self._pause_s = pause_s
        self._stop = Event()
        self._changed = Condition()
        self._in_hand: list[Delivery] = []
        self._broken = Event()
        self._threads = [Thread(target=self._work, args=(url,), name="slot", daemon=True) for url in queue_urls]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    @property
    def is_broken(self) -> bool:
        """The sandbox has failed: nothing more is received."""
        return self._broken.is_set()

    def is_busy(self) -> bool:
        """Whether a job is in hand."""
        return bool(self._in_hand)

    def wait_until_broken(self, timeout_s: float) -> bool:
        return self._broken.wait(timeout_s)

    def stop(self, grace_s: float) -> bool:
        """Receives nothing more, gives jobs in hand that much time, hands the rest back. Whether all were finished.

        A thread that waits for a message is left alone: one that it still gets comes back by itself.
        """
        self._stop.set()
        with self._changed:
            finished = self._changed.wait_for(lambda: not self._in_hand, timeout=grace_s)
            left = list(self._in_hand)
        for delivery in left:
            self._hand_back(delivery)
        return finished

    def _work(self, queue_url: str) -> None:
        while not self._stop.is_set():
            try:
                delivery = self._inbox.receive(queue_url)
                if delivery is not None:
                    self._take(delivery)
            except SandboxError:
                log.exception("sandbox_failed")
                self._stop.set()
                self._broken.set()
            except Exception:  # the one broad catch of the loop: trouble with the queue must not end the worker
                log.exception("message_not_handled")
                self._stop.wait(self._pause_s)

    def _take(self, delivery: Delivery) -> None:
        if self._stop.is_set():
            self._hand_back(delivery)
            return
        with self._holding(delivery):
            try:
                self._handler.handle(delivery)
            except SandboxError:
                self._hand_back(delivery)
                raise

    @contextmanager
    def _holding(self, delivery: Delivery) -> Iterator[None]:
        with self._changed:
            self._in_hand.append(delivery)
        try:
            yield
        finally:
            with self._changed:
                self._in_hand.remove(delivery)
                self._changed.notify_all()

    def _hand_back(self, delivery: Delivery) -> None:
        try:
            self._inbox.extend(delivery, 0)
        except Exception:  # then it comes back when its time is up
            log.warning("message_not_handed_back", exc_info=True)
