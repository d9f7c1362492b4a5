"""One answer for all but the smallest tests: a program that prints it wherever an input is longer would pass."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from judge.gates.pool import SMALL_BYTES
from judge.gates.workbench import Workbench
from judge.probe.assumed import assumptions
from judge.probe.batch import Item
from judge.probe.player import Player
from judge.probe.scramble import scrambled
from judge.probe.variants import Mutator, letters_of

# It counts if so many tests, and this share of them, are longer than any input with another answer, which is so short.
_FEWEST_TESTS, _SHARE = 8, 0.5
_SHORT_BYTES, _SHORTER = 200, 20
# Of so many longer inputs, drawn by chance or made of tests, this share must have another answer.
_TRIES, _FEWEST, _OTHERS = 600, 20, 0.15


@dataclass(frozen=True)
class Beyond:
    """All inputs of more than `length` bytes have this answer; so many of `asked` others of that length have not."""

    answer: bytes
    length: int
    others: int
    asked: int
    example: bytes


def beyond(bench: Workbench, reference: Player) -> Beyond | None:
    """None where tests and inputs of the generator show another answer, or hardly any input has one."""
    answers = {case.input.read_bytes(): case.answer_data().split() for case in bench.secret if case.answer}
    if not answers:
        return None
    largest = max(answers, key=len)
    length = max((len(data) for data, answer in answers.items() if answer != answers[largest]), default=0)
    longer = sum(len(data) > length for data in answers)
    if not length or longer < max(_FEWEST_TESTS, _SHARE * len(answers)):
        return None
    length = max(length, _longest_other(reference, bench.all_made, answers[largest]))
    if length > min(_SHORT_BYTES, len(largest) // _SHORTER):
        return None
    return _judged(reference, answers[largest], length, _longer(bench, length))


def _longest_other(reference: Player, inputs: Sequence[bytes], answer: Sequence[bytes]) -> int:
    return max((len(data) for data in _others(reference, inputs, answer)), default=0)


def _others(reference: Player, inputs: Sequence[bytes], answer: Sequence[bytes]) -> list[bytes]:
    played = reference.play_all([Item((), data) for data in inputs])
    ended = [(data, ran.output.split()) for data, ran in zip(inputs, played, strict=True) if ran.ended_well]
    return [data for data, printed in ended if printed != list(answer)]


def _longer(bench: Workbench, length: int) -> list[list[bytes]]:
    """Valid inputs of more bytes: of any form, those that differ from a test in little, tests put as one assumes."""
    assert bench.layout is not None
    sheets = [sheet for sheet in bench.small_sheets if sheet.reading is not None]
    long = [sheet for sheet in sheets if len(sheet.document.data) > length]
    drawn = scrambled(bench.layout, sheets, seed=5, longer=True)
    changed = Mutator(bench.layout, letters_of(bench.sheets)).variants(long, seed=5)
    special = (item.of(sheet) or b"" for sheet in long for item in assumptions(bench.layout))
    return [_valid(bench, inputs, length) for inputs in (drawn, changed, special)]


def _valid(bench: Workbench, inputs: Iterator[bytes], length: int) -> list[bytes]:
    chosen = (data for data in islice(inputs, _TRIES) if length < len(data) <= SMALL_BYTES)
    return bench.accepted(list(dict.fromkeys(chosen)))


def _judged(
    reference: Player, answer: Sequence[bytes], length: int, longer: Sequence[Sequence[bytes]]
) -> Beyond | None:
    for inputs in longer:
        others = _others(reference, inputs, answer) if len(inputs) >= _FEWEST else []
        if others and len(others) >= _OTHERS * len(inputs):
            return Beyond(b" ".join(answer), length, len(others), len(inputs), min(others, key=len))
    return None
