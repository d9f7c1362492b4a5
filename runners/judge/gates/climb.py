"""Looks for an input on which two programs print numbers far apart: made of those where they are apart a little."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from random import Random

from judge.gates.workbench import Workbench
from judge.probe.layout import number_of
from judge.probe.player import Player, together
from judge.probe.spec import Variable
from judge.probe.variants import Sheet, number_token

_ROUNDS, _KEPT, _CHILDREN = 40, 5, 5
_TOKENS = 60
_CHANGES = (1, 1, 2, 3)


def climbed(bench: Workbench, one: Player, other: Player, starts: Sequence[bytes]) -> Iterator[bytes]:
    """Valid inputs, those of each round further apart than what they were made of, or as far; none without a layout."""
    if bench.layout is None:
        return
    rng, kept = Random(7), dict[bytes, float]()  # noqa: S311 - a search, no secret
    found = [data for data in starts if len(data.split()) <= _TOKENS]
    for _ in range(_ROUNDS):
        apart = together(lambda data: _apart(one, other, data), found)
        kept |= dict(zip(found, apart, strict=True))
        # One of those that are as far apart: the others differ in what makes no difference.
        unlike = {distance: data for data, distance in sorted(kept.items(), reverse=True)}
        best = [unlike[distance] for distance in sorted(unlike, reverse=True)[:_KEPT]]
        kept = {data: kept[data] for data in best}
        yield from best[:1]
        made = [_changed(bench.sheet_of(data), bench, rng) for data in best for _ in range(_CHILDREN)]
        found = bench.accepted([data for data in dict.fromkeys(made) if data not in kept])


def _apart(one: Player, other: Player, data: bytes) -> float:
    """By what part of themselves the numbers that both print differ at most."""
    ours, theirs = one.play(data), other.play(data)
    pairs = zip(ours.output.split(), theirs.output.split(), strict=False)
    numbers = [(number_of(a), number_of(b)) for a, b in pairs]
    return max(
        (float(abs(a - b) / max(Decimal(1), abs(b))) for a, b in numbers if a is not None and b is not None),
        default=0.0,
    )


def _changed(sheet: Sheet, bench: Workbench, rng: Random) -> bytes:
    """With other values of variables that count nothing: a little larger or smaller, or much, or one that is there."""
    assert sheet.reading is not None
    assert bench.layout is not None
    counters = {group.counter for group in sheet.reading.groups}
    places = {
        place: variable
        for name, variable in bench.layout.variables.items()
        for place in sheet.reading.places(name)
        if not variable.is_text and place not in counters
    }
    document = sheet.document
    for _ in range(rng.choice(_CHANGES) if places else 0):
        place = rng.choice(list(places))
        document = document.with_token(place, number_token(_moved(sheet, place, places[place], rng)))
    return document.data


def _moved(sheet: Sheet, place: int, variable: Variable, rng: Random) -> Decimal:
    value = sheet.value(place) or Decimal(0)
    other = sheet.value(rng.randrange(sheet.size)) or Decimal(0)
    step = Decimal(int(10 ** rng.uniform(0, len(str(int(abs(value)))))))
    options = [*(value + step, value - step) * 3, value * 2, value // 2, value * 10, value // 10, other, value + other]
    options += [variable.low, variable.high, variable.low + rng.randint(0, int(variable.high - variable.low))]
    return max(variable.low, min(variable.high, rng.choice(options)))
