"""What anybody may see of a gate report."""

from __future__ import annotations

import json

import pytest
from chalicelib.domain import gates

GATE = {"id": "structure", "status": "pass", "blame": "package", "summary": "all there"}
ROW = {"expected": "accepted", "verdict": "ACCEPTED"}
RUN = {"verdict": "ACCEPTED", "cpu_s": 0.01}


def test_report_without_evidence_and_errors() -> None:
    rows = {"accepted/a.py": {**ROW, "error": "secret", "slowest_s": 1, "tests": {"sample/1": {**RUN, "message": "m"}}}}
    whole = {"outcome": "verified", "time_limit_s": 1.0, "gates": [{**GATE, "evidence": "3 4"}], "matrix": rows}
    shown = json.loads(gates.public(json.dumps(whole).encode()))
    matrix = {"accepted/a.py": {**ROW, "tests": {"sample/1": RUN}}}
    assert shown == {"outcome": "verified", "time_limit_s": 1.0, "gates": [GATE], "matrix": matrix}


def test_report_without_a_matrix() -> None:
    shown = json.loads(gates.public(b'{"outcome": "needs_review", "gates": []}'))
    assert shown == {"outcome": "needs_review", "time_limit_s": None, "gates": [], "matrix": {}}


def test_what_is_no_report_is_refused() -> None:
    with pytest.raises(ValueError, match="not a report"):
        gates.public(b"{}")
