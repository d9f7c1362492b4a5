"""How alike two statements are, whatever they call things."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]+")
_LONG = 3


def likeness(one: str, other: str) -> float:
    """0 (nothing in common) to 1: the share of common runs of three words."""
    ours, theirs = shingles(one), shingles(other)
    return len(ours & theirs) / len(ours | theirs) if ours and theirs else 0.0


def shingles(text: str) -> set[tuple[str, ...]]:
    words = [word.lower() for word in _WORD.findall(text)]
    return {tuple(words[start : start + _LONG]) for start in range(len(words) - _LONG + 1)}
