"""What is said of assumptions that tests do not show to be wrong."""

from __future__ import annotations

import pytest
from judge.gates.beyond import Beyond
from judge.gates.model import Blame, GateStatus
from judge.gates.shortcuts import GATE, Shortcut, Shortcuts
from judge.probe.scramble import scrambled

from tests.unit.judge.test_assumed import ROW, WORD, sheet

SORTED = Shortcut("everything comes in ascending order", 40, 120, b"2\n2 1\n")
ALWAYS_YES = Beyond(b"YES", 30, 9, 60, b"12\n1 1 1 1 1 1 1 1 1 1 1 1\n")
CASES = {
    "none": (Shortcuts(20, (), Blame.GENERATOR), GateStatus.PASS, ""),
    "one": (Shortcuts(20, (SORTED,), Blame.GENERATOR), GateStatus.FAIL, "40 of 120"),
    "one answer": (Shortcuts(20, (), Blame.TESTS, ALWAYS_YES), GateStatus.FAIL, "9 of 60"),
}


@pytest.mark.parametrize(("found", "status", "shown"), CASES.values(), ids=CASES)
def test_whatever_passes_is_told_with_an_input(found: Shortcuts, status: GateStatus, shown: str) -> None:
    finding = GATE.decide(found)
    assert finding.status is status
    assert shown in finding.summary + finding.evidence
    if status is GateStatus.FAIL:
        assert finding.blame is found.blame


def test_longer_inputs_have_a_dozen_of_what_repeats() -> None:
    drawn = list(scrambled(ROW, [sheet(ROW, "3\n9 10 2\n")], seed=1, longer=True))[:50]
    assert min(len(data.split()) for data in drawn) >= 1 + 9
    words = list(scrambled(WORD, [sheet(WORD, "abc\n")], seed=1, longer=True))[:50]
    assert max(map(len, words)) == 9 + 1
