"""Where the time of one submission goes: parts that follow each other, and together are the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

REQUEST, START, WAY, ENGINE, VERDICT = "request", "start", "queue and answer", "engine", "verdict and last frame"


@dataclass(frozen=True)
class Seen:
    """What is known of a submission: when it was sent, taken and done (seconds since the epoch), the events of its
    execution's history, the seconds that the engine took.
    """

    began: float
    accepted: float
    done: float
    events: Sequence[dict[str, Any]]
    engine_s: float


def hops(seen: Seen) -> dict[str, float]:
    """Seconds by part, in order; states that an execution has more than the usual ones stand under their names."""
    entered, left = _at(seen.events, "StateEntered"), _at(seen.events, "StateExited")
    spent = {name: left[name] - at for name, at in entered.items() if name in left}
    judge_s, _ = spent.pop("Judge"), spent.pop("RecordVerdict", 0.0)
    return {
        REQUEST: seen.accepted - seen.began,
        # An execution can begin before its request is answered.
        START: max(0.0, min(entered.values()) - seen.accepted),
        **{name: seconds for name, seconds in spent.items() if seconds > 0},
        WAY: max(0.0, judge_s - seen.engine_s),
        ENGINE: seen.engine_s,
        VERDICT: max(0.0, seen.done - left["Judge"]),
    }


def _at(events: Sequence[dict[str, Any]], kind: str) -> dict[str, float]:
    """When each state was entered or left, by its name."""
    return {_name(event): event["timestamp"].timestamp() for event in events if event["type"].endswith(kind)}


def _name(event: dict[str, Any]) -> str:
    return next((str(event[key]["name"]) for key in event if key.startswith("state") and "name" in event[key]), "")
