"""A submission that is too slow on every input shows nothing of a complexity."""

from __future__ import annotations

from judge.gates.growth import GATE, Growth, Naive, Step
from judge.gates.model import Blame, GateStatus

STEPS = (Step(10, 0.02), Step(100, 0.02), Step(1000, 0.3), Step(10_000, 3.0))
GROWING = Naive("time_limit_exceeded/pairs.py", STEPS, quickest_s=0.02, is_quick=True)
ENDLESS = Naive("time_limit_exceeded/loop.py", tuple(Step(step.size, 1.5) for step in STEPS), 1.5, is_quick=False)


def test_one_that_is_quick_on_small_inputs_passes_and_its_growth_is_told() -> None:
    finding = GATE.decide(Growth("O(n^2)", (GROWING, ENDLESS)))
    assert finding.status is GateStatus.PASS
    assert "power 0.7" in finding.summary
    assert "10000 bytes 3.00 s" in finding.evidence


def test_one_that_never_ends_is_to_blame() -> None:
    finding = GATE.decide(Growth("O(n^2)", (ENDLESS,)))
    assert (finding.status, finding.blame) == (GateStatus.FAIL, Blame.WRONG)


def test_growth_is_not_told_from_runs_that_were_not_made() -> None:
    assert Naive("x", (Step(10, 0.02), Step(20, None), Step(30, None), Step(40, None)), 0.02, True).exponent is None
