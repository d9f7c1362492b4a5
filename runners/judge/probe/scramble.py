"""Small inputs that owe nothing to the generator: the form of a real input, other counts, all values drawn anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import cycle, islice
from random import Random

from judge.probe.layout import Layout
from judge.probe.spec import Variable
from judge.probe.variants import Sheet, chance, number_token, resized

_COUNTS = (1, 2, 3, 4, 5, 6, 7, 8, 9)
_SPANS = (1, 2, 3, 5, 10, 30)
_LETTERS = b"ab"
_TRIES = 2000
_WHOLE = 0.5


def scrambled(layout: Layout, sheets: Sequence[Sheet], seed: int, *, wide: bool = False) -> Iterator[bytes]:
    """Nothing if no sheet is read by the layout. Whether one is valid only the input validator knows.

    `wide`: numbers of any size that their bounds allow; else small ones.
    """
    read = [(sheet, chance(seed, sheet)) for sheet in sheets if sheet.reading is not None]
    for form, rng in islice(cycle(read), _TRIES):
        sheet = _recounted(layout, form, rng)
        if sheet is not None:
            yield _redrawn(layout, sheet, rng, wide)


def _recounted(layout: Layout, sheet: Sheet, rng: Random) -> Sheet | None:
    """With each counter at some small value within its bounds."""
    assert sheet.reading is not None
    for name in dict.fromkeys(group.name for group in sheet.reading.groups):
        variable = layout.variables.get(name)
        place = next(iter(sheet.reading.places(name)), None) if sheet.reading else None
        old = sheet.value(place) if place is not None else None
        if variable is None or old is None:
            return None
        wanted = max(variable.low, min(variable.high, Decimal(rng.choice(_COUNTS))))
        document = resized(sheet, name, int(wanted - old)) if wanted != old else sheet.document
        if document is None:
            return None
        sheet = Sheet(sheet.name, document, layout.read(document.tokens))
        if sheet.reading is None:
            return None
    return sheet


def _redrawn(layout: Layout, sheet: Sheet, rng: Random, wide: bool) -> bytes:
    """Numbers near their lower bound, from a range that differs from input to input and from variable to variable."""
    assert sheet.reading is not None
    counters = {group.counter for group in sheet.reading.groups}
    largest = max((int(sheet.value(place) or 0) for place in counters), default=5)
    changes: list[tuple[int, bytes]] = []
    for name in sheet.reading.names():
        variable = layout.variables.get(name)
        span = rng.choice((*_SPANS, largest, largest, largest))
        span = _any_span(variable, rng) if wide and variable else span
        for place in sheet.reading.places(name) if variable else ():
            assert variable is not None
            if place not in counters:
                changes.append((place, _token(variable, span, rng)))
    return sheet.document.with_tokens(changes).data


def _any_span(variable: Variable, rng: Random) -> int:
    """All that the bounds leave, or as likely of two digits as of three."""
    width = max(1, int(variable.high - variable.low))
    return width if rng.random() < _WHOLE else min(width, int(10 ** rng.uniform(0, len(str(width)))))


def _token(variable: Variable, span: int, rng: Random) -> bytes:
    if variable.is_text:
        shortest = int(variable.low)
        length = rng.randint(shortest, int(min(variable.high, variable.low + 4)))
        return bytes(rng.choice(_LETTERS) for _ in range(length))
    low = variable.low if variable.low >= 0 else max(variable.low, Decimal(-span))
    return number_token(min(variable.high, low + rng.randint(0, 2 * span if low < 0 else span)))
