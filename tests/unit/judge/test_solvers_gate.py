"""What a further solution says of two that agree."""

from __future__ import annotations

import pytest
from judge.gates.model import GateStatus
from judge.gates.solvers import GATE, Opinions, Outvoted
from judge.probe.agreement import Agreement

from tests.unit.judge.test_disputes import differing

CASES = {
    "the same": (Opinions((Agreement("third", compared=40),), (), False), GateStatus.PASS),
    "at odds": (Opinions((differing(b"1", b"2"),), (), False), GateStatus.FAIL),
    "mute": (Opinions((differing(b"1", b"2"),), ("brute",), False), GateStatus.PASS),
    "many answers": (Opinions((differing(b"1 2", b"2 1"),), (), True), GateStatus.PASS),
    "outvoted": (Opinions((), (), False, Outvoted("secret/extreme", b"1", b"2")), GateStatus.FAIL),
    "second at odds": (Opinions((Agreement("third", compared=40), differing(b"1", b"2")), (), False), GateStatus.FAIL),
}


@pytest.mark.parametrize(("opinions", "status"), CASES.values(), ids=CASES)
def test_solution_that_says_something_is_heard(opinions: Opinions, status: GateStatus) -> None:
    found = GATE.decide(opinions)
    assert found.status is status
    if status is GateStatus.FAIL:
        assert "brute" in found.evidence or "both others" in found.evidence
