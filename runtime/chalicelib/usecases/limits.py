"""Keeps callers within what they may ask for, and the service within what it may spend on models."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from chalicelib.domain import limits
from chalicelib.domain.identity import Caller
from chalicelib.domain.limits import Allowance, Ask
from chalicelib.errors import OverLimit
from chalicelib.usecases.ports import Clock

log = logging.getLogger(__name__)

# A counter outlives its window a little, for those whose clock is late.
LINGER_S = 3600
SWITCH = "generation"


@dataclass(frozen=True)
class Switch:
    """What operators have set: tokens a day (None: as configured, 0: no limit), and whether generation is stopped."""

    tokens_per_day: int | None = None
    stopped: bool = False


class Counters(Protocol):
    def count(self, counter: str, amount: int, *, most: int | None, expires_at: int) -> bool:
        """Whether it was added; False, and nothing is, if the counter would exceed `most`."""

    def counted(self, counter: str) -> int: ...

    def switch(self, name: str) -> Switch: ...


@dataclass(frozen=True)
class Limits:
    """`allowances`: what is not among them is not limited. Neither are administrators."""

    allowances: Mapping[Ask, Allowance]
    counters: Counters
    clock: Clock

    def charge(self, caller: Caller, ask: Ask, amount: int = 1) -> None:
        """Raises OverLimit, which says when to come again."""
        if caller.sees_all or ask not in self.allowances:
            return
        now_s = self.clock().timestamp()
        for window in limits.windows(caller.owner, ask, self.allowances[ask], now_s):
            expires_at = window.ends_at + LINGER_S
            if not self.counters.count(window.counter, amount, most=window.most, expires_at=expires_at):
                log.info("over_limit", extra={"ask": str(ask), "most": window.most})
                wait_s = max(1, window.ends_at - int(now_s))
                raise OverLimit(f"{ask}: at most {window.most} until then", retry_after_s=wait_s)


@dataclass(frozen=True)
class Spent:
    """Tokens of today. `most` is 0 if there is no limit."""

    spent: int
    most: int
    stopped: bool

    @property
    def is_over(self) -> bool:
        return self.stopped or 0 < self.most <= self.spent


@dataclass(frozen=True)
class Budget:
    """Tokens that models may take in a day (UTC), over all callers; `tokens_per_day` unless operators set another."""

    counters: Counters
    tokens_per_day: int
    clock: Clock

    def today(self) -> Spent:
        switch = self.counters.switch(SWITCH)
        most = self.tokens_per_day if switch.tokens_per_day is None else switch.tokens_per_day
        return Spent(self.counters.counted(limits.tokens_counter(self._now_s)), most, switch.stopped)

    def require(self) -> None:
        """Raises OverLimit if nothing more may be spent today."""
        today = self.today()
        if today.is_over:
            why = "generation is switched off" if today.stopped else "today's budget for the model is used up"
            raise OverLimit(why, retry_after_s=limits.day_ends_at(self._now_s) - int(self._now_s))

    def spend(self, owner: str, tokens: int) -> None:
        """Counts what was taken, for all and for the owner; it has been spent, so nothing is refused."""
        expires_at = limits.day_ends_at(self._now_s) + LINGER_S
        for counter in (limits.tokens_counter(self._now_s), limits.tokens_counter(self._now_s, owner)):
            self.counters.count(counter, tokens, most=None, expires_at=expires_at)

    @property
    def _now_s(self) -> float:
        return self.clock().timestamp()
