"""A validator must come to an end on whatever it is given, and say no."""

from __future__ import annotations

from judge.gates.model import GateStatus
from judge.gates.strictness import GATE, Damage, Strictness

SHORT = Damage("the last token missing", True, b"3\n")


def test_damage_that_is_rejected_is_no_finding() -> None:
    assert GATE.decide(Strictness(((SHORT, False),))).status is GateStatus.PASS


def test_validator_that_does_not_end_is_to_blame() -> None:
    found = GATE.decide(Strictness(((SHORT, False),), endless=(SHORT,)))
    assert found.status is GateStatus.FAIL
    assert "does not end" in found.summary
    assert SHORT.kind in found.evidence
