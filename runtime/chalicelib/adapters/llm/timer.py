"""The machine's own clock."""

from __future__ import annotations

import time


class SystemTimer:
    def now_s(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)
