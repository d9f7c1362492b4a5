"""What a text allows in so many words, such as equal values or several edges between the same ends, and no test has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from judge.probe.layout import Layout
from judge.probe.pairs import pairs
from judge.probe.variants import Sheet

_SEVERAL = r"\b(?:several|multiple|more than one|two or more|many|parallel)\b"
_MAY = r"\b(?:may|can|might|could)\b"
_DOUBLES = re.compile(
    rf"{_SEVERAL}[^.,;]{{0,40}}{_MAY}[^.,;]{{0,12}}\b(?:connect|join|link|run between|exist between)\b|"
    rf"\bthere {_MAY} be {_SEVERAL}[^.,;]{{0,30}}\bbetween\b|(?:같은|동일한) 두[^.]{{0,30}}여러[^.]{{0,20}}있을 수 있",
    re.IGNORECASE,
)
_EQUALS = re.compile(
    rf"{_SEVERAL}[^.,;]{{0,40}}{_MAY}[^.,;]{{0,12}}\b(?:at|have|share|be) (?:the|a) same\b|"
    r"\b(?:values|numbers|integers|positions|heights|lengths|elements)\b[^.,;]{0,30}"
    rf"{_MAY} (?:be equal|coincide|repeat)\b|"
    r"\b(?:not necessarily|need not be) (?:all )?(?:pairwise )?(?:distinct|different)\b|"
    r"같은 (?:위치|값|수)[^.]{0,20}여러[^.]{0,20}있을 수 있",
    re.IGNORECASE,
)
_FEWEST = 12


def untried(sheets: Sequence[Sheet], layout: Layout, texts: Sequence[str]) -> Iterator[str]:
    """`sheets` are those of the secret tests. Nothing where it cannot be told which tokens a sentence is about."""
    read = [sheet for sheet in sheets if sheet.reading is not None]
    numeric = [name for name, variable in layout.variables.items() if not variable.is_text]
    if any(_DOUBLES.search(text) for text in texts) and _lacks_doubles(read, layout, numeric):
        yield "the same two are never connected twice, which is allowed"
    if any(_EQUALS.search(text) for text in texts) and _lacks_equals(read, numeric):
        yield "no two values are equal, which is allowed"


def _lacks_doubles(sheets: Sequence[Sheet], layout: Layout, names: Sequence[str]) -> bool:
    """Whether there are rows of two ends with the same bounds, one such pair of variables, and no row comes twice."""
    columns = [
        (left, right)
        for left, right in pairwise(names)
        if _bounds(layout, left) == _bounds(layout, right) and any(_rows(sheet, left, right)[2:] for sheet in sheets)
    ]
    if len(columns) != 1:
        return False
    lists = [_rows(sheet, *columns[0]) for sheet in sheets]
    return sum(map(len, lists)) >= _FEWEST and all(len(set(rows)) == len(rows) for rows in lists)


def _bounds(layout: Layout, name: str) -> tuple[Decimal, Decimal]:
    return layout.variables[name].low, layout.variables[name].high


def _rows(sheet: Sheet, left: str, right: str) -> list[frozenset[Decimal | None]]:
    assert sheet.reading is not None
    return [frozenset((sheet.value(a), sheet.value(b))) for a, b in pairs(sheet.reading, left, right)]


def _lacks_equals(sheets: Sequence[Sheet], names: Sequence[str]) -> bool:
    lists = [values for sheet in sheets for name in names if len(values := _values(sheet, name)) > 1]
    return sum(map(len, lists)) >= _FEWEST and all(len(set(values)) == len(values) for values in lists)


def _values(sheet: Sheet, name: str) -> list[Decimal | None]:
    assert sheet.reading is not None
    return [sheet.value(place) for place in sheet.reading.places(name)]
