"""What `alpaco verify` shows of a gate on a terminal."""

from __future__ import annotations

import pytest
from judge.cli.show_verify import VerifyView
from judge.gates.model import Blame, GateResult, GateStatus


def shown(capsys: pytest.CaptureFixture[str], status: GateStatus, evidence: str) -> list[str]:
    view = VerifyView("some", None)
    view.show(GateResult("structure", status, Blame.PACKAGE, "summary", evidence))
    return [line.strip() for line in capsys.readouterr().out.splitlines()]


def test_notes_are_shown_though_the_gate_passed(capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(capsys, GateStatus.PASS, "something else\nnote: a.viva: is not run here")
    assert "note: a.viva: is not run here" in lines
    assert "something else" not in lines


def test_long_evidence_is_cut_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(capsys, GateStatus.FAIL, "\n".join(f"line {number}" for number in range(20)))
    assert "line 7" in lines
    assert "line 8" not in lines
    assert "… and 12 more with --json" in lines
