"""What the machine is like at the moment."""

from __future__ import annotations

import os
from pathlib import Path

# Processes that want to run, for each processor: with so many a program may be kept waiting for most of its time.
_OVERLOAD = 2.0


def crowding() -> float:
    """Processes that want to run for each processor, at least 1, all of the machine counted.

    Over the last minute or right now, whichever is more: an average is late to tell that a crowd has come.
    """
    return max(1.0, _over_a_minute(), _now())


def is_machine_overloaded() -> bool:
    return _over_a_minute() > _OVERLOAD


def _over_a_minute() -> float:
    return os.getloadavg()[0] / (os.cpu_count() or 1)


def _now() -> float:
    """`/proc/loadavg` reads `0.20 0.18 0.12 1/80 11206`: the fourth word says how many of how many want to run."""
    try:
        running = Path("/proc/loadavg").read_text("ascii").split()[3].partition("/")[0]
    except OSError:
        return 0.0
    return int(running) / (os.cpu_count() or 1)
