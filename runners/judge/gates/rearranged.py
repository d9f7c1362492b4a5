"""Whether an output validator takes what is no rearrangement, where every known answer is one.

All that several solutions print may be the input's own list in another order, so many of each kind as it says, or the
numbers from 1 to n: then an output with one part in place of another is wrong, whatever else the rules are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from judge.gates.workbench import Workbench
from judge.probe.batch import Item
from judge.probe.layout import number_of
from judge.probe.player import Player
from judge.probe.variants import Sheet

_INPUTS = 90
# So many answers of several parts, by each of two solutions, show what all answers are.
_FEWEST = 10
_PARTS = 3
_TRIALS = 96
_PER_ANSWER = 12
# So many answers with two parts exchanged must be taken, all of them.
_FEWEST_SWAPS = 48
_SWAPS_PER_ANSWER = 4


@dataclass(frozen=True)
class Loose:
    """`output` is accepted for `data`; `what` says why that cannot be right."""

    what: str
    data: bytes
    output: bytes


@dataclass(frozen=True)
class _Answer:
    """`row` are the parts of the last line: tokens, or the letters of the only one."""

    sheet: Sheet
    before: bytes
    row: tuple[bytes, ...]
    is_word: bool

    def output(self, row: Sequence[bytes]) -> bytes:
        return self.before + (b"" if self.is_word else b" ").join(row) + b"\n"


_Kind = tuple[str, Callable[[_Answer, Sequence[bytes]], bool]]


def loose(bench: Workbench) -> Loose | None:
    if bench.reference is None or not bench.output_validators or not bench.is_plain:
        return None
    others = [player for player in (bench.brute, *bench.other_solvers) if player is not None]
    ours = _answers(bench, bench.reference)
    theirs = [answer for player in others[:1] for answer in _answers(bench, player)]
    if min(len(ours), len(theirs)) < _FEWEST:
        return None
    for what, holds in _kinds(ours[0].sheet):
        if all(holds(answer, answer.row) for answer in (*ours, *theirs)):
            return _taken(bench, what, holds, ours) or _in_any_order(bench, ours)
    return None


def _answers(bench: Workbench, player: Player) -> list[_Answer]:
    items = [Item((), data) for data in sorted(bench.pool, key=len)[:_INPUTS]]
    played = zip(items, player.play_first(items), strict=False)
    found = (_read(bench, item.data, run.output) for item, run in played if run.ended_well)
    return [answer for answer in found if answer is not None]


def _read(bench: Workbench, data: bytes, output: bytes) -> _Answer | None:
    """None for an answer of few parts, and for one that is a class, as `IMPOSSIBLE`."""
    lines = output.rstrip().splitlines(keepends=True)
    tokens = lines[-1].split() if lines else []
    is_word = len(tokens) == 1 and tokens[0].isalpha()
    row = tuple(bytes((letter,)) for letter in tokens[0]) if is_word else tuple(tokens)
    classes = {name.lower().encode() for name in bench.spec.answer_classes} if bench.spec else set()
    if len(row) < _PARTS or any(token.lower() in classes for token in tokens):
        return None
    return _Answer(bench.sheet_of(data), b"".join(lines[:-1]), row, is_word)


def _kinds(sheet: Sheet) -> Iterator[_Kind]:
    """What answers may be, by the variables of the input."""
    yield "the numbers from 1 on, each once", _is_order
    for name in sheet.reading.names() if sheet.reading else ():
        yield f"all of {name} in some order", lambda answer, row, name=name: _is_list(answer, row, name)  # type: ignore[misc]  # a default binds the name
        yield f"as many of each as {name} says", lambda answer, row, name=name: _is_counted(answer, row, name)  # type: ignore[misc]  # as above
    yield "the letters of the input in some order", _has_letters


def _is_order(_answer: _Answer, row: Sequence[bytes]) -> bool:
    return sorted(_numbers(row)) == [Decimal(number) for number in range(1, len(row) + 1)]


def _is_list(answer: _Answer, row: Sequence[bytes], name: str) -> bool:
    return sorted(_numbers(row)) == sorted(_values(answer.sheet, name)) and not answer.is_word


def _is_counted(answer: _Answer, row: Sequence[bytes], name: str) -> bool:
    counts = {Decimal(place): value for place, value in enumerate(_values(answer.sheet, name), 1) if value}
    return bool(counts) and Counter(_numbers(row)) == counts


def _has_letters(answer: _Answer, row: Sequence[bytes]) -> bool:
    texts = [token for token in answer.sheet.document.tokens if token.isalpha() and len(token) == len(row)]
    return answer.is_word and any(sorted(text) == sorted(b"".join(row)) for text in texts)


def _numbers(row: Sequence[bytes]) -> list[Decimal]:
    """Nothing if a part is no number."""
    found = [number_of(token) for token in row]
    return [number for number in found if number is not None] if None not in found else []


def _values(sheet: Sheet, name: str) -> list[Decimal]:
    places = sheet.reading.places(name) if sheet.reading else []
    return [value for place in places if (value := sheet.value(place)) is not None]


def _taken(
    bench: Workbench, what: str, holds: Callable[[_Answer, Sequence[bytes]], bool], answers: Sequence[_Answer]
) -> Loose | None:
    trials = [
        (answer, answer.output(row))
        for answer in answers
        for row in islice(_replaced(answer.row), _PER_ANSWER)
        if not holds(answer, row)
    ][:_TRIALS]
    asked = [bench.question(item.sheet.document.data, item.output(item.row), output) for item, output in trials]
    for (answer, output), report in zip(trials, bench.verdicts.of(asked), strict=True):
        if report.is_accepted:
            return Loose(f"what is not {what}, as all answers are", answer.sheet.document.data, output)
    return None


def _in_any_order(bench: Workbench, answers: Sequence[_Answer]) -> Loose | None:
    """If no order is wrong, there is nothing to solve."""
    trials = [
        (answer, answer.output(row)) for answer in answers for row in islice(_exchanged(answer.row), _SWAPS_PER_ANSWER)
    ]
    asked = [bench.question(item.sheet.document.data, item.output(item.row), output) for item, output in trials]
    if len(trials) < _FEWEST_SWAPS or not all(report.is_accepted for report in bench.verdicts.of(asked)):
        return None
    answer, output = trials[0]
    return Loose("the parts of an answer in any order", answer.sheet.document.data, output)


def _exchanged(row: tuple[bytes, ...]) -> Iterator[tuple[bytes, ...]]:
    """With two parts that differ in each other's place, near ones first."""
    for step in range(1, len(row)):
        for place in range(len(row) - step):
            one, other = row[place], row[place + step]
            if one != other:
                yield (*row[:place], other, *row[place + 1 : place + step], one, *row[place + step + 1 :])


def _replaced(row: tuple[bytes, ...]) -> Iterator[tuple[bytes, ...]]:
    """With another part of the row in place of each; the last places first, where little else follows."""
    for place in reversed(range(len(row))):
        for other in dict.fromkeys(row):
            if other != row[place]:
                yield (*row[:place], other, *row[place + 1 :])
