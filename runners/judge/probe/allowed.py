"""What a text allows in so many words, such as equal values or several edges between the same ends, and no test has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from judge.probe.layout import Layout
from judge.probe.pairs import pairs
from judge.probe.variants import Sheet, resized

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


def doubled(sheets: Sequence[Sheet], layout: Layout, texts: Sequence[str]) -> Iterator[tuple[Sheet, bytes]]:
    """Inputs with their last row once more, where a text allows that the same two are connected twice."""
    read = [sheet for sheet in sheets if sheet.reading is not None]
    numeric = [name for name, variable in layout.variables.items() if not variable.is_text]
    columns = _columns(read, layout, numeric)
    if len(columns) != 1 or not any(_DOUBLES.search(text) for text in texts):
        return
    for sheet in read:
        made = _with_double(sheet, layout, columns[0])
        if made is not None:
            yield sheet, made


def _with_double(sheet: Sheet, layout: Layout, ends: tuple[str, str]) -> bytes | None:
    assert sheet.reading is not None
    counters = [group.name for group in sheet.reading.groups if set(ends) <= set(group.columns)]
    variable = layout.variables.get(counters[0]) if len(counters) == 1 else None
    rows = _rows(sheet, *ends)
    if variable is None or not rows or len(rows) >= variable.high:
        return None
    made = resized(sheet, variable.name, 1)
    return made.data if made is not None else None


def _columns(sheets: Sequence[Sheet], layout: Layout, names: Sequence[str]) -> list[tuple[str, str]]:
    """Neighbouring variables of a row that have the same bounds, such as the ends of an edge."""
    return [
        (left, right)
        for left, right in pairwise(names)
        if _bounds(layout, left) == _bounds(layout, right) and any(_rows(sheet, left, right)[2:] for sheet in sheets)
    ]


def _lacks_doubles(sheets: Sequence[Sheet], layout: Layout, names: Sequence[str]) -> bool:
    """Whether there is one pair of ends, and no row comes twice."""
    columns = _columns(sheets, layout, names)
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
