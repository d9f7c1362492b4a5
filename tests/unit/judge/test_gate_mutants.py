"""Which survivors among the mutants of a model solution count against the tests."""

from __future__ import annotations

import pytest
from judge.gates.model import Blame, GateStatus
from judge.gates.mutants import GATE, Kills, Survivor

PROBES = 400


def survivor(telling: int, *, fresh: bool = True) -> Survivor:
    return Survivor(f"told by {telling}", telling, b"1\n", fresh)


@pytest.mark.parametrize(
    ("killed", "telling", "status"),
    [
        (9, [100], GateStatus.PASS),
        (8, [100], GateStatus.FAIL),
        (8, [9], GateStatus.PASS),
        (30, [100, 90, 80, 70], GateStatus.FAIL),
        (0, [], GateStatus.PASS),
    ],
    ids=["nine in ten", "eight in nine", "a rare one", "four of many", "no mutants"],
)
def test_nine_in_ten_must_be_noticed(killed: int, telling: list[int], status: GateStatus) -> None:
    survivors = tuple(survivor(count) for count in telling)
    finding = GATE.decide(Kills(killed, 3, survivors, PROBES))
    assert finding.status is status
    assert all(item.label in finding.evidence for item in survivors)


def test_generator_is_blamed_when_what_it_makes_would_not_tell_either() -> None:
    assert GATE.decide(Kills(0, 0, (survivor(100, fresh=False),), PROBES)).blame is Blame.GENERATOR


def test_number_of_a_rule_must_be_noticed_though_it_rarely_matters() -> None:
    spared = Survivor("line 4: 3 becomes 2", 5, b"1\n", fresh=True, of_rule=True)
    assert GATE.decide(Kills(40, 3, (spared,), PROBES)).status is GateStatus.FAIL
