"""Compares the model solution with a second one on many small inputs, and finds out who is at odds with whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from judge.package import TestCase
from judge.probe.player import Played, Player
from judge.probe.shrink import shrunk
from judge.probe.side_by_side import Tally, same, side_by_side
from judge.probe.tolerance import is_tighter
from judge.validate import Judgement

if TYPE_CHECKING:
    from judge.gates.workbench import Workbench

_ENOUGH = 6
_CLOSE = 1e-3
_EQUAL = 1e-12
_OFTEN = 0.3
_NUMBER = re.compile(rb"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")


class Cause(StrEnum):
    """Why two solutions differ."""

    REFERENCE = "reference"
    RIVAL = "rival"
    MANY_ANSWERS = "many answers"
    TOLERANCE = "tolerance"
    CHECKER = "checker"


@dataclass(frozen=True)
class Dispute:
    """An input on which the two differ, and how the package's output validation sees it.

    `ours_alone` and `theirs_alone`: each output judged with itself as the judge's answer; `theirs` and `ours`: judged
    with the other's as the judge's answer.
    """

    data: bytes
    ours: Played
    theirs: Played
    ours_alone: Judgement = Judgement.ACCEPTED
    theirs_alone: Judgement = Judgement.ACCEPTED
    theirs_by_ours: Judgement = Judgement.REJECTED
    ours_by_theirs: Judgement = Judgement.REJECTED


@dataclass(frozen=True)
class Vote:
    """A further solution: whether it takes the model solution's side on the counterexample, or the other one."""

    name: str
    with_ours: bool
    with_theirs: bool = False


@dataclass(frozen=True)
class Agreement:
    """`compared` counts inputs with equal answers; `unfinished` those on which the rival did not end, with the reason.

    `disputes` holds a few inputs that differ, the smallest first and shrunk; `differing` counts all that were seen.
    `has_tolerance`: answers may differ by as much as was granted.
    """

    rival: str
    compared: int
    unfinished: tuple[tuple[bytes, str], ...] = ()
    differing: int = 0
    disputes: tuple[Dispute, ...] = ()
    votes: tuple[Vote, ...] = ()
    custom_validator: bool = False
    has_tolerance: bool = False

    def cause(self, says_any: bool | None) -> Cause | None:
        """`says_any`: what the package's own words are on several answers, if anything. None if there is no dispute."""
        if not self.disputes:
            return None
        if self.custom_validator:
            return self._by_validator()
        near = all(is_close(item.ours.output, item.theirs.output) for item in self.disputes)
        if near and not self.has_tolerance:
            return Cause.TOLERANCE
        if says_any or (self._look_like_many_answers() and self._is_open(says_any)):
            return Cause.MANY_ANSWERS
        return self._by_votes()

    def _is_open(self, says_any: bool | None) -> bool:
        """Whether neither a spec that knows one answer nor further solutions that agree speak for one answer."""
        return says_any is None and not any(vote.with_ours or vote.with_theirs for vote in self.votes)

    def _look_like_many_answers(self) -> bool:
        """Most answers of more than one token differ, though they have the same form."""
        often = self.differing > _OFTEN * (self.differing + self.compared)
        return often and all(_same_form(item.ours.output, item.theirs.output) for item in self.disputes)

    def _by_votes(self) -> Cause:
        if self.votes and all(vote.with_ours for vote in self.votes):
            return Cause.RIVAL
        return Cause.REFERENCE

    def _by_validator(self) -> Cause:
        causes = [_cause_of(item) for item in self.disputes]
        if any(cause is None for cause in causes):
            return self._by_votes()
        return max((cause for cause in causes if cause), key=causes.count)


def _cause_of(dispute: Dispute) -> Cause | None:
    """What the package's output validator makes of both outputs; None if that does not tell."""
    ok = Judgement.ACCEPTED
    if not dispute.ours.ended_well:
        return Cause.REFERENCE
    if is_equal(dispute.ours.output, dispute.theirs.output):
        return Cause.CHECKER
    if (dispute.ours_alone is ok) != (dispute.theirs_alone is ok):
        return Cause.REFERENCE if dispute.theirs_alone is ok else Cause.RIVAL
    if dispute.ours_alone is not ok:
        return Cause.CHECKER
    rejected = Judgement.REJECTED
    if dispute.theirs_by_ours is rejected and dispute.ours_by_theirs is rejected:
        return Cause.CHECKER if _same_form(dispute.ours.output, dispute.theirs.output) else None
    return Cause.RIVAL if dispute.theirs_by_ours is rejected else Cause.REFERENCE


def _same_form(one: bytes, other: bytes) -> bool:
    """As many tokens, more than one, and a first token of the same kind."""
    ours, theirs = one.split(), other.split()
    return len(ours) == len(theirs) > 1


def is_equal(one: bytes, other: bytes) -> bool:
    """Whether both are the same but for white space and the spelling of real numbers."""
    ours, theirs = one.split(), other.split()
    return len(ours) == len(theirs) and all(
        a == b or (b"." in a + b and _is_close(a, b, _EQUAL)) for a, b in zip(ours, theirs, strict=True)
    )


def is_close(one: bytes, other: bytes) -> bool:
    """Whether both are the same but for the digits of real numbers."""
    ours, theirs = one.split(), other.split()
    return len(ours) == len(theirs) and all(_is_close(a, b) for a, b in zip(ours, theirs, strict=True)) and one != other


def _is_close(one: bytes, other: bytes, by: float = _CLOSE) -> bool:
    if one.lower() == other.lower():
        return True
    if not (_NUMBER.fullmatch(one) and _NUMBER.fullmatch(other)) or not any(c in one + other for c in b".eE"):
        return False
    a, b = float(one), float(other)
    return abs(a - b) <= by * max(1.0, abs(a))


def compare(bench: Workbench) -> Agreement | None:
    """The model solution beside brute force, or beside another accepted solution if there is no brute force."""
    reference = bench.reference
    rivals = [bench.brute] if bench.brute else bench.other_solvers[:1]
    if reference is None or not rivals or not bench.is_plain or not bench.package.cases():
        return None
    rival = rivals[0]
    assert rival is not None
    found = against(bench, reference, rival, bench.pool)
    if not found.disputes:
        return found
    voters = [player for player in bench.other_solvers if player.name != rival.name]
    votes = [vote for player in voters if (vote := _vote(bench, player, found.disputes[0])) is not None]
    return replace(found, votes=tuple(votes or _slow_votes(bench, found.disputes[0])))


def _slow_votes(bench: Workbench, dispute: Dispute) -> list[Vote]:
    """Of those that are only too slow: they may be wrong as well, so one that takes no side has no vote."""
    votes = [_vote(bench, player, dispute) for player in bench.slow_solvers]
    return [vote for vote in votes if vote is not None and (vote.with_ours or vote.with_theirs)]


def against(bench: Workbench, reference: Player, rival: Player, pool: Sequence[bytes]) -> Agreement:
    """The model solution beside that one on these inputs, as far as time allows. Nobody else is asked."""
    tally = side_by_side(bench, reference, rival, pool)
    found, inputs = _found(bench, rival, tally), tally.inputs
    if not inputs:
        return found
    smallest = shrunk(inputs[0], bench.layout, partial(_differ, bench, reference, rival))
    disputes = [_dispute(bench, reference.play(data), rival.play(data), data) for data in [smallest, *inputs[1:]]]
    return replace(found, disputes=tuple(item for item in disputes if not _may_be_invalid(bench, item)))


def _may_be_invalid(bench: Workbench, dispute: Dispute) -> bool:
    """Whether the input is likelier at fault: no rule promises it, no test is like it, no answer to it is accepted."""
    if bench.spec is not None or Judgement.ACCEPTED in (dispute.ours_alone, dispute.theirs_alone):
        return False
    return not any(_is_input_of(case, dispute.data) for case in bench.package.cases())


def _is_input_of(case: TestCase, data: bytes) -> bool:
    return case.input.stat().st_size == len(data) and case.input.read_bytes() == data


def _found(bench: Workbench, rival: Player, tally: Tally) -> Agreement:
    found = Agreement(rival.name, tally.compared, tuple(tally.unfinished[:_ENOUGH]), tally.differing)
    args = bench.acceptance.typical.output_validator_args
    granted = bench.granted_tolerance
    is_tight = granted is not None and is_tighter(args, granted)
    tolerant = any("tolerance" in word for word in args) and not is_tight
    return replace(found, custom_validator=bool(bench.output_validators), has_tolerance=tolerant)


def _differ(bench: Workbench, reference: Player, rival: Player, data: bytes) -> bool:
    if not bench.accepts(data):
        return False
    ours, theirs = reference.play(data), rival.play(data)
    return theirs.ended_well and (not ours.ended_well or not same(bench, data, ours.output, theirs.output))


def _dispute(bench: Workbench, ours: Played, theirs: Played, data: bytes) -> Dispute:
    def judged(answer: Played, output: Played) -> Judgement:
        return bench.judge(data, answer.output, output.output).judgement

    if not ours.ended_well:
        return Dispute(data, ours, theirs)
    return Dispute(
        data,
        ours,
        theirs,
        judged(ours, ours),
        judged(theirs, theirs),
        judged(ours, theirs),
        judged(theirs, ours),
    )


def _vote(bench: Workbench, player: Player, dispute: Dispute) -> Vote | None:
    played = player.play(dispute.data)
    if not played.ended_well:
        return None

    def sides_with(other: Played) -> bool:
        return other.ended_well and same(bench, dispute.data, other.output, played.output)

    return Vote(player.name, sides_with(dispute.ours), sides_with(dispute.theirs))
