"""How near a stored problem is to what somebody asks for: which of the asker's own words it has."""

from __future__ import annotations

import re

# Fewer words say too little: nearly every problem has one of them.
MIN_TERMS = 2
NEAR = 0.6

_WORD = re.compile(r"[a-z][a-z0-9]+")
_SYLLABLES = re.compile(r"[\uac00-\ud7a3\u3040-\u30ff\u4e00-\u9fff]+")
# What requests say of any problem whatever.
_COMMON = frozenset(
    "about an and any are ask asks be between by can could create easy else for from give given hard has have how in "  # noqa: SIM905
    "into is it its make me medium my new no not of on one or please problem program programming some something "
    "solution solve solved statement task test that the their them then there they this to tutorial us use using want "
    "we where which with would write you your".split()
)


def terms(text: str) -> frozenset[str]:
    """Words that tell texts apart: English ones without their plural, pairs of syllables of Korean and the like."""
    folded = text.casefold()
    words = {_singular(word) for word in _WORD.findall(folded) if word not in _COMMON}
    runs = _SYLLABLES.findall(folded)
    return frozenset(words | {run[i : i + 2] for run in runs for i in range(len(run) - 1)})


def similarity(wanted: str, text: str) -> float:
    """The share of the terms of `wanted` that the text has too, from 0 to 1; 0 if `wanted` has too few."""
    asked = terms(wanted)
    return len(asked & terms(text)) / len(asked) if len(asked) >= MIN_TERMS else 0.0


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word
