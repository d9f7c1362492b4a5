"""What an input validator demands of small inputs alone, such as an order or different values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from judge.probe.document import Document
from judge.probe.layout import Group
from judge.probe.variants import Sheet

# So many inputs of each side of the border must have been asked, and small ones of so many sizes.
_FEWEST = 6
_SIZES = 2
_ASKED = 240
_LARGEST = 400

Rows = list[tuple[bytes, ...]]
Change = Callable[[Rows], Rows]


@dataclass(frozen=True)
class SmallDemand:
    """Inputs of at most `largest` units are rejected when they are changed so; `example` is one."""

    what: str
    largest: int
    refused: int
    example: bytes


@dataclass(frozen=True)
class _Trial:
    units: int
    data: bytes


def small_demands(sheets: Sequence[Sheet], accepts: Callable[[Sequence[bytes]], list[bool]]) -> Iterator[SmallDemand]:
    """`sheets` are valid inputs. Nothing unless all changed small ones are rejected, and all larger ones accepted.

    What a validator demands by right, such as that neighbours differ, larger inputs break as easily.
    """
    for what, change in _CHANGES.items():
        trials = list(islice(_trials(sheets, change, lists_only=change is _equal), _ASKED))
        asked = list(zip(trials, accepts([trial.data for trial in trials]), strict=True))
        found = _border(what, asked)
        if found is not None:
            yield found


def _border(what: str, asked: Sequence[tuple[_Trial, bool]]) -> SmallDemand | None:
    refused = [trial for trial, accepted in asked if not accepted]
    taken = [trial for trial, accepted in asked if accepted]
    if len(refused) < _FEWEST or len(taken) < _FEWEST or len({trial.units for trial in refused}) < _SIZES:
        return None
    largest = max(trial.units for trial in refused)
    if largest >= min(trial.units for trial in taken):
        return None
    return SmallDemand(what, largest, len(refused), min((trial.data for trial in refused), key=len))


def _trials(sheets: Sequence[Sheet], change: Change, *, lists_only: bool) -> Iterator[_Trial]:
    seen: set[bytes] = set()
    for sheet in sheets:
        groups = _lists(sheet)
        if len(groups) != 1 or sheet.size > _LARGEST or (lists_only and groups[0].size != 1):
            continue
        rows = _rows(sheet, groups[0])
        changed = change(rows)
        if changed == rows:
            continue
        data = _with_rows(sheet, groups[0], changed).data
        if data not in seen:
            seen.add(data)
            yield _Trial(len(rows), data)


def _lists(sheet: Sheet) -> list[Group]:
    """Groups of at least two units; with several of them their sizes would have to be told apart."""
    found = sheet.reading.groups if sheet.reading else ()
    return [group for group in found if group.size and group.stop - group.start >= 2 * group.size]


def _rows(sheet: Sheet, group: Group) -> Rows:
    tokens = sheet.document.tokens
    return [tuple(tokens[start : start + group.size]) for start in range(group.start, group.stop, group.size)]


def _with_rows(sheet: Sheet, group: Group, rows: Rows) -> Document:
    tokens = [token for row in rows for token in row]
    return sheet.document.with_tokens(list(enumerate(tokens, group.start)))


def _turned(rows: Rows) -> Rows:
    return rows[::-1]


def _equal(rows: Rows) -> Rows:
    """The last value is that of the one before, so that no order is broken."""
    return [*rows[:-1], rows[-2]]


_CHANGES: dict[str, Change] = {"in another order": _turned, "with equal values": _equal}
