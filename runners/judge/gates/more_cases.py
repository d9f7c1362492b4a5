"""Inputs with more test cases or fewer: one more, so that a sum goes beyond its bound, or as many as wanted."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from judge.gates.workbench import Workbench
from judge.probe.document import Document
from judge.probe.layout import Count, Layout, Loop
from judge.probe.spec import Variable
from judge.probe.variants import Sheet, number_token

_MOST_TOKENS = 1_000_000


def with_cases(layout: Layout, sheet: Sheet, counter: Variable, value: Decimal) -> bytes | None:
    """With so many test cases: the shortest one again and again, or the last ones left out.

    None if the variable does not count them, or if they would be too many.
    """
    starts = _starts(layout, sheet, counter.name)
    if not starts or sheet.reading is None or value < 0 or value != value.to_integral_value():
        return None
    cases = list(zip(starts, [*starts[1:], sheet.size], strict=True))
    document, more = sheet.document, int(value) - len(cases)
    if more <= 0:
        document = document.without([*starts, sheet.size][int(value)], sheet.size)
    else:
        copied = slice(*min(cases, key=lambda case: case[1] - case[0]))
        if more * (copied.stop - copied.start) > _MOST_TOKENS:
            return None
        document = _repeated(document, copied, more)
    return document.with_token(sheet.reading.places(counter.name)[0], number_token(value)).data


def _starts(layout: Layout, sheet: Sheet, counter: str) -> list[int]:
    """Where each test case begins, if all that follows the counter are test cases that it counts."""
    last = layout.steps[-1] if layout.steps else None
    if not isinstance(last, Loop) or last.count != Count((counter,)) or sheet.reading is None:
        return []
    first = last.body[0]
    name = None if isinstance(first, Loop) else first.names[0]
    if name is None or len(sheet.reading.places(counter)) != 1:
        return []
    starts = sheet.reading.places(name)
    return starts if len(starts) == sheet.value(sheet.reading.places(counter)[0]) else []


def _repeated(document: Document, case: slice, times: int) -> Document:
    """With the tokens of a test case so many times more, at the end."""
    return document.inserted(len(document.tokens), document.tokens[case] * times, document.gaps[case] * times)


def sums_beyond(bench: Workbench, total: Variable, part: Variable) -> Iterator[tuple[str, Decimal, bytes]]:
    """(name, value of the sum, the input); `part` is what each test case begins with. Nothing of another form."""
    for sheet in bench.sheets:
        places = sheet.reading.places(part.name) if sheet.reading else []
        counter = _counter(bench, sheet, len(places))
        sizes = [sheet.size_at(part, place) for place in places]
        if counter is None or sum(sizes, Decimal(0)) > total.high or sum(sizes, max(sizes)) <= total.high:
            continue
        most = sizes.index(max(sizes))
        yield total.name, sum(sizes, max(sizes)), _once_more(sheet, counter, [*places, sheet.size], most)


def _counter(bench: Workbench, sheet: Sheet, cases: int) -> int | None:
    """Where the number of test cases stands, if it may be one more."""
    known = bench.layout.variables if bench.layout else {}
    for name in sheet.reading.names() if sheet.reading and cases else ():
        places = sheet.reading.places(name) if sheet.reading else []
        variable = known.get(name)
        is_single = len(places) == 1 and places[0] == 0 and variable is not None
        if is_single and variable is not None and sheet.value(0) == cases < variable.high:
            return places[0]
    return None


def _once_more(sheet: Sheet, counter: int, starts: list[int], case: int) -> bytes:
    """With the test case of this number again, at the end."""
    longer = _repeated(sheet.document, slice(starts[case], starts[case + 1]), 1)
    return longer.with_token(counter, number_token(Decimal(len(starts)))).data
