"""What the machine is like at the moment."""

from __future__ import annotations

import os

# Processes that want to run, for each processor: with so many a program may be kept waiting for most of its time.
_OVERLOAD = 2.0


def crowding() -> float:
    """Processes that want to run for each processor, at least 1, over the last minute, all of the machine counted."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def is_machine_overloaded() -> bool:
    return crowding() > _OVERLOAD
