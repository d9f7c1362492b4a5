"""What the input validator demands beyond bounds, found by asking it: distinct, sorted, no loops, connected, even."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice, pairwise

from judge.probe.document import Document
from judge.probe.layout import Layout
from judge.probe.pairs import pairs
from judge.probe.variants import Sheet, number_token

_SHEETS = 5
_TRIALS = 8
_FEWEST_REJECTED = 4
_FEWEST_SEEN = 12
_FEWEST_VARYING = 3
_LARGEST = 400
# Inputs beyond this size tell little more of what a validator demands, if there are so many others.
_MODERATE, _ENOUGH = 20_000, 8


@dataclass(frozen=True)
class Guarantee:
    """`kind` is one of the lexicon's; `example` an input that only breaks this and is rejected."""

    kind: str
    names: tuple[str, ...]
    example: bytes

    def __str__(self) -> str:
        return f"{self.kind} ({', '.join(self.names)})"


@dataclass(frozen=True)
class _Trial:
    """Inputs that break the property, and inputs that differ as much but keep it."""

    breaking: tuple[bytes, ...]
    keeping: tuple[bytes, ...]


def lists_of(sheet: Sheet, name: str) -> list[list[int]]:
    """Places of a variable: all of an input, or, where it has a list in each of several test cases, of each."""
    assert sheet.reading is not None
    spans = [list(span.places) for span in sheet.reading.spans if span.name == name]
    return spans if any(len(places) > 1 for places in spans) else [sheet.reading.places(name)]


class Finder:
    """Asks the validator about properties that all tests have."""

    def __init__(
        self, sheets: Sequence[Sheet], layout: Layout, accepts: Callable[[Sequence[bytes]], list[bool]]
    ) -> None:
        usable = [sheet for sheet in sheets if sheet.reading is not None]
        moderate = [sheet for sheet in usable if sheet.size <= _MODERATE]
        self._all = moderate if len(moderate) >= _ENOUGH else usable
        self._small = sorted((s for s in usable if s.size <= _LARGEST), key=lambda s: -s.size)[:_SHEETS]
        self._layout = layout
        self._accepts = accepts

    def found(self) -> tuple[list[Guarantee], list[Guarantee]]:
        """Properties of all tests that the validator demands, and those that it never asks for."""
        demanded, free = [], []
        for kind, names, breaking, keeping in self._properties():
            trial = _Trial(tuple(islice(_unique(breaking), _TRIALS)), tuple(islice(_unique(keeping), _TRIALS)))
            if len(trial.breaking) < _FEWEST_REJECTED or not trial.keeping:
                continue
            accepted = self._accepts(trial.breaking)
            guarantee = Guarantee(kind, names, min(trial.breaking, key=len))
            if not any(accepted) and any(self._accepts(trial.keeping)):
                demanded.append(guarantee)
            free += [guarantee] if all(accepted) else []
        return demanded, free

    def _properties(self) -> Iterator[tuple[str, tuple[str, ...], Iterator[Document], Iterator[Document]]]:
        numeric = [name for name, variable in self._layout.variables.items() if not variable.is_text]
        for name in numeric:
            if self._holds(name, _all_distinct):
                yield "distinct", (name,), self._copied(name, True), self._fresh(name)
            elif self._holds(name, _is_sorted) and self._varies(name):
                yield "sorted", (name,), self._swapped(name), self._copied_next(name)
            if self._always(name, lambda value: value % 2 == 0) or self._always(name, lambda value: value % 2 == 1):
                yield "even", (name,), self._moved(name, 1), self._moved(name, 2)
            variable = self._layout.variables[name]
            if variable.low <= 0 <= variable.high and self._always(name, lambda value: value != 0):
                yield "not zero", (name,), self._set(name, Decimal(0)), self._set(name, Decimal(1))
        for left, right in self._columns(numeric):
            rows = [self._rows(sheet, left, right) for sheet in self._all]
            if sum(map(len, rows)) >= _FEWEST_SEEN and all(a != b for row in rows for a, b in row):
                yield "no loop", (left, right), self._looped(left, right), self._rewired(left, right)
            if self._has_no_double(rows):
                yield "no double", (left, right), self._doubled(left, right), self._rewired(left, right)

        yield from self._connections(numeric)

    def _connections(
        self, names: list[str]
    ) -> Iterator[tuple[str, tuple[str, ...], Iterator[Document], Iterator[Document]]]:
        """Rows that connect the numbers 1 to n, in every test."""
        for left, right in self._columns(names):
            for count in names:
                graphs = [graph for sheet in self._all if (graph := self._graph(sheet, left, right, count))]
                if sum(len(edges) for _, edges in graphs) >= _FEWEST_SEEN and all(
                    _pieces(*graph) == 1 for graph in graphs
                ):
                    yield (
                        "connected",
                        (left, right),
                        self._reconnected(left, right, count, keeps=False),
                        self._reconnected(left, right, count, keeps=True),
                    )

    def _graph(self, sheet: Sheet, left: str, right: str, count: str) -> tuple[int, list[tuple[int, int]]] | None:
        """The number of vertices and the edges; None if this is no graph of that many vertices."""
        assert sheet.reading is not None
        places = sheet.reading.places(count)
        size = sheet.value(places[0]) if len(places) == 1 else None
        rows = [(int(a), int(b)) for a, b in self._rows(sheet, left, right)]
        if size is None or len(rows) < 2 or not all(1 <= end <= size for row in rows for end in row):
            return None
        return int(size), rows

    def _reconnected(self, left: str, right: str, count: str, *, keeps: bool) -> Iterator[Document]:
        """Another end for a row, such that all stays connected or does not."""
        for sheet, rows in self._rows_of(left, right):
            graph = self._graph(sheet, left, right, count)
            if graph is None:
                continue
            size, edges = graph
            for index, (_, place) in enumerate(rows):
                for end in range(1, min(size, 12) + 1):
                    changed = [*edges[:index], (edges[index][0], end), *edges[index + 1 :]]
                    known = {frozenset(edge) for edge in changed}
                    is_simple = len(known) == len(changed) and end != edges[index][0]
                    if is_simple and end != edges[index][1] and (_pieces(size, changed) == 1) == keeps:
                        yield sheet.document.with_token(place, str(end).encode())

    def _values(self, sheet: Sheet, name: str) -> list[Decimal]:
        assert sheet.reading is not None
        return [sheet.value(place) or Decimal(0) for place in sheet.reading.places(name)]

    def _lists(self, name: str) -> list[list[Decimal]]:
        """Values that belong together, three at least: those of one input, or of one of its test cases."""
        lists = [(sheet, places) for sheet in self._all for places in lists_of(sheet, name) if len(places) > 2]
        return [[sheet.value(place) or Decimal(0) for place in places] for sheet, places in lists]

    def _holds(self, name: str, test: Callable[[list[Decimal]], bool]) -> bool:
        lists = self._lists(name)
        return sum(map(len, lists)) >= _FEWEST_SEEN and all(test(values) for values in lists)

    def _varies(self, name: str) -> bool:
        """Whether there are tests whose values are not all equal."""
        lists = self._lists(name)
        return sum(values[0] != values[-1] for values in lists) >= _FEWEST_VARYING

    def _always(self, name: str, test: Callable[[Decimal], bool]) -> bool:
        values = [value for sheet in self._all for value in self._values(sheet, name)]
        return len(values) >= _FEWEST_SEEN and all(test(value) for value in values)

    def _columns(self, names: list[str]) -> Iterator[tuple[str, str]]:
        """Neighbouring variables of a repeated row that have the same bounds, such as the ends of an edge."""
        known = self._layout.variables
        for left, right in pairwise(names):
            same = (known[left].low, known[left].high) == (known[right].low, known[right].high)
            if same and any(len(self._pairs(sheet, left, right)) > 2 for sheet in self._all):
                yield left, right

    def _pairs(self, sheet: Sheet, left: str, right: str) -> list[tuple[int, int]]:
        assert sheet.reading is not None
        return pairs(sheet.reading, left, right)

    def _rows(self, sheet: Sheet, left: str, right: str) -> list[tuple[Decimal, Decimal]]:
        return [
            (sheet.value(a) or Decimal(0), sheet.value(b) or Decimal(0)) for a, b in self._pairs(sheet, left, right)
        ]

    def _has_no_double(self, rows: list[list[tuple[Decimal, Decimal]]]) -> bool:
        lists = [row for row in rows if len(row) > 2]
        return sum(map(len, lists)) >= _FEWEST_SEEN and all(
            len({frozenset(pair) for pair in row}) == len(row) for row in lists
        )

    def _places(self, name: str) -> Iterator[tuple[Sheet, list[int]]]:
        for sheet in self._small:
            places = max(lists_of(sheet, name), key=len)
            if len(places) > 2:
                yield sheet, places

    def _copied(self, name: str, _: bool) -> Iterator[Document]:
        for sheet, places in self._places(name):
            for one, other in ((0, -1), (1, 0), (-1, 1), (0, 1)):
                yield sheet.document.with_token(places[other], sheet.document.tokens[places[one]])

    def _copied_next(self, name: str) -> Iterator[Document]:
        for sheet, places in self._places(name):
            for one, other in pairwise(places):
                yield sheet.document.with_token(other, sheet.document.tokens[one])
                yield sheet.document.with_token(one, sheet.document.tokens[other])

    def _fresh(self, name: str) -> Iterator[Document]:
        """Values that no other token of the variable has, and two values swapped."""
        variable = self._layout.variables[name]
        for sheet, places in self._places(name):
            values = {sheet.value(place) for place in places}
            known = sorted(value for value in values if value is not None)
            free = [known[0] - 1, known[-1] + 1, *(value + 1 for value in known)]
            fresh = [value for value in free if value not in values and variable.low <= value <= variable.high]
            for value in fresh[:2]:
                yield sheet.document.with_token(places[1], number_token(value))
            tokens = sheet.document.tokens
            yield sheet.document.with_tokens([(places[0], tokens[places[1]]), (places[1], tokens[places[0]])])

    def _swapped(self, name: str) -> Iterator[Document]:
        for sheet, places in self._places(name):
            tokens = sheet.document.tokens
            for one, other in pairwise(places):
                if tokens[one] != tokens[other]:
                    yield sheet.document.with_tokens([(one, tokens[other]), (other, tokens[one])])

    def _moved(self, name: str, step: int) -> Iterator[Document]:
        variable = self._layout.variables[name]
        for sheet in self._small:
            assert sheet.reading is not None
            for place in sheet.reading.places(name)[:2]:
                value = sheet.value(place) or Decimal(0)
                for moved in (value - step, value + step):
                    if variable.low <= moved <= variable.high:
                        yield sheet.document.with_token(place, number_token(moved))

    def _set(self, name: str, value: Decimal) -> Iterator[Document]:
        for sheet in self._small:
            assert sheet.reading is not None
            for place in sheet.reading.places(name)[:3]:
                yield sheet.document.with_token(place, number_token(value))

    def _rows_of(self, left: str, right: str) -> Iterator[tuple[Sheet, list[tuple[int, int]]]]:
        for sheet in self._small:
            rows = self._pairs(sheet, left, right)
            if len(rows) > 1:
                yield sheet, rows

    def _looped(self, left: str, right: str) -> Iterator[Document]:
        for sheet, rows in self._rows_of(left, right):
            for a, b in rows[:2]:
                yield sheet.document.with_token(b, sheet.document.tokens[a])
                yield sheet.document.with_token(a, sheet.document.tokens[b])

    def _rewired(self, left: str, right: str) -> Iterator[Document]:
        """Another end for a row, one that makes neither a loop nor a double; and two rows swapped."""
        for sheet, rows in self._rows_of(left, right):
            tokens = sheet.document.tokens
            known = {frozenset((tokens[a], tokens[b])) for a, b in rows}
            ends = sorted({tokens[place] for row in rows for place in row})
            for a, b in rows:
                for end in ends:
                    if end != tokens[a] and frozenset((tokens[a], end)) not in known:
                        yield sheet.document.with_token(b, end)
            (a, b), (c, d) = rows[0], rows[-1]
            yield sheet.document.with_tokens([(a, tokens[c]), (b, tokens[d]), (c, tokens[a]), (d, tokens[b])])

    def _doubled(self, left: str, right: str) -> Iterator[Document]:
        for sheet, rows in self._rows_of(left, right):
            tokens = sheet.document.tokens
            (a, b), (c, d) = rows[0], rows[-1]
            yield sheet.document.with_tokens([(a, tokens[c]), (b, tokens[d])])
            yield sheet.document.with_tokens([(c, tokens[a]), (d, tokens[b])])
            yield sheet.document.with_tokens([(a, tokens[d]), (b, tokens[c])])


def _unique(documents: Iterator[Document]) -> Iterator[bytes]:
    known: set[bytes] = set()
    for document in documents:
        data = document.data
        if data not in known:
            known.add(data)
            yield data


def _all_distinct(values: list[Decimal]) -> bool:
    return len(set(values)) == len(values)


def _is_sorted(values: list[Decimal]) -> bool:
    return all(a <= b for a, b in pairwise(values))


def _pieces(size: int, edges: list[tuple[int, int]]) -> int:
    """How many connected components the graph has."""
    parent = list(range(size + 1))

    def root(vertex: int) -> int:
        while parent[vertex] != vertex:
            parent[vertex] = parent[parent[vertex]]
            vertex = parent[vertex]
        return vertex

    for a, b in edges:
        parent[root(a)] = root(b)
    return sum(root(vertex) == vertex for vertex in range(1, size + 1))
