"""What a solution may take for granted of an input, as a change: an input of which it holds already stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import pairwise
from typing import TypeVar

from judge.probe.document import Document
from judge.probe.joined import SHAPES, Shape, shaped
from judge.probe.layout import Group, Layout, number_of
from judge.probe.spec import Variable
from judge.probe.variants import Sheet, number_token, resized, unnamed_texts

T = TypeVar("T")
Unit = tuple[bytes, ...]
Row = list[Decimal]
# An input as it would be if the assumption held; None if it cannot be put so.
Change = Callable[[Sheet], Document | None]


@dataclass(frozen=True)
class Assumption:
    """`told` says what holds, as a sentence."""

    told: str
    change: Change

    def of(self, sheet: Sheet) -> bytes | None:
        changed = self.change(sheet) if sheet.reading is not None else None
        return changed.data if changed is not None else None


def assumptions(layout: Layout) -> list[Assumption]:
    """All that make sense for inputs of this layout."""
    numbers = [variable for variable in layout.variables.values() if not variable.is_text]
    found = [*_of_order(), *_of_texts(layout)]
    for variable in numbers:
        found += _of_one(variable)
    for one, other in pairwise(numbers):
        found += _of_two(one, other, numbers) if _are_alike(one, other) else ()
    return found


def is_in_order(sheet: Sheet) -> bool:
    """Whether everything that repeats in it comes in ascending order."""
    groups = sheet.reading.groups if sheet.reading else ()
    return all(units == sorted(units, key=_by_value) for units in (_units(sheet, group) for group in groups))


def _of_order() -> Iterator[Assumption]:
    for told, is_turned in (("ascending", False), ("descending", True)):
        change = partial(sorted, key=_by_value, reverse=is_turned)
        yield Assumption(f"everything comes in {told} order", partial(_rearranged, change))
    yield Assumption("everything is the same from both ends", partial(_rearranged, _mirrored))
    yield Assumption(
        "everything is like the first of its kind", partial(_rearranged, lambda units: units[:1] * len(units))
    )


def _of_one(variable: Variable) -> Iterator[Assumption]:
    name = variable.name
    yield Assumption(f"all {name} are equal", partial(_revalued, (name,), lambda rows: rows[:1] * len(rows)))
    yield Assumption(f"each {name} is the smallest or the largest", partial(_revalued, (name,), _at_the_ends))
    for told, rest in (("even", 0), ("odd", 1)) if variable.kind != "real" else ():
        yield Assumption(f"each {name} is {told}", partial(_revalued, (name,), partial(_of_parity, variable, rest)))
        yield Assumption(f"{name} is {told}", partial(_recounted, variable, rest))


def _are_alike(one: Variable, other: Variable) -> bool:
    """Whether they have the same bounds, but for a start that comes before an end: else nobody would compare them."""
    return abs(one.low - other.low) <= 1 and abs(one.high - other.high) <= 1


def _of_two(one: Variable, other: Variable, numbers: Sequence[Variable]) -> Iterator[Assumption]:
    """Two variables that stand beside each other in the spec."""
    names = one.name, other.name
    yield Assumption(f"{names[1]} - {names[0]} is always the same", partial(_revalued, names, _one_apart))
    yield Assumption(f"{names[0]} is at most {names[1]}", partial(_revalued, names, lambda rows: [*map(sorted, rows)]))
    yield Assumption(
        f"{names[0]} is at least {names[1]}",
        partial(_revalued, names, lambda rows: [sorted(row, reverse=True) for row in rows]),
    )
    # Names of things whose number is another variable.
    counts = [item.name for item in numbers if item not in (one, other) and item.high == one.high]
    for told, shape in SHAPES.items() if counts and one.high == other.high else ():
        yield Assumption(told, partial(_joined, counts[0], names, shape))


def _of_texts(layout: Layout) -> Iterator[Assumption]:
    changes: Mapping[str, Callable[[bytes], bytes]] = {
        "all letters of a text are the same": lambda text: text[:1] * len(text),
        "a text repeats its first two letters": lambda text: (text[:2] * len(text))[: len(text)],
        "a text is the same from both ends": lambda text: bytes(_mirrored(list(text))),
        "the letters of a text are in order": lambda text: bytes(sorted(text)),
    }
    for told, change in changes.items():
        yield Assumption(told, partial(_reworded, layout, change))


def _rearranged(change: Callable[[list[Unit]], list[Unit]], sheet: Sheet) -> Document:
    """The units of each group are changed together."""
    document = sheet.document
    for group in sheet.reading.groups if sheet.reading else ():
        tokens = [token for unit in change(_units(sheet, group)) for token in unit]
        document = document.with_tokens(list(enumerate(tokens, group.start)))
    return document


def _units(sheet: Sheet, group: Group) -> list[Unit]:
    tokens = sheet.document.tokens
    return [tokens[start : start + group.size] for start in range(group.start, group.stop, group.size or 1)]


def _by_value(unit: Unit) -> list[tuple[Decimal, bytes]]:
    return [(number_of(token) or Decimal(0), token) for token in unit]


def _mirrored(items: list[T]) -> list[T]:
    half = items[: (len(items) + 1) // 2]
    return half + half[::-1][len(items) % 2 :]


def _recounted(variable: Variable, rest: int, sheet: Sheet) -> Document | None:
    """With one more of what the variable counts, a copy of the last, or one less where there may be no more."""
    places = sheet.reading.places(variable.name) if sheet.reading else []
    value = sheet.value(places[0]) if len(places) == 1 else None
    if value is None or value % 2 == rest:
        return None
    return resized(sheet, variable.name, 1 if value < variable.high else -1)


def _revalued(names: Sequence[str], change: Callable[[list[Row]], list[Row]], sheet: Sheet) -> Document | None:
    """The values of variables of which there are as many and that count nothing, a row of each together."""
    columns = [_places(sheet, name) for name in names]
    rows = [[number_of(sheet.document.tokens[place]) for place in places] for places in zip(*columns, strict=False)]
    known = [[value for value in row if value is not None] for row in rows]
    if not known or len({*map(len, columns)}) > 1 or known != rows:
        return None
    written = zip(zip(*columns, strict=True), known, change(known), strict=True)
    return sheet.document.with_tokens(
        [
            (place, number_token(new))
            for places, row, made in written
            for place, old, new in zip(places, row, made, strict=True)
            if old != new
        ]
    )


def _places(sheet: Sheet, name: str) -> list[int]:
    """None of a variable that counts something."""
    if sheet.reading is None or any(group.name == name for group in sheet.reading.groups):
        return []
    return sheet.reading.places(name)


def _at_the_ends(rows: list[Row]) -> list[Row]:
    low, high = min(rows), max(rows)
    return [low if row[0] - low[0] < high[0] - row[0] else high for row in rows]


def _of_parity(variable: Variable, rest: int, rows: list[Row]) -> list[Row]:
    change = (1 if variable.low % 2 != rest else -1) if len(rows) > 1 else 0
    return [[value if value % 2 == rest else value + change] for (value,) in rows]


def _one_apart(rows: list[Row]) -> list[Row]:
    apart = rows[0][1] - rows[0][0]
    return [[one, one + apart] for one, _ in rows]


def _joined(count: str, names: tuple[str, str], shape: Shape, sheet: Sheet) -> Document | None:
    """Only where the input has one such count."""
    places = sheet.reading.places(count) if sheet.reading else []
    things = sheet.value(places[0]) if len(places) == 1 else None
    if things is None:
        return None

    def change(rows: list[Row]) -> list[Row]:
        pairs = shaped(shape, int(things), [(int(one), int(other)) for one, other in rows])
        return [[Decimal(one), Decimal(other)] for one, other in pairs]

    return _revalued(names, change, sheet)


def _reworded(layout: Layout, change: Callable[[bytes], bytes], sheet: Sheet) -> Document | None:
    texts, tokens = [name for name, variable in layout.variables.items() if variable.is_text], sheet.document.tokens
    places = [place for name in texts for place in _places(sheet, name)]
    unnamed = unnamed_texts(sheet)
    are_bits = not any(tokens[place].strip(b"01") for place in unnamed if sheet.value(place) is not None)
    places += [place for place in unnamed if are_bits or sheet.value(place) is None]
    return sheet.document.with_tokens([(place, change(tokens[place])) for place in places])
