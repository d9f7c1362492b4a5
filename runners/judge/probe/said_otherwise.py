"""Numbers that a statement says by their neighbour (below 300 for at most 299) or in a larger unit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from judge.probe.numerals import numerals

# Words before or after a number that is just not meant itself.
_UNDER = re.compile(
    r"\b(?:below|under|before|(?:less|fewer|smaller|shorter|lower) than)\s+\W{0,2}$|(?:<|\\lt)\W{0,3}$", re.IGNORECASE
)
_OVER = re.compile(
    r"\b(?:above|over|after|exceed\w*|(?:more|greater|larger|longer|higher) than)\s+\W{0,2}$|(?:>|\\gt)\W{0,3}$",
    re.IGNORECASE,
)
_UNDER_AFTER = re.compile(
    r"^\W{0,2}[가-힣]{0,6}\s?(?:미만|이상|보다 (?:작|적|짧|낮))|"
    r"^\W{0,2}(?:\w+ )?(?:or more|or above|and more|and up|upwards?)\b"
)
_OVER_AFTER = re.compile(
    r"^\W{0,2}[가-힣]{0,6}\s?(?:초과|이하|넘|보다 (?:크|큰|많|길|긴|높))|"
    r"^\W{0,2}(?:\w+ )?(?:or less|or fewer|or below)\b"
)
_NEAR = 24
# The fifth one is one too many where there may be four.
_ORDINALS: Mapping[int, tuple[str, str]] = {
    4: ("fourth|4th", "네"), 5: ("fifth|5th", "다섯"), 6: ("sixth|6th", "여섯"), 7: ("seventh|7th", "일곱"),
    8: ("eighth|8th", "여덟"), 9: ("ninth|9th", "아홉"), 10: ("tenth|10th", "열"),
}  # fmt: skip
# How many of a unit make up a larger one, and names of those.
_UNITS: Mapping[int, str] = {
    1000: r"second|kilo|\bk[mg]\b|met(?:er|re)|lit(?:er|re)|gram|tonne|초|킬로|미터|리터|그램|톤",
    100: r"euro|dollar|met(?:er|re)|미터",
    60: r"minute|hour|분|시간",
    24: r"\bdays?\b|일\b|하루",
    7: r"\bweeks?\b|주일|주 ",
}
_FEW = 2


def says_otherwise(value: Decimal, text: str, found: set[Decimal]) -> bool:
    """`found` are the text's numbers."""
    return _says_by_neighbour(value, text) or _says_next(value, text) or _says_in_unit(value, text, found)


def _says_by_neighbour(value: Decimal, text: str) -> bool:
    for number in numerals(text):
        before, after = text[max(0, number.start - _NEAR) : number.start], text[number.end :][:_NEAR]
        if number.value == value + 1 and (_UNDER.search(before) or _UNDER_AFTER.search(after)):
            return True
        if number.value == value - 1 and (_OVER.search(before) or _OVER_AFTER.search(after)):
            return True
    return False


def _says_next(value: Decimal, text: str) -> bool:
    english, korean = _ORDINALS.get(int(value) + 1, ("", ""))
    words = rf"\b(?:{english})\b|(?<![가-힣]){korean} ?(?:번|개|명|장|칸|대|마리)"
    return bool(english) and re.search(words, text, re.IGNORECASE) is not None


def _says_in_unit(value: Decimal, text: str, found: set[Decimal]) -> bool:
    return any(
        value > _FEW * size and value % size == 0 and value / size in found and re.search(words, text, re.IGNORECASE)
        for size, words in _UNITS.items()
    )
