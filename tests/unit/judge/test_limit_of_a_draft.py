"""A draft's time limit follows from measured times, but not from those of a wrong program that is slow."""

from __future__ import annotations

from dataclasses import replace

import pytest
from judge.gates.model import Blame, GateStatus
from judge.gates.time_limit import Margins
from judge.gates.time_limit import _decide as decide
from judge.package import ProblemLimits

DRAFT = Margins(
    time_limit_s=1.0,
    stated=False,
    strict=True,
    limits=ProblemLimits(),
    slowest_accepted=("accepted/reference.py", 0.4),
    fastest_too_slow=("time_limit_exceeded/naive.py", 300.0),
    hoped_s=2.0,
    slowest_wrong=("wrong_answer/greedy.py", 0.5),
)
SLOW = replace(DRAFT, time_limit_s=80.0, slowest_wrong=("wrong_answer/greedy.py", 40.0))
KEPT = {
    "as quick as accepted ones": DRAFT,
    "a limit that is stated": replace(SLOW, stated=True),
    "no draft": replace(SLOW, hoped_s=None),
    "a limit that was hoped for": replace(SLOW, hoped_s=40.0),
    "accepted ones that are slow too": replace(SLOW, slowest_accepted=("accepted/reference.py", 30.0)),
}


@pytest.mark.parametrize("margins", KEPT.values(), ids=KEPT)
def test_limit_is_kept(margins: Margins) -> None:
    assert decide(margins).status is GateStatus.PASS


def test_slow_wrong_program_is_blamed() -> None:
    found = decide(SLOW)
    assert (found.status, found.blame) == (GateStatus.FAIL, Blame.WRONG)
    assert "greedy" in found.summary
