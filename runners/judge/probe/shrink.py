"""Makes a counterexample smaller while it stays one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from judge.probe.document import Document
from judge.probe.layout import Layout
from judge.probe.variants import Sheet, number_token, resized

_TRIES = 80


def shrunk(data: bytes, layout: Layout | None, is_counterexample: Callable[[bytes], bool]) -> bytes:
    """The smallest found within a fixed number of tries; `data` itself if nothing smaller is one."""
    tries = 0
    found = data
    improved = True
    while improved:
        improved = False
        for smaller in _smaller(found, layout):
            tries += 1
            if tries > _TRIES:
                return found
            if smaller != found and is_counterexample(smaller):
                found, improved = smaller, True
                break
    return found


def _smaller(data: bytes, layout: Layout | None) -> Iterator[bytes]:
    """Fewer units first, half of them and then one, then smaller numbers."""
    document = Document.of(data)
    reading = layout.read(document.tokens) if layout else None
    if layout is None or reading is None:
        return
    sheet = Sheet("", document, reading)
    for counter in dict.fromkeys(group.name for group in reading.groups):
        units = max((g.stop - g.start) // (g.size or 1) for g in reading.groups if g.name == counter)
        for change in dict.fromkeys((-(units // 2), -1)):
            made = resized(sheet, counter, change) if change else None
            if made is not None:
                yield made.data
    for place, low in _numbers(sheet, layout):
        value = sheet.value(place)
        if value is not None and value > low:
            yield document.with_token(place, number_token(low)).data
            yield document.with_token(place, number_token(low + (value - low) // 2)).data


def _numbers(sheet: Sheet, layout: Layout) -> Iterator[tuple[int, Decimal]]:
    """Places of numbers that count nothing, and the smallest value to try there."""
    assert sheet.reading is not None
    counters = {group.counter for group in sheet.reading.groups}
    for span in sheet.reading.spans:
        variable = layout.variables.get(span.name)
        if variable is not None and not variable.is_text:
            yield from ((place, max(variable.low, Decimal(0))) for place in span.places if place not in counters)
