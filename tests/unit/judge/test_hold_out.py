"""What fresh inputs say of submissions."""

from __future__ import annotations

import pytest
from judge.gates.hold_out import GATE, Failure, HoldOut
from judge.gates.model import Blame, GateStatus

FAILURE = Failure("accepted/other.cpp", "small 9", b"6\n", "prints 3\nthe model solution prints 2")


def test_accepted_submission_that_fails_on_a_fresh_input_is_to_blame() -> None:
    finding = GATE.decide(HoldOut(16, 9, (FAILURE,), ()))
    assert (finding.status, finding.blame) == (GateStatus.FAIL, Blame.REFERENCE)
    assert "small 9" in finding.summary
    assert "prints 2" in finding.evidence


@pytest.mark.parametrize(
    ("inputs", "share", "status"),
    [(16, 0.8, GateStatus.FAIL), (16, 0.1, GateStatus.PASS), (4, 0.8, GateStatus.PASS)],
    ids=["often caught", "rarely caught", "few inputs"],
)
def test_wrong_one_that_passes_fresh_inputs_counts_if_the_tests_catch_it_often(
    inputs: int, share: float, status: GateStatus
) -> None:
    finding = GATE.decide(HoldOut(inputs, 9, (), (("wrong_answer/late.py", share),)))
    assert finding.status is status
