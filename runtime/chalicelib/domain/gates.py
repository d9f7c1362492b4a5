"""What a runner's report says of a draft, and how it is shown in frames."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from chalicelib.domain.frames import Event, FrameType, bounded, stage_finished
from chalicelib.domain.generation import Outcome
from chalicelib.domain.stages import VERIFY
from chalicelib.protocol import Verdict

_SHOWN = ("id", "status", "blame", "summary")


@dataclass(frozen=True)
class Report:
    """`gates` in the order in which they ran; `matrix` by submission, with each run's verdict and time by test.

    `wall_s` is how long the verification took.
    """

    outcome: Outcome
    gates: Sequence[Mapping[str, object]]
    matrix: Mapping[str, Mapping[str, object]]
    wall_s: float = 0.0


def read_report(data: bytes) -> Report:
    """Raises ValueError if it is none."""
    try:
        raw = json.loads(data)
        gates, matrix = [dict(gate) for gate in raw["gates"]], dict(raw.get("matrix", {}))
        return Report(Outcome(raw["outcome"]), gates, matrix, float(raw.get("wall_s", 0)))
    except (KeyError, TypeError) as exc:
        raise ValueError(f"not a report: {exc!r}") from exc


def report_path(job_id: str) -> str:
    """Where the report that a generation ended with can be fetched."""
    return f"/generations/{job_id}/report"


def check_path(job_id: str, number: int) -> str:
    """Where the report of one check can be fetched, also of one that led to a repair."""
    return f"{report_path(job_id)}?check={number}"


def public(data: bytes) -> bytes:
    """The report as anybody may see it who may see the problem: what was asked, answered and measured.

    Evidence can hold inputs of secret tests, errors of jury programs. Raises ValueError if `data` is no report.
    """
    report = read_report(data)
    shown = {
        "outcome": str(report.outcome),
        "time_limit_s": json.loads(data).get("time_limit_s"),
        "gates": [{name: gate.get(name) for name in _SHOWN} for gate in report.gates],
        "matrix": {name: _public_row(row) for name, row in report.matrix.items()},
    }
    return json.dumps(shown, ensure_ascii=False).encode()


def _public_row(row: Mapping[str, object]) -> dict[str, object]:
    runs = {test: {"verdict": run["verdict"], "cpu_s": run["cpu_s"]} for test, run in _runs(row).items()}
    return {"expected": row["expected"], "verdict": row["verdict"], "tests": runs}


def events(report: Report, job_id: str, number: int) -> list[Event]:
    """All that a check tells those who follow: its gates, the matrix if there is one, that it is finished."""
    where = check_path(job_id, number)
    told = [gate_event(gate, where) for gate in report.gates]
    matrix = [matrix_event(report, where)] if report.matrix else []
    finished = stage_finished(VERIFY, check_of(number), duration_ms=round(report.wall_s * 1000), tokens=0)
    return [*told, *matrix, finished]


def check_of(number: int) -> int:
    """Which check of a draft, from 1, the runner's job of that number belongs to: each check has two."""
    return (number + 1) // 2


def gate_event(gate: Mapping[str, object], ref: str) -> Event:
    """The gate without its evidence, which is read under `ref`."""
    shown = {name: gate.get(name) for name in _SHOWN}
    return bounded(Event(FrameType.GATE, {**shown, "evidence_ref": ref}), ref)


def matrix_event(report: Report, ref: str) -> Event:
    """Solutions by tests: per test the code of the verdict and the CPU seconds, null where it was not run."""
    tests = list(dict.fromkeys(test for row in report.matrix.values() for test in _runs(row)))
    solutions = {name: _solution(row, tests) for name, row in report.matrix.items()}
    return bounded(Event(FrameType.MATRIX, {"tests": tests, "solutions": solutions}), ref)


def _solution(row: Mapping[str, object], tests: Sequence[str]) -> dict[str, object]:
    runs = {test: [Verdict(str(run["verdict"])).code, run["cpu_s"]] for test, run in _runs(row).items()}
    return {"expected": row["expected"], "verdict": row["verdict"], "runs": [runs.get(test) for test in tests]}


def _runs(row: Mapping[str, object]) -> Mapping[str, Mapping[str, object]]:
    return cast("Mapping[str, Mapping[str, object]]", row.get("tests", {}))
