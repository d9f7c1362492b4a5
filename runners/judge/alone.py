"""Lets a run be repeated alone: while it runs, no other run of the same sandbox does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition, Lock
from weakref import WeakKeyDictionary

from judge.ports import SandboxPort


class Turnstile:
    """Many may run together, or one alone; who waits to be alone keeps newcomers out."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._running = 0
        self._waiting_alone = 0
        self._is_alone = False

    @contextmanager
    def together(self) -> Iterator[None]:
        with self._changed:
            self._changed.wait_for(lambda: not self._is_alone and self._waiting_alone == 0)
            self._running += 1
        try:
            yield
        finally:
            with self._changed:
                self._running -= 1
                self._changed.notify_all()

    @contextmanager
    def alone(self) -> Iterator[None]:
        with self._changed:
            self._waiting_alone += 1
            self._changed.wait_for(lambda: not self._is_alone and self._running == 0)
            self._waiting_alone -= 1
            self._is_alone = True
        try:
            yield
        finally:
            with self._changed:
                self._is_alone = False
                self._changed.notify_all()


_TURNSTILES: WeakKeyDictionary[SandboxPort, Turnstile] = WeakKeyDictionary()
_GUARD = Lock()


def turnstile_of(sandbox: SandboxPort) -> Turnstile:
    with _GUARD:
        return _TURNSTILES.setdefault(sandbox, Turnstile())
