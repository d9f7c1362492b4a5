"""How much a caller may ask for: per minute and per day, both counted in windows of the clock (UTC)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

MINUTE_S = 60
DAY_S = 24 * 3600
_PART = re.compile(r"(\d{1,9})/(minute|day)")


class Ask(StrEnum):
    """What is counted."""

    GRADE = "grade"  # a submission or a custom run
    GENERATE = "generate"
    REJUDGE = "rejudge"
    TICKET = "ticket"


@dataclass(frozen=True)
class Allowance:
    """0: as much as anybody likes."""

    per_minute: int = 0
    per_day: int = 0


@dataclass(frozen=True)
class Window:
    """A counter that starts from 0 when the clock enters the window, and may not exceed `most`."""

    counter: str
    most: int
    ends_at: int


def allowance(text: str) -> Allowance:
    """`60/minute 5000/day`, either part or none. Raises ValueError."""
    found = {unit: int(number) for number, unit in _PART.findall(text)}
    if _PART.sub("", text).strip():
        raise ValueError(f"{text!r} is not like 60/minute 5000/day")
    return Allowance(found.get("minute", 0), found.get("day", 0))


def windows(owner: str, ask: Ask, allowed: Allowance, now_s: float) -> list[Window]:
    """The counters that a request of the owner adds to, the short one first."""
    lengths = ((MINUTE_S, allowed.per_minute), (DAY_S, allowed.per_day))
    return [_window(f"{ask}/{_digest(owner)}", length, most, int(now_s)) for length, most in lengths if most]


def _digest(owner: str) -> str:
    """Names of owners may hold anything."""
    # Here, because every cold start reads this module and few requests are counted.
    from chalicelib.protocol import sha256_hex

    return sha256_hex(owner.encode())[:32]


def _window(name: str, length_s: int, most: int, now_s: int) -> Window:
    number = now_s // length_s
    return Window(f"{name}/{length_s}/{number}", most, (number + 1) * length_s)


def day_ends_at(now_s: float) -> int:
    return (int(now_s) // DAY_S + 1) * DAY_S


def tokens_counter(now_s: float, owner: str | None = None) -> str:
    """What the models have taken today, of one owner or in all."""
    day = int(now_s) // DAY_S
    return f"tokens/{day}" if owner is None else f"tokens/{day}/{_digest(owner)}"
