"""Work done in order behind the back of whoever hands it in, so that nobody waits for a slow connection."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable

log = logging.getLogger(__name__)

# Some seconds of a lively stream. What finds no place is left out: who misses a frame sees the gap and resumes.
MAX_WAITING = 256
# Longer than one push can take. A function must not end before its pushes have: it would be frozen with them.
SETTLE_S = 10.0


class Lane:
    """One thread, begun when it is first needed."""

    def __init__(self, *, waiting: int = MAX_WAITING) -> None:
        self._work: queue.Queue[Callable[[], object]] = queue.Queue(waiting)
        self._thread: threading.Thread | None = None

    def do(self, work: Callable[[], object]) -> bool:
        """Whether there was a place for it; then it is done after all that was handed in before."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="lane", daemon=True)
            self._thread.start()
        try:
            self._work.put_nowait(work)
        except queue.Full:
            log.warning("lane_full")
            return False
        return True

    def settle(self, within_s: float = SETTLE_S) -> bool:
        """Waits until everything that was handed in is done; whether it is."""
        if self._thread is None:
            return True
        done = threading.Event()
        return self.do(done.set) and done.wait(within_s)

    def _run(self) -> None:
        while True:
            work = self._work.get()
            try:
                work()
            except Exception:  # one broad catch per piece of work: those after it are to be done too
                log.exception("lane_work_failed")
