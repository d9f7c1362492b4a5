"""Inputs made of real ones by small changes; whether one is valid only the input validator knows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from judge.probe.document import Document
from judge.probe.layout import Group, Layout, Reading, number_of, size_of
from judge.probe.spec import Variable


@dataclass(frozen=True)
class Sheet:
    """A real input, read by the layout if one fits."""

    name: str
    document: Document
    reading: Reading | None = None

    @property
    def size(self) -> int:
        return len(self.document.tokens)

    def value(self, place: int) -> Decimal | None:
        return number_of(self.document.tokens[place])

    def size_at(self, variable: Variable, place: int) -> Decimal:
        """What the variable's bounds speak about: the number there, or the length of the text."""
        return size_of(variable, self.document.tokens[place]) or Decimal(0)


def chance(seed: int, sheet: Sheet) -> Random:
    """The same variants of a sheet each time are wanted."""
    return Random(f"{seed} {sheet.document.data.hex()}")  # noqa: S311


def number_token(value: Decimal) -> bytes:
    return format(value, "f").encode() if value != value.to_integral_value() else str(int(value)).encode()


def resized(sheet: Sheet, counter: str, change: int, *, at: float = 1.0) -> Document | None:
    """With `change` more units (fewer if negative) in every group that this variable counts, the counter adapted.

    The last unit is copied, or the last ones are dropped; the first ones with `at` 0, those between with less than 1.

    None if nothing is counted by it, or there is no unit to copy or too few to drop.
    """
    groups = _groups(sheet, counter)
    if not groups:
        return None
    places = {group.counter for group in groups}
    value = sheet.value(min(places))
    if len(places) != 1 or value is None:
        return None
    document = sheet.document
    for group in sorted(groups, key=lambda item: item.start, reverse=True):
        made = _with_units(document, group, change, at)
        if made is None:
            return None
        document = made
    return document.with_token(min(places), number_token(value + change))


def _groups(sheet: Sheet, counter: str) -> list[Group]:
    """Groups of this counter; a lone text as long as the counter says counts as a group of letters."""
    if sheet.reading is None:
        return []
    found = [group for group in sheet.reading.groups if group.name == counter]
    if found or len(sheet.reading.places(counter)) != 1:
        return found
    place = sheet.reading.places(counter)[0]
    named = {index for span in sheet.reading.spans for index in span.places}
    texts = [
        index
        for index, token in enumerate(sheet.document.tokens)
        if index not in named and Decimal(len(token)) == sheet.value(place)
    ]
    return [Group(counter, place, index, index + 1, 0, ()) for index in texts]


def _with_units(document: Document, group: Group, change: int, at: float) -> Document | None:
    if group.size == 0:
        token = document.tokens[group.start]
        longer = token + token[-1:] * change if change > 0 else token[:change]
        return document.with_token(group.start, longer) if longer else None
    if change < 0:
        return _shortened(document, group, -change, at)
    if group.stop - group.start < group.size:
        return None
    start = group.stop - group.size
    gaps = document.gaps[start : group.stop]
    if start == group.start and group.size == 1 and document.gaps[group.stop].strip(b" ") != b"":
        gaps = (b" ",) if start else gaps
    units = (group.stop - group.start) // group.size
    source = group.start + round(at * (units - 1)) * group.size
    return document.inserted(group.stop, document.tokens[source : source + group.size] * change, gaps * change)


def _shortened(document: Document, group: Group, dropped: int, at: float) -> Document | None:
    """Without so many units; the white space of the last ones goes, so that what comes before a unit stays."""
    units = (group.stop - group.start) // group.size
    if units < dropped:
        return None
    start = group.start + round(at * (units - dropped)) * group.size
    moved = document.tokens[start + dropped * group.size : group.stop]
    kept = document.without(group.stop - dropped * group.size, group.stop)
    return kept.with_tokens(list(enumerate(moved, start)))


Change = Callable[[Sheet, Random], Document | None]
# So many tries in a row without a change: an input of one word, say, that no layout reads.
_ENOUGH_FRUITLESS = 1000
_LETTERS_READ = 400


class Mutator:
    """Makes variants of inputs that a layout reads, or of any numbers where none does."""

    def __init__(self, layout: Layout | None, letters: bytes = b"") -> None:
        """`letters` are those of texts that are no variable of the layout, such as the rows of a map."""
        self._layout = layout
        self._letters = letters
        self._changes: tuple[Change, ...] = (
            (self._new_value, self._new_value, self._copied_value, self._swapped, self._dropped, self._doubled)
            if layout
            else (self._any_number, self._any_copy)
        )
        if layout and len(letters) > 1:
            self._changes += (self._new_letter, self._new_letter, self._swapped_letters)

    def variants(self, sheets: list[Sheet], seed: int) -> Iterator[bytes]:
        """Endless unless nothing can be changed, in turn from each sheet; each has one to three changes.

        What is made of a sheet does not depend on the others.
        """
        drawn = [(sheet, chance(seed, sheet)) for sheet in sheets]
        fruitless = 0
        while sheets and fruitless < _ENOUGH_FRUITLESS:
            for sheet, rng in drawn:
                made = self._changed(sheet, rng)
                fruitless = 0 if made is not None else fruitless + 1
                if made is not None:
                    yield made.data

    def _changed(self, sheet: Sheet, rng: Random) -> Document | None:
        document: Document | None = None
        for _ in range(rng.choice((1, 1, 2, 3))):
            made = rng.choice(self._changes)(sheet, rng)
            if made is None:
                continue
            document = made
            reading = self._layout.read(made.tokens) if self._layout else None
            if self._layout and reading is None:
                break
            sheet = Sheet(sheet.name, made, reading)
        return document

    def _place(self, sheet: Sheet, rng: Random) -> tuple[Variable, int] | None:
        """Variables with few tokens are changed as often as those with many."""
        assert sheet.reading is not None
        assert self._layout is not None
        known = [name for name in sheet.reading.names() if name in self._layout.variables]
        if not known:
            return None
        name = rng.choice(known)
        return self._layout.variables[name], rng.choice(sheet.reading.places(name))

    def _new_value(self, sheet: Sheet, rng: Random) -> Document | None:
        found = self._place(sheet, rng)
        if found is None:
            return None
        variable, place = found
        if variable.is_text:
            return sheet.document.with_token(place, _new_text(sheet.document.tokens[place], variable, rng))
        value = sheet.value(place)
        if value is None:
            return None
        near = [value + 1, value - 1, variable.low, variable.high, variable.low + rng.randint(0, 5)]
        return sheet.document.with_token(place, number_token(rng.choice(near)))

    def _copied_value(self, sheet: Sheet, rng: Random) -> Document | None:
        found = self._place(sheet, rng)
        if found is None or sheet.reading is None:
            return None
        source = rng.choice(sheet.reading.places(found[0].name))
        return sheet.document.with_token(found[1], sheet.document.tokens[source])

    def _swapped(self, sheet: Sheet, rng: Random) -> Document | None:
        found = self._place(sheet, rng)
        if found is None or sheet.reading is None:
            return None
        other, tokens = rng.choice(sheet.reading.places(found[0].name)), sheet.document.tokens
        return sheet.document.with_tokens([(found[1], tokens[other]), (other, tokens[found[1]])])

    def _dropped(self, sheet: Sheet, rng: Random) -> Document | None:
        return self._resize(sheet, rng, -1)

    def _doubled(self, sheet: Sheet, rng: Random) -> Document | None:
        return self._resize(sheet, rng, 1)

    def _resize(self, sheet: Sheet, rng: Random, change: int) -> Document | None:
        assert sheet.reading is not None
        counters = [name for name in sheet.reading.names() if _groups(sheet, name)]
        return resized(sheet, rng.choice(counters), change) if counters else None

    def _new_letter(self, sheet: Sheet, rng: Random) -> Document | None:
        found = _letter(sheet, rng)
        if found is None:
            return None
        place, index = found
        return with_letter(sheet.document, place, index, rng.choice(self._letters))

    def _swapped_letters(self, sheet: Sheet, rng: Random) -> Document | None:
        one, other = _letter(sheet, rng), _letter(sheet, rng)
        if one is None or other is None:
            return None
        tokens = sheet.document.tokens
        changed = with_letter(sheet.document, *one, tokens[other[0]][other[1]])
        return with_letter(changed, *other, tokens[one[0]][one[1]])

    def _any_number(self, sheet: Sheet, rng: Random) -> Document | None:
        places = [place for place in range(sheet.size) if sheet.value(place) is not None]
        if not places:
            return None
        place = rng.choice(places)
        value = sheet.value(place)
        assert value is not None
        return sheet.document.with_token(place, number_token(value + rng.choice((-1, 1, 2, -2))))

    def _any_copy(self, sheet: Sheet, rng: Random) -> Document | None:
        if sheet.size < 2:
            return None
        one, other = rng.sample(range(sheet.size), 2)
        return sheet.document.with_token(one, sheet.document.tokens[other])


def unnamed_texts(sheet: Sheet) -> list[int]:
    """Places of tokens that no variable has, such as the rows of a map."""
    if sheet.reading is None:
        return []
    named = {place for span in sheet.reading.spans for place in span.places}
    return [place for place in range(sheet.size) if place not in named]


def letters_of(sheets: Iterable[Sheet]) -> bytes:
    """All letters of such tokens."""
    texts = (sheet.document.tokens[place] for sheet in sheets for place in unnamed_texts(sheet))
    return bytes(sorted({letter for text in texts for letter in text[:_LETTERS_READ]}))


def _letter(sheet: Sheet, rng: Random) -> tuple[int, int] | None:
    places = unnamed_texts(sheet)
    if not places:
        return None
    place = rng.choice(places)
    return place, rng.randrange(len(sheet.document.tokens[place]))


def with_letter(document: Document, place: int, index: int, letter: int) -> Document:
    """With another letter at this index of the token there."""
    token = document.tokens[place]
    return document.with_token(place, token[:index] + bytes([letter]) + token[index + 1 :])


def _new_text(token: bytes, variable: Variable, rng: Random) -> bytes:
    """Another letter of the same text somewhere, or one letter more or less."""
    letters = bytes(sorted(set(token))) or b"a"
    place = rng.randrange(len(token) or 1)
    letter = bytes([rng.choice(letters)])
    options = [token[:place] + letter + token[place + 1 :]]
    options += [token + letter] if len(token) < variable.high else []
    options += [token[:-1]] if len(token) > variable.low else []
    return rng.choice(options)
