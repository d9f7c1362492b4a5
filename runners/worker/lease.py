"""Keeps a message ours while its job runs, and its state waiting."""

from __future__ import annotations

import logging
from threading import Event, Thread
from types import TracebackType

from worker.ports import Callbacks, Delivery, Messages

log = logging.getLogger(__name__)

VISIBILITY_S = 30
EXTEND_EVERY_S = 10.0
# The state's heartbeat clock allows 15 minutes; this also tells us early that nobody waits any more.
EXTENSIONS_PER_HEARTBEAT = 6


class Lease:
    """A context: inside it the message stays hidden from other workers."""

    def __init__(
        self, messages: Messages, callbacks: Callbacks, delivery: Delivery, token: str, every_s: float = EXTEND_EVERY_S
    ) -> None:
        self._messages = messages
        self._callbacks = callbacks
        self._delivery = delivery
        self._token = token
        self._every_s = every_s
        self._ended = Event()
        self._thread = Thread(target=self._keep, name="lease", daemon=True)

    def __enter__(self) -> Lease:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join()

    def _keep(self) -> None:
        turns = 0
        while not self._ended.wait(self._every_s):
            turns += 1
            try:
                self._messages.extend(self._delivery, VISIBILITY_S)
                if turns % EXTENSIONS_PER_HEARTBEAT == 0:
                    self._callbacks.heartbeat(self._token)
            except Exception:  # a missed extension is no reason to stop: at worst the job is done twice
                log.warning("lease_not_extended", exc_info=True)
