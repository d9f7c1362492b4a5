"""Connections between things numbered from 1, put into a shape; those that have the shape stay as they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

Pair = tuple[int, int]
# How many things there are, and the connections; as many come back, in their order.
Shape = Callable[[int, Sequence[Pair]], list[Pair]]

_OF_A_PATH = 2


def shaped(shape: Shape, count: int, pairs: Sequence[Pair]) -> list[Pair]:
    """As they are where one leads to a thing that is not there."""
    return shape(count, pairs) if all(0 < thing <= count for pair in pairs for thing in pair) else list(pairs)


class _Groups:
    """Things that are connected, each known by one that stands for all of them."""

    def __init__(self, count: int) -> None:
        self._parents = list(range(count + 1))

    def of(self, thing: int) -> int:
        while self._parents[thing] != thing:
            self._parents[thing] = self._parents[self._parents[thing]]
            thing = self._parents[thing]
        return thing

    def join(self, one: int, other: int) -> bool:
        """Whether they were in different groups."""
        one, other = self.of(one), self.of(other)
        self._parents[one] = other
        return one != other


def _path(count: int, pairs: Sequence[Pair]) -> list[Pair]:
    """Of each thing two connections stay, none that closes a ring; the others join the ends of what there is."""
    degrees: Counter[int] = Counter()
    groups, kept = _Groups(count), list[bool]()
    for pair in pairs:
        kept.append(max(degrees[thing] for thing in pair) < _OF_A_PATH and groups.join(*pair))
        degrees.update(pair if kept[-1] else ())
    joining = _ends_joined(count, degrees, groups)
    return [pair if is_kept else next(joining, pair) for pair, is_kept in zip(pairs, kept, strict=True)]


def _ends_joined(count: int, degrees: Counter[int], groups: _Groups) -> Iterator[Pair]:
    ends: dict[int, list[int]] = {}
    for thing in range(1, count + 1):
        if degrees[thing] < _OF_A_PATH:
            ends.setdefault(groups.of(thing), []).append(thing)
    paths = list(ends.values())
    return ((one[-1], other[0]) for one, other in pairwise(paths))


def _star(count: int, pairs: Sequence[Pair]) -> list[Pair]:
    """All lead to the thing that most of them lead to."""
    degrees = Counter(thing for pair in pairs for thing in pair)
    centre = max(degrees, key=lambda thing: (degrees[thing], -thing), default=1)
    reached = {thing for pair in pairs if centre in pair for thing in pair}
    others = (thing for thing in range(1, count + 1) if thing not in reached)
    return [pair if centre in pair else (centre, next(others, pair[0])) for pair in pairs]


def _spread(count: int, pairs: Sequence[Pair]) -> list[Pair]:
    """One that closes a ring joins two groups instead, as long as there are several."""
    groups = _Groups(count)
    is_needed = [groups.join(*pair) for pair in pairs]
    leaders = [thing for thing in range(1, count + 1) if groups.of(thing) == thing]
    joining = pairwise(leaders)
    return [pair if needed else next(joining, pair) for pair, needed in zip(pairs, is_needed, strict=True)]


SHAPES: dict[str, Shape] = {
    "nothing is connected to more than two others": _path,
    "all connections meet in one place": _star,
    "no connection closes a ring while something is apart": _spread,
}
