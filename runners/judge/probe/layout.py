"""Which token of an input belongs to which variable: the spec's `input_layout`, fitted to the package's own inputs.

Layouts are prose, so several readings of each entry are tried; the first plan that consumes every token of every
input, with nearly all values inside their bounds, is taken. If none fits there is no reading, and gates that need one
do without: nothing is ever held against a package because its layout could not be understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from itertools import islice

from judge.probe.spec import Variable

_IDENTIFIER = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:_(?:[A-Za-z0-9]+|\{[A-Za-z0-9, ]+\}))*(?:\[[A-Za-z0-9]\])?")
_OFFSET = re.compile(r"([A-Za-z]\w*)\s*([+\-−])\s*(\d)\b")
_MULTIPLE = re.compile(r"\b(\d)\s*[*·]?\s*([A-Za-z])\b")
_PURE = re.compile(r"[A-Za-z0-9_\[\]{}$,.… ·]+")
_CASES = re.compile(r"\b(?:each|every|per) (?:test )?case\b|테스트 ?케이스", re.IGNORECASE)
_ARTICLES = {"a", "A", "I", "an", "An"}
_PLANS_TRIED = 4000
_FIRST_LOOK = 6


@dataclass(frozen=True)
class Count:
    """How often something repeats: `factor` x the product of these variables' values + `offset`."""

    names: tuple[str, ...]
    offset: int = 0
    factor: int = 1


@dataclass(frozen=True)
class Block:
    """`names` (None: a token of no variable) in turn; once, or as often as `count` says."""

    names: tuple[str | None, ...]
    count: Count | None = None


@dataclass(frozen=True)
class Loop:
    """All that follows, as often as `count` says: several test cases in one input."""

    count: Count
    body: tuple[Step, ...]


Step = Block | Loop


@dataclass(frozen=True)
class Span:
    """Tokens of one variable: every `step`-th from `start` up to `stop`."""

    name: str
    start: int
    stop: int
    step: int

    @property
    def places(self) -> range:
        return range(self.start, self.stop, self.step)


@dataclass(frozen=True)
class Group:
    """Tokens `start` to `stop` are units of `size` tokens each, counted by the token at `counter` (`name`)."""

    name: str
    counter: int
    start: int
    stop: int
    size: int
    columns: tuple[str | None, ...]


_SHORT = 24


@dataclass(frozen=True)
class Reading:
    """One input read by a plan."""

    spans: tuple[Span, ...]
    groups: tuple[Group, ...]

    def places(self, name: str) -> list[int]:
        return [place for span in self.spans if span.name == name for place in span.places]

    def names(self) -> list[str]:
        return list(dict.fromkeys(span.name for span in self.spans))


def number_of(token: bytes) -> Decimal | None:
    return _short_number(token) if len(token) <= _SHORT else _number(token)


@lru_cache(1 << 16)
def _short_number(token: bytes) -> Decimal | None:
    """The same few numbers are read again and again."""
    return _number(token)


def _number(token: bytes) -> Decimal | None:
    try:
        number = Decimal(token.decode("ascii"))
    except (InvalidOperation, UnicodeDecodeError):
        return None
    return number if number.is_finite() else None


def size_of(variable: Variable, token: bytes) -> Decimal | None:
    """What the variable's bounds speak about: the token's value, or its length."""
    return Decimal(len(token)) if variable.is_text else number_of(token)


@dataclass(frozen=True)
class Layout:
    """A plan that fits."""

    steps: tuple[Step, ...]
    variables: Mapping[str, Variable] = field(default_factory=dict)

    def read(self, tokens: Sequence[bytes]) -> Reading | None:
        """None if the tokens do not follow the plan."""
        reader = _Reader(tokens, self.variables)
        return reader.reading() if reader.take(self.steps) and reader.position == len(tokens) else None


class _Reader:
    """Reads one input; `known` holds the last token that gave each variable's value."""

    def __init__(self, tokens: Sequence[bytes], variables: Mapping[str, Variable]) -> None:
        self.tokens = tokens
        self.variables = variables
        self.position = 0
        self.known: dict[str, int] = {}
        self.spans: list[Span] = []
        self.groups: list[Group] = []

    def reading(self) -> Reading:
        return Reading(tuple(self.spans), tuple(self.groups))

    def take(self, steps: Sequence[Step]) -> bool:
        return all(self._loop(step) if isinstance(step, Loop) else self._block(step) for step in steps)

    def _loop(self, loop: Loop) -> bool:
        times = self._times(loop.count)
        if times is None:
            return False
        return all(self.take(loop.body) for _ in range(times))

    def _block(self, block: Block) -> bool:
        times = 1 if block.count is None else self._times(block.count)
        size = len(block.names)
        if times is None or self.position + times * size > len(self.tokens):
            return False
        start, stop = self.position, self.position + times * size
        for column, name in enumerate(block.names):
            if name is not None and not self._span(Span(name, start + column, stop, size)):
                return False
        if block.count is not None and len(block.count.names) == 1 and block.count.factor == 1:
            counter = block.count.names[0]
            self.groups.append(Group(counter, self.known[counter], start, stop, size, block.names))
        self.position = stop
        return True

    def _span(self, span: Span) -> bool:
        variable = self.variables.get(span.name)
        places = span.places
        if variable is not None and places and not variable.is_text:
            ends = {places[0], places[-1], places[len(places) // 2]}
            if any(number_of(self.tokens[place]) is None for place in ends):
                return False
        if places:
            self.known[span.name] = places[-1]
            self.spans.append(span)
        return True

    def _times(self, count: Count) -> int | None:
        product = count.factor
        for name in count.names:
            value = number_of(self.tokens[self.known[name]]) if name in self.known else None
            if value is None or value != value.to_integral_value() or not -10 <= value <= len(self.tokens):
                return None
            product *= int(value)
        return max(0, product + count.offset) if product + count.offset <= len(self.tokens) else None


def fit(entries: Sequence[str], variables: Sequence[Variable], inputs: Sequence[Sequence[bytes]]) -> Layout | None:
    """The layout that reads all inputs (token lists), or None."""
    by_name = {variable.name: variable for variable in variables}
    inputs = sorted((tokens for tokens in inputs if tokens), key=len)
    if not inputs:
        return None
    for steps in islice(_plans(list(entries), Names(variables), ()), _PLANS_TRIED):
        layout = Layout(steps, by_name)
        if all(layout.read(tokens) for tokens in inputs[:_FIRST_LOOK]) and _fits(layout, inputs):
            return layout
    return None


def _fits(layout: Layout, inputs: Sequence[Sequence[bytes]]) -> bool:
    inside = dict.fromkeys(layout.variables, 0)
    seen = dict.fromkeys(layout.variables, 0)
    for tokens in inputs:
        reading = layout.read(tokens)
        if reading is None:
            return False
        for span in reading.spans:
            variable = layout.variables.get(span.name)
            for place in span.places[:50] if variable else ():
                assert variable is not None
                size = size_of(variable, tokens[place])
                seen[span.name] += 1
                inside[span.name] += size is not None and variable.low <= size <= variable.high
    return all(inside[name] * 2 >= seen[name] for name in seen)


class Names:
    """Finds variables in prose."""

    def __init__(self, variables: Sequence[Variable]) -> None:
        self._names = {variable.name for variable in variables}
        bases: dict[str, list[str]] = {}
        for variable in variables:
            bases.setdefault(variable.base, []).append(variable.name)
        self._by_base = {base: names[0] for base, names in bases.items() if len(names) == 1}

    def of(self, identifier: str) -> tuple[str | None, str | None]:
        """The variable that this identifier names, and the name that its index is (`n` of `a_n`)."""
        plain = identifier.replace("{", "").replace("}", "").replace("[", "_").replace("]", "")
        if plain in self._names:
            return plain, None
        head, _, index = plain.rpartition("_")
        if not head:
            head, index = plain.rstrip("0123456789"), ""
        found = self._by_base.get(head)
        return found, index if index in self._names else None

    def mentions(self, text: str) -> list[tuple[str | None, str | None, str]]:
        """(variable or None, count in its index or None, the identifier), in order."""
        found = []
        for match in _IDENTIFIER.finditer(text):
            is_article = match[0] in _ARTICLES and re.match(r" [a-z]{3,}", text[match.end() :])
            if not is_article:
                found.append((*self.of(match[0]), match[0]))
        return found


def _plans(entries: list[str], names: Names, read: tuple[str, ...]) -> Iterator[tuple[Step, ...]]:
    """All readings of the entries, likely ones first; `read` are the variables read before."""
    if not entries:
        yield ()
        return
    for step, new in _readings(entries[0], names, read):
        for rest in _plans(entries[1:], names, (*read, *new)):
            yield (step, *rest) if step is not None else rest
    for count in _loops(entries[0], names, read):
        for rest in _plans(entries[1:], names, read):
            if rest:
                yield (Loop(count, rest),)
    for count in _loops(entries[0], names, read):
        for step, new in _readings(entries[0], names, read):
            if isinstance(step, Block) and step.count is None and new:
                yield from ((Loop(count, (step, *rest)),) for rest in _plans(entries[1:], names, (*read, *new)))


def _loops(entry: str, names: Names, read: tuple[str, ...]) -> list[Count]:
    """How often this and all that follows may repeat; test cases are as many as the only number before them says."""
    counts = _counts(entry, names, read)
    return [Count(read)] if not counts and len(read) == 1 and _CASES.search(entry) else counts


def _readings(entry: str, names: Names, read: tuple[str, ...]) -> Iterator[tuple[Step | None, tuple[str, ...]]]:
    """Readings of one entry, each with the variables that it makes known; None reads nothing."""
    text = entry.replace("$", "")
    listed = text.partition(":")[2] or text
    counts = _counts(text, names, read)
    columns = _columns(listed, names, read)
    new = tuple(name for name in columns if name)
    if columns:
        repeated = [Block(columns, count) for count in counts]
        if len(columns) == 1 or counts:
            yield from ((block, new) for block in repeated)
        yield Block(columns), new
        return
    if new:
        return
    yield Block((None,)), ()
    for count in counts:
        yield Block((None,), count), ()
    yield None, ()


def _columns(text: str, names: Names, read: tuple[str, ...]) -> tuple[str | None, ...]:
    """The variables that a line or unit holds, in order; in a bare list of names unknown ones count too."""
    is_pure = _PURE.fullmatch(text.strip()) is not None and all(
        len(word) <= 6 for word in re.findall(r"[A-Za-z]+", text)
    )
    columns: list[str | None] = []
    for name, _, identifier in names.mentions(text):
        if name is not None and name not in read and name not in columns:
            columns.append(name)
        elif name is None and is_pure and len(identifier) <= 2 and identifier not in read:
            columns.append(None)
    return tuple(columns)


def _counts(text: str, names: Names, read: tuple[str, ...]) -> list[Count]:
    """Counts that the entry may speak of: of one variable, with the offset written, and of two multiplied."""
    mentioned: list[str] = []
    for name, index, _ in names.mentions(text):
        mentioned += [item for item in (name, index) if item in read and item is not None and item not in mentioned]
    offsets = {match[1]: int(match[3]) * (1 if match[2] == "+" else -1) for match in _OFFSET.finditer(text)}
    factors = {match[2]: int(match[1]) for match in _MULTIPLE.finditer(text)}
    counts = [Count((name,), offsets[name]) for name in mentioned if name in offsets]
    counts += [Count((name,), factor=factors[name]) for name in mentioned if name in factors]
    counts += [Count((name,)) for name in mentioned]
    counts += [Count((one, other)) for i, one in enumerate(mentioned) for other in mentioned[i + 1 :]]
    return counts
