"""Small inputs that owe nothing to the generator: the form of a real input, other counts, all values drawn anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import cycle, islice
from random import Random

from judge.probe.layout import Layout
from judge.probe.spec import Variable
from judge.probe.variants import Sheet, chance, number_token, resized

_COUNTS = (1, 2, 3, 4, 5, 6, 7, 8, 9)
_LONGER_COUNTS = (12, 16, 20, 25, 30, 40)
_SPANS = (1, 2, 3, 5, 10, 30)
_LETTERS = b"ab"
_TEXT, _LONGER_TEXT = 4, 40
_TRIES = 2000
_WHOLE = 0.5


@dataclass(frozen=True)
class _Manner:
    """How much of what repeats, how long texts are beyond their shortest, of what letters, and how large numbers."""

    counts: Sequence[int]
    most_letters: int
    letters: bytes
    wide: bool


def scrambled(
    layout: Layout, sheets: Sequence[Sheet], seed: int, *, wide: bool = False, longer: bool = False
) -> Iterator[bytes]:
    """Nothing if no sheet is read by the layout. Whether one is valid only the input validator knows.

    `wide`: numbers of any size that their bounds allow; else small ones. `longer`: a dozen or more of what repeats.
    """
    read = [(sheet, chance(seed, sheet)) for sheet in sheets if sheet.reading is not None]
    counts, most = (_LONGER_COUNTS, _LONGER_TEXT) if longer else (_COUNTS, _TEXT)
    manner = _Manner(counts, most, _letters(layout, sheets), wide)
    for form, rng in islice(cycle(read), _TRIES):
        sheet = _recounted(layout, form, rng, manner.counts)
        if sheet is not None:
            yield _redrawn(layout, sheet, rng, manner)


def _letters(layout: Layout, sheets: Sequence[Sheet]) -> bytes:
    """The usual two, unless texts are known to be of others."""
    readings = [(sheet, sheet.reading) for sheet in sheets if sheet.reading]
    names = [name for name, variable in layout.variables.items() if variable.is_text]
    texts = [sheet.document.tokens[place] for sheet, it in readings for name in names for place in it.places(name)]
    seen = {letter for text in texts for letter in text}
    return _LETTERS if len(seen) < len(_LETTERS) or seen.issuperset(_LETTERS) else bytes(sorted(seen))


def _recounted(layout: Layout, sheet: Sheet, rng: Random, counts: Sequence[int]) -> Sheet | None:
    """With each counter at one of these values, as far as its bounds allow."""
    assert sheet.reading is not None
    for name in dict.fromkeys(group.name for group in sheet.reading.groups):
        variable = layout.variables.get(name)
        place = next(iter(sheet.reading.places(name)), None) if sheet.reading else None
        old = sheet.value(place) if place is not None else None
        if variable is None or old is None:
            return None
        wanted = max(variable.low, min(variable.high, Decimal(rng.choice(counts))))
        document = resized(sheet, name, int(wanted - old)) if wanted != old else sheet.document
        if document is None:
            return None
        sheet = Sheet(sheet.name, document, layout.read(document.tokens))
        if sheet.reading is None:
            return None
    return sheet


def _redrawn(layout: Layout, sheet: Sheet, rng: Random, manner: _Manner) -> bytes:
    """Numbers near their lower bound, from a range that differs from input to input and from variable to variable."""
    assert sheet.reading is not None
    counters = {group.counter for group in sheet.reading.groups}
    largest = max((int(sheet.value(place) or 0) for place in counters), default=5)
    changes: list[tuple[int, bytes]] = []
    for name in sheet.reading.names():
        variable = layout.variables.get(name)
        span = rng.choice((*_SPANS, largest, largest, largest))
        span = _any_span(variable, rng) if manner.wide and variable else span
        for place in sheet.reading.places(name) if variable else ():
            assert variable is not None
            if place not in counters:
                changes.append((place, _token(variable, span, rng, manner)))
    return sheet.document.with_tokens(changes).data


def _any_span(variable: Variable, rng: Random) -> int:
    """All that the bounds leave, or as likely of two digits as of three."""
    width = max(1, int(variable.high - variable.low))
    return width if rng.random() < _WHOLE else min(width, int(10 ** rng.uniform(0, len(str(width)))))


def _token(variable: Variable, span: int, rng: Random, manner: _Manner) -> bytes:
    if variable.is_text:
        shortest = int(variable.low)
        length = rng.randint(shortest, int(min(variable.high, variable.low + manner.most_letters)))
        letters = manner.letters if len(manner.letters) <= len(_LETTERS) else rng.sample(manner.letters, len(_LETTERS))
        return bytes(rng.choice(letters) for _ in range(length))
    low = variable.low if variable.low >= 0 else max(variable.low, Decimal(-span))
    return number_token(min(variable.high, low + rng.randint(0, 2 * span if low < 0 else span)))
