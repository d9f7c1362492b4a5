"""Gate `solvers-agree`: where model solution and brute force agree, further solutions do so too.

Two programs may be wrong alike, as when both misread a rule. A draft has a third one, written from the spec alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from judge.gates.agreement import difference
from judge.gates.model import Blame, Finding, Gate, failed, passed
from judge.gates.workbench import SOLVER, Workbench
from judge.probe.agreement import Agreement, Cause, against
from judge.probe.batch import Item
from judge.probe.programs import Player

_ASKED = 2
# All of the first small inputs, tests among them, and some of those that are like them.
_FIRST = 60
_EVERY = 3


@dataclass(frozen=True)
class Opinions:
    """Each further solution beside the model solution; `mute` are those that print the same whatever they read."""

    agreements: tuple[Agreement, ...]
    mute: tuple[str, ...]
    says_any: bool | None


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
    return Opinions(agreements, mute, bench.says_any)


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
