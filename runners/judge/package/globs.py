"""Glob patterns of the format: `*` within one name, `{a,b}`, a match of any parent counts."""

from __future__ import annotations

import re
from functools import lru_cache


def matches(pattern: str, path: str) -> bool:
    """Whether the pattern matches the path or one of the folders above it."""
    parts = path.split("/")
    compiled = _compiled(pattern.strip("/"))
    return any(compiled.fullmatch("/".join(parts[: count + 1])) for count in range(len(parts)))


def matches_exactly(pattern: str, path: str) -> bool:
    return _compiled(pattern.strip("/")).fullmatch(path) is not None


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile("|".join(_translate(option) for option in expand_braces(pattern)))


def _translate(pattern: str) -> str:
    return "".join("[^/]*" if char == "*" else re.escape(char) for char in pattern)


def expand_braces(pattern: str) -> list[str]:
    """`a{b,c}` gives `ab` and `ac`; a brace that is never closed stands for itself."""
    match = re.search(r"\{([^{}]*)\}", pattern)
    if match is None:
        return [pattern]
    head, tail = pattern[: match.start()], pattern[match.end() :]
    return [expanded for option in match[1].split(",") for expanded in expand_braces(head + option.strip() + tail)]
