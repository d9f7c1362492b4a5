"""What a run used, measured by its parent."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Usage:
    """User and system time of all processes of the run, time on the clock, and their summed resident peak."""

    cpu_s: float = 0.0
    wall_s: float = 0.0
    memory_mib: float = 0.0
