"""How exact answers must be: what the tests ask for, beside what spec and statement say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from judge.probe.prose import Statement, sentences
from judge.probe.said import numbers

_SMALL = Decimal("0.1")
_ERROR = re.compile(r"\berrors?\b|\btoleran|오차", re.IGNORECASE)


def tolerances(args: Sequence[str]) -> list[Decimal]:
    """The numbers that follow a tolerance among the arguments of an output validator."""
    found = []
    for word, value in pairwise(args):
        if "tolerance" in word:
            try:
                found.append(Decimal(value))
            except InvalidOperation:
                continue
    return found


def is_tighter(args: Sequence[str], granted: Decimal) -> bool:
    """Whether these arguments have a tolerance, and none that is as wide as what was granted."""
    found = tolerances(args)
    return bool(found) and max(found) < granted


def stated_tolerances(statement: Statement) -> set[Decimal]:
    """The small numbers of sentences that speak of errors."""
    told = [text for text in sentences(statement.shown) if _ERROR.search(text)]
    return {value for text in told for value in numbers(text) if 0 < value <= _SMALL}
