"""Moments as stored and shown: ISO 8601 in UTC with milliseconds, so that their order is that of their text."""

from __future__ import annotations

from datetime import UTC, datetime


def seconds_between(earlier: str, later: str) -> float:
    """Of two moments as stored."""
    return (datetime.fromisoformat(later) - datetime.fromisoformat(earlier)).total_seconds()


def stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"
