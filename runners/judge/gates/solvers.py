"""Gate `solvers-agree`: where model solution and brute force agree, further solutions do so too.

Two programs may be wrong alike, as when both misread a rule. A draft has a third one, written from the spec alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from judge.gates.agreement import difference
from judge.gates.model import Blame, Finding, Gate, diff, failed, passed
from judge.gates.workbench import SOLVER, Workbench
from judge.probe.agreement import Agreement, Cause, against
from judge.probe.batch import Item
from judge.probe.player import Player
from judge.probe.side_by_side import same

_ASKED = 2
# All of the first small inputs, tests among them, and some of those that are like them.
_FIRST = 60
_EVERY = 3
# A slow solution may run so long on a test that is no small one, and fail to end on so many.
_LARGE_RUN_S = 1.0
_PATIENT = 3


@dataclass(frozen=True)
class Outvoted:
    """A test, no small input, on which brute force and a further solution agree and the model solution differs."""

    name: str
    ours: bytes
    theirs: bytes


@dataclass(frozen=True)
class Opinions:
    """Each further solution beside the model solution; `mute` are those that print the same whatever they read."""

    agreements: tuple[Agreement, ...]
    mute: tuple[str, ...]
    says_any: bool | None
    outvoted: Outvoted | None = None


def _measure(bench: Workbench) -> Opinions | None:
    reference, found = bench.reference, bench.agreement
    if reference is None or found is None:
        return None
    others = sorted((item for item in bench.other_solvers if item.name != found.rival), key=_third_first)[:_ASKED]
    if not others:
        return None
    inputs = [*bench.pool[:_FIRST], *bench.pool[_FIRST::_EVERY]]
    agreements = tuple(against(bench, reference, item, inputs) for item in others)
    differing = [item for item, it in zip(others, agreements, strict=True) if it.disputes]
    mute = tuple(item.name for item in differing if _is_mute(item, inputs))
    outvoted = None if found.disputes or agreements[0].disputes else _outvoted(bench, reference, others[0])
    return Opinions(agreements, mute, bench.says_any, outvoted)


def _outvoted(bench: Workbench, reference: Player, third: Player) -> Outvoted | None:
    """Looks at tests that slow programs end on, few as they may be."""
    if bench.brute is None:
        return None
    unfinished, known = 0, set(bench.pool)
    cases = sorted(bench.package.cases(), key=lambda case: case.input.stat().st_size)
    for case in cases:
        data = case.input.read_bytes()
        if unfinished >= _PATIENT or data in known:
            continue
        ours, theirs = reference.play(data, case.args), third.play(data, case.args, time_s=_LARGE_RUN_S)
        unfinished += not theirs.ended_well
        if not (ours.ended_well and theirs.ended_well) or same(bench, data, ours.output, theirs.output):
            continue
        second = bench.brute.play(data, case.args, time_s=2 * _LARGE_RUN_S)
        if second.ended_well and same(bench, data, second.output, theirs.output):
            return Outvoted(case.name, ours.output, theirs.output)
    return None


def _third_first(player: Player) -> bool:
    return player.name != SOLVER


def _is_mute(player: Player, inputs: Sequence[bytes]) -> bool:
    """Whether it prints one and the same: then it is no solution, and says nothing about others."""
    played = player.play_all([Item((), data) for data in inputs])
    return len({item.output for item in played}) == 1


def _decide(found: Opinions) -> Finding:
    for agreement in found.agreements:
        at_odds = agreement.cause(found.says_any) in (Cause.REFERENCE, Cause.RIVAL)
        if at_odds and agreement.rival not in found.mute:
            told = f"{agreement.rival}, written independently, and the model solution differ"
            return failed(Blame.REFERENCE, told, difference(agreement))
    if found.outvoted:
        told = f"two slow solutions agree on {found.outvoted.name}, and the model solution prints something else"
        shown = diff("the model solution", found.outvoted.ours, "both others", found.outvoted.theirs)
        return failed(Blame.REFERENCE, told, "\n".join(shown))
    compared = sum(agreement.compared for agreement in found.agreements)
    note = f", {len(found.mute)} say nothing" if found.mute else ""
    return passed(Blame.REFERENCE, f"further solutions give the same answers {compared} times{note}")


GATE = Gate(
    "solvers-agree",
    Blame.REFERENCE,
    _measure,
    _decide,
    "no further solution",
    after=("structure", "programs-complete", "validator-accepts-tests", "reference-deterministic", "brute-agrees"),
)
