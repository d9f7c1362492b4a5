"""Which values of two variables belong together: of the same row, or each with the last one read before it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from judge.probe.layout import Reading, Span


def pairs(reading: Reading, left: str, right: str) -> list[tuple[int, int]]:
    """Places of the two variables that belong together; empty if that cannot be told."""
    found: list[tuple[int, int]] = []
    others = [span for span in reading.spans if span.name == right]
    places = sorted(reading.places(right)) if all(len(item.places) == 1 for item in others) else []
    by_end: dict[tuple[int, int], list[Span]] = {}
    for other in others:
        by_end.setdefault((other.stop, other.step), []).append(other)
    for span in (span for span in reading.spans if span.name == left):
        beside = next((item for item in by_end.get((span.stop, span.step), ()) if _is_beside(span, item)), None)
        if beside is not None:
            found += zip(span.places, beside.places, strict=True)
        else:
            found += _with_last_before(span, places)
    return found


def _is_beside(one: Span, other: Span) -> bool:
    """Of two spans that end at the same place, by the same steps."""
    return abs(one.start - other.start) < max(one.step, 2)


def _with_last_before(span: Span, places: list[int]) -> Iterator[tuple[int, int]]:
    """`places` of single values, in order: only those can belong to many."""
    if not places:
        return
    for place in span.places:
        index = bisect_left(places, place) - 1
        if index >= 0:
            yield place, places[index]
        elif len(span.places) == 1:
            yield place, places[0]
