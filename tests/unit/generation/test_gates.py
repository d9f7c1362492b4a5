"""A runner's report as frames."""

from __future__ import annotations

import json

import pytest
from chalicelib.domain.frames import fits
from chalicelib.domain.gates import Report, gate_event, matrix_event, read_report
from chalicelib.domain.generation import Outcome

GATE = {"id": "submissions", "status": "fail", "blame": "wrong", "summary": "one is accepted", "evidence": "secret"}
ROW = {
    "expected": "wrong_answer",
    "verdict": "WRONG_ANSWER",
    "tests": {
        "sample/1": {"verdict": "ACCEPTED", "cpu_s": 0.01},
        "secret/2": {"verdict": "WRONG_ANSWER", "cpu_s": 0.02},
    },
}


def test_report_is_read() -> None:
    data = json.dumps({"outcome": "rejected", "gates": [GATE], "matrix": {"wrong_answer/a.py": ROW}}).encode()
    assert read_report(data) == Report(Outcome.REJECTED, [GATE], {"wrong_answer/a.py": ROW})


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"outcome": "fine", "gates": []}', b'{"outcome": "verified"}'])
def test_report_is_refused_when_it_is_none(data: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_report(data)


def test_gate_is_shown_without_its_evidence() -> None:
    assert gate_event(GATE, "/r").data == {
        "id": "submissions",
        "status": "fail",
        "blame": "wrong",
        "summary": "one is accepted",
        "evidence_ref": "/r",
    }


def test_matrix_names_each_test_once() -> None:
    rows = {
        "wrong_answer/a.py": ROW,
        "accepted/b.py": {**ROW, "tests": {"secret/2": {"verdict": "ACCEPTED", "cpu_s": 0.3}}},
    }
    event = matrix_event(Report(Outcome.VERIFIED, [], rows), "/r")
    assert event.data["tests"] == ["sample/1", "secret/2"]
    solutions = event.data["solutions"]
    assert isinstance(solutions, dict)
    assert solutions["wrong_answer/a.py"]["runs"] == [["AC", 0.01], ["WA", 0.02]]
    assert solutions["accepted/b.py"]["runs"] == [None, ["AC", 0.3]]


def test_matrix_goes_by_reference_when_it_is_large() -> None:
    tests = {f"secret/{number:03d}": {"verdict": "ACCEPTED", "cpu_s": 0.01} for number in range(200)}
    rows = {f"accepted/{number}.py": {**ROW, "tests": tests} for number in range(20)}
    event = matrix_event(Report(Outcome.VERIFIED, [], rows), "/r")
    assert event.data == {"ref": "/r"}
    assert fits(event)
