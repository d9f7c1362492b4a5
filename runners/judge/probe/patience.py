"""How long a gate waits for a program that may never end: less each time that it did not."""

from __future__ import annotations

from collections import Counter
from threading import Lock

# What a gate asks beyond the package's own tests is small; who takes longer than this for it hangs.
PROBE_S = 5.0
_LEAST_S = 0.25


class Patience:
    """One per package; programs are told by name."""

    def __init__(self) -> None:
        self._hung: Counter[str] = Counter()
        self._lock = Lock()

    def limit_s(self, name: str, usual_s: float) -> float:
        """`usual_s` for a program that always ended; PROBE_S at most, halved each time, for one that did not."""
        with self._lock:
            hung = self._hung[name]
        return usual_s if not hung else min(usual_s, max(_LEAST_S, PROBE_S / 2**hung))

    def batch_s(self, name: str, usual_s: float) -> float:
        """For many inputs together."""
        return min(usual_s, max(1.0, self.limit_s(name, usual_s)))

    def hung(self, name: str) -> None:
        with self._lock:
            self._hung[name] += 1
