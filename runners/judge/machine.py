"""What the machine is like at the moment."""

from __future__ import annotations

import os

# Processes that want to run, for each processor: with so many a program may be kept waiting for most of its time.
_OVERLOAD = 2.0


def is_machine_overloaded() -> bool:
    """Over the last minute, all that runs on the machine counted."""
    return os.getloadavg()[0] > _OVERLOAD * (os.cpu_count() or 1)
