"""Which values of two variables belong together: of the same row, or each with the last one read before it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from judge.probe.layout import Reading, Span


def pairs(reading: Reading, left: str, right: str) -> list[tuple[int, int]]:
    """Places of the two variables that belong together; empty if that cannot be told."""
    found: list[tuple[int, int]] = []
    others = [span for span in reading.spans if span.name == right]
    for span in (span for span in reading.spans if span.name == left):
        beside = next((other for other in others if _is_beside(span, other)), None)
        if beside is not None:
            found += zip(span.places, beside.places, strict=True)
        else:
            found += _with_last_before(span, reading.places(right), others)
    return found


def _is_beside(one: Span, other: Span) -> bool:
    return one.stop == other.stop and one.step == other.step and abs(one.start - other.start) < max(one.step, 2)


def _with_last_before(span: Span, places: list[int], spans: list[Span]) -> Iterator[tuple[int, int]]:
    """Only single values can belong to many."""
    if not all(len(item.places) == 1 for item in spans) or not places:
        return
    places = sorted(places)
    for place in span.places:
        index = bisect_left(places, place) - 1
        if index >= 0:
            yield place, places[index]
        elif len(span.places) == 1:
            yield place, places[0]
