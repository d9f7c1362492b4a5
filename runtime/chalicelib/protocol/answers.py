"""Submissions that are answers instead of a program: one JSON object, from names of test cases to texts."""

from __future__ import annotations

import json
from collections.abc import Mapping

# What such a submission names as its language.
ANSWERS = "answers"


def read_answers(source: bytes) -> dict[str, str]:
    """By the names that the submitter gave them. Raises ValueError saying what is wrong."""
    try:
        read = json.loads(source)
    except (ValueError, RecursionError) as exc:
        raise ValueError(
            f"answers are one JSON object, from names of test cases to texts; this is no JSON: {exc}"
        ) from exc
    if not isinstance(read, Mapping) or not read:
        raise ValueError("answers are one JSON object, from names of test cases to texts")
    for name, text in read.items():
        if not isinstance(text, str):
            raise ValueError(f"the answer for {name[:80]!r} is no text")
    return dict(read)
