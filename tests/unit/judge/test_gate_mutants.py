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


@pytest.mark.parametrize(
    ("telling", "wide", "fresh", "made", "status"),
    [
        (20, 0, False, 100, GateStatus.FAIL),
        (0, 12, False, 100, GateStatus.FAIL),
        (20, 0, True, 100, GateStatus.PASS),
        (20, 0, False, 30, GateStatus.PASS),
        (4, 5, False, 100, GateStatus.PASS),
    ],
    ids=["never made", "wide", "made", "few made", "rare"],
)
def test_kind_of_inputs_that_is_never_made_counts_alone(
    telling: int, wide: int, fresh: bool, made: int, status: GateStatus
) -> None:
    spared = Survivor("line 7: a tie", telling, b"1\n", fresh, wide=wide)
    assert GATE.decide(Kills(60, 3, (spared,), PROBES, made, 60)).status is status


@pytest.mark.parametrize(("wide", "status"), [(3, GateStatus.FAIL), (2, GateStatus.PASS)], ids=["three", "two"])
def test_number_of_a_rule_must_limit_something(wide: int, status: GateStatus) -> None:
    spared = Survivor("line 3: 2500 becomes 10**18", 0, b"1\n", fresh=True, of_rule=True, wide=wide, is_limit=True)
    assert GATE.decide(Kills(60, 3, (spared,), PROBES, 100, 60)).status is status


@pytest.mark.parametrize(
    ("telling", "made", "status"),
    [(3, 100, GateStatus.FAIL), (2, 100, GateStatus.PASS), (3, 20, GateStatus.PASS)],
    ids=["three", "two", "few made"],
)
def test_what_always_comes_in_order_must_be_sorted(telling: int, made: int, status: GateStatus) -> None:
    spared = Survivor("line 6: sorted(a) without sorted", telling, b"1\n", fresh=False, of_order=True)
    assert GATE.decide(Kills(60, 3, (spared,), PROBES, made, 60)).status is status
