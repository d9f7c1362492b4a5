"""Inputs with one test case more, so that a sum over all test cases goes beyond its bound."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from judge.gates.workbench import Workbench
from judge.probe.spec import Variable
from judge.probe.variants import Sheet, number_token


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
    document = sheet.document
    copied = slice(starts[case], starts[case + 1])
    longer = document.inserted(len(document.tokens), document.tokens[copied], document.gaps[copied])
    return longer.with_token(counter, number_token(Decimal(len(starts)))).data
