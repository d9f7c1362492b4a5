"""Numbers said to be the most or the least of something: two that changed sides, also between two languages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from judge.probe.numerals import numerals
from judge.probe.prose import sentences

_NEAR = 24


@dataclass(frozen=True)
class _Sides:
    """Words close before or after a number; `over` says that it is exceeded, which somebody must be forbidden."""

    most_before: str = r"(?!)"
    least_before: str = r"(?!)"
    over_before: str = r"(?!)"
    most_after: str = r"(?!)"
    least_after: str = r"(?!)"
    over_after: str = r"(?!)"
    forbidden: str = r"(?!)"


_LANGUAGES: Mapping[str, _Sides] = {
    "en": _Sides(
        most_before=r"\b(?:at most|no more than|not more than|up to)\s+\W{0,2}$",
        least_before=r"\b(?:at least|no fewer than|no less than|not fewer than|not less than)\s+\W{0,2}$",
        over_before=r"(?<!no )(?<!not )\b(?:more than|exceeds?)\s+\W{0,2}$",
        most_after=r"^\W{0,2}\s+or (?:fewer|less)\b",
        least_after=r"^\W{0,2}\s+or more\b",
        forbidden=r"\b(?:no|nobody|not|never|cannot|none)\b",
    ),
    "ko": _Sides(
        most_before=r"(?:최대|많아야|길어야)\s*\W{0,2}$",
        least_before=r"(?:최소|적어도)\s*\W{0,2}$",
        most_after=r"^\W{0,2}\s*[가-힣]{0,3}\s*(?:이하|이내|까지)",
        least_after=r"^\W{0,2}\s*[가-힣]{0,3}\s*이상",
        over_after=r"^\W{0,2}\s*[가-힣]{0,3}\s*(?:초과|넘)",
        forbidden=r"없|않|안 |못",
    ),
}


def changed_sides(ours: tuple[str, str], theirs: tuple[str, str]) -> Iterator[tuple[str, str]]:
    """Pairs (most, least) of numbers by the first text that are (least, most) by the second; texts as (language, text).

    Nothing where a text says both of a number, or for languages not known here.
    """
    right, told = _sides(*ours), _sides(*theirs)
    both = sorted(right.keys() & told.keys())
    for one in both:
        for other in both:
            if (
                right[one] == {"most"}
                and right[other] == {"least"}
                and told[one] == {"least"}
                and told[other] == {"most"}
            ):
                yield one, other


def _sides(language: str, text: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    sides = _LANGUAGES.get(language)
    for sentence in sentences(text) if sides else ():
        assert sides is not None
        is_forbidden = re.search(sides.forbidden, sentence, re.IGNORECASE) is not None
        for number in numerals(sentence):
            before, after = sentence[max(0, number.start - _NEAR) : number.start], sentence[number.end :][:_NEAR]
            found[f"{number.value:f}"] |= set(_said(sides, before, after, is_forbidden=is_forbidden))
    return {number: said for number, said in found.items() if said}


def _said(sides: _Sides, before: str, after: str, *, is_forbidden: bool) -> Iterator[str]:
    if _has(sides.most_before, before) or _has(sides.most_after, after):
        yield "most"
    if _has(sides.least_before, before) or _has(sides.least_after, after):
        yield "least"
    if is_forbidden and (_has(sides.over_before, before) or _has(sides.over_after, after)):
        yield "most"


def _has(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE) is not None
