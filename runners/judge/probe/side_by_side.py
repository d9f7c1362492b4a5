"""Two solutions on the same small inputs, easy ones first, until enough is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from judge.probe.batch import Item
from judge.probe.player import Played, Player, together

if TYPE_CHECKING:
    from judge.gates.workbench import Workbench
    from judge.probe.verdicts import Question

# All runs of the second solution together may take so much CPU time.
_BUDGET_S = 3.0
_CHUNK = 40
_CORES = 2
# Numbers up to this size are no work to speak of.
_MUCH = 1000
# So many equal answers are put to an output validator; that it accepts them is not asked of all.
_EQUAL_JUDGED = 40
_ENOUGH_UNFINISHED = 2
_ENOUGH_DIFFERING = 48
_KEPT = 6


@dataclass(frozen=True)
class Pair:
    data: bytes
    ours: Played
    theirs: Played

    @property
    def is_equal(self) -> bool:
        return self.ours.ended_well and self.ours.output == self.theirs.output


@dataclass
class Tally:
    """`compared` counts equal answers, `inputs` are the first that differ, `unfinished` those not ended, and why."""

    compared: int = 0
    differing: int = 0
    spent_s: float = 0.0
    unfinished: list[tuple[bytes, str]] = field(default_factory=list)
    inputs: list[bytes] = field(default_factory=list)

    @property
    def is_enough(self) -> bool:
        many = len(self.unfinished) >= _ENOUGH_UNFINISHED or self.differing > _ENOUGH_DIFFERING
        return many or self.spent_s > _BUDGET_S

    def add(self, bench: Workbench, pair: Pair) -> None:
        self.spent_s += pair.theirs.outcome.usage.cpu_s
        if not pair.theirs.ended_well:
            self.unfinished.append((pair.data, pair.theirs.complaint))
        elif (self.compared >= _EQUAL_JUDGED and pair.is_equal) or is_same(bench, pair):
            self.compared += 1
        else:
            self.differing += 1
            self.inputs += [pair.data] if len(self.inputs) < _KEPT else []


def side_by_side(bench: Workbench, ours: Player, theirs: Player, inputs: Sequence[bytes]) -> Tally:
    tally, left = Tally(), sorted(inputs, key=_effort)
    while left and not tally.is_enough:
        shares = [left[start : start + _CHUNK] for start in range(0, min(len(left), _CORES * _CHUNK), _CHUNK)]
        pairs = [pair for found in together(partial(_pairs, ours, theirs), shares) for pair in found]
        _judge_together(bench, pairs, tally.compared)
        for pair in pairs:
            tally.add(bench, pair)
        done = {pair.data for pair in pairs}
        left = [data for data in left if data not in done]
    return tally


def _pairs(ours: Player, theirs: Player, inputs: Sequence[bytes]) -> list[Pair]:
    """Of the first of these, as many as a second or so allows."""
    items = [Item((), data) for data in inputs]
    played = theirs.play_first(items)
    answers = ours.play_all(items[: len(played)])
    return [Pair(*found) for found in zip(inputs, answers, played, strict=False)]


def _judge_together(bench: Workbench, pairs: Sequence[Pair], compared: int) -> None:
    """What `is_same` will ask, so that it is asked at once."""
    if not bench.output_validators:
        return
    ended = [pair for pair in pairs if pair.ours.ended_well and pair.theirs.ended_well]
    equal = [pair for pair in ended if pair.is_equal][: max(0, _EQUAL_JUDGED - compared)]
    other = [pair for pair in ended if not pair.is_equal]
    bench.verdicts.of([question for pair in [*equal, *other] for question in _questions(bench, pair)])


def _questions(bench: Workbench, pair: Pair) -> list[Question]:
    sides = dict.fromkeys([(pair.ours.output, pair.theirs.output), (pair.theirs.output, pair.ours.output)])
    return [bench.question(pair.data, answer, output) for answer, output in sides]


def _effort(data: bytes) -> tuple[int, int]:
    """What likely takes long comes late: large numbers, then many bytes."""
    numbers = [token for token in data.split() if token.isdigit() and token.strip(b"01")]
    return sum(min(int(token[:12]), _MUCH * _MUCH) for token in numbers) // _MUCH, len(data)


def is_same(bench: Workbench, pair: Pair) -> bool:
    """Whether both ended, and each output is right by the other as the judge's answer."""
    return pair.ours.ended_well and same(bench, pair.data, pair.ours.output, pair.theirs.output)


def same(bench: Workbench, data: bytes, ours: bytes, theirs: bytes) -> bool:
    """Whether both outputs are right, each measured by the other as the judge's answer."""
    if ours == theirs and not bench.output_validators:
        return True
    if not bench.judge(data, ours, theirs).is_accepted:
        return False
    return ours == theirs or bench.judge(data, theirs, ours).is_accepted
