"""The limits that hold while a stage runs: its deadline, the job's budget, and whether anybody still wants it."""

from __future__ import annotations

from collections.abc import Callable

from chalicelib.usecases.model_drafting.ports import FaultKind, ModelFault, Timer, Usage
from chalicelib.usecases.model_drafting.settings import DraftingSettings

# Bytes of text per token where a server does not count: a rough mean over English, Korean and code.
BYTES_PER_TOKEN = 4


class Cancelled(Exception):
    """The job has ended while the stage ran."""


def tokens_in(size_bytes: int) -> int:
    """An estimate, rounded up."""
    return -(-size_bytes // BYTES_PER_TOKEN)


class Watch:
    """`left_s` is what remains of the job's time when the stage starts; `spent` what the job has cost so far."""

    def __init__(
        self,
        timer: Timer,
        settings: DraftingSettings,
        *,
        left_s: float,
        spent: Usage,
        has_ended: Callable[[], bool],
    ) -> None:
        self._timer = timer
        self._settings = settings
        self._has_ended = has_ended
        self._deadline_s = timer.now_s() + min(left_s, settings.stage_s)
        self._polled_s = timer.now_s()
        self.spent = spent

    @property
    def left_s(self) -> float:
        """Seconds until the deadline of the stage or of the job, whichever comes first."""
        return self._deadline_s - self._timer.now_s()

    def check(self) -> None:
        """Raises Cancelled, and ModelFault if the time is over."""
        now_s = self._timer.now_s()
        if now_s - self._polled_s >= self._settings.cancel_poll_s:
            self._polled_s = now_s
            if self._has_ended():
                raise Cancelled
        if now_s >= self._deadline_s:
            raise ModelFault(FaultKind.DEADLINE, "The stage took longer than it may.")

    def check_budget(self, more: Usage) -> None:
        """Raises ModelFault if what was spent and `more` exceed the job's budget."""
        if self._settings.is_spent(self.spent + more):
            raise ModelFault(FaultKind.BUDGET, "The generation has used up its budget of tokens.")

    def sleep(self, seconds: float) -> None:
        """Sleeps, but not past a cancellation."""
        until_s = self._timer.now_s() + seconds
        while (rest_s := until_s - self._timer.now_s()) > 0:
            self._timer.sleep(min(rest_s, self._settings.cancel_poll_s or rest_s))
            self.check()
