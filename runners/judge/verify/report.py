"""What verifying a package found: one line per gate, one row per jury submission, one outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from judge.fulfil import broken_promises
from judge.gates.model import GateResult, GateStatus
from judge.matrix import Matrix, Row


class Outcome(StrEnum):
    """`rejected`: a gate failed; `needs_review`: none failed, but one could not be decided."""

    VERIFIED = "verified"
    NEEDS_REVIEW = "needs_review"
    REJECTED = "rejected"


@dataclass(frozen=True)
class VerifyReport:
    """`matrix` is None if no gate got as far as running submissions."""

    outcome: Outcome
    gates: tuple[GateResult, ...]
    matrix: Matrix | None
    wall_s: float

    def to_json(self) -> dict[str, object]:
        """The form of the package contract; `tests` adds each run's verdict and time."""
        return {
            "outcome": str(self.outcome),
            "wall_s": round(self.wall_s, 3),
            "time_limit_s": self.matrix.time_limit_s if self.matrix else None,
            "gates": [gate.to_json() for gate in self.gates],
            "matrix": {row.name: _row_json(row) for row in self.matrix.rows} if self.matrix else {},
        }


def _row_json(row: Row) -> dict[str, object]:
    return {
        "expected": row.promise.label,
        "verdict": str(row.verdict),
        "slowest_s": round(row.slowest_s, 4),
        "as_expected": None if row.is_missing else not broken_promises(row),
        **({"error": row.error.splitlines()[0]} if row.error else {}),
        **({"score": row.score} if row.score is not None else {}),
        "tests": {run.test: {"verdict": str(run.verdict), "cpu_s": run.cpu_s} for run in row.runs},
    }


def matrix_frame(matrix: Matrix) -> Mapping[str, object]:
    """Solutions by tests as watchers are shown it: per run the verdict's code and its CPU seconds, null if not run."""
    return {"tests": list(matrix.tests), "solutions": {row.name: _solution(row, matrix.tests) for row in matrix.rows}}


def _solution(row: Row, tests: Sequence[str]) -> dict[str, object]:
    runs = {run.test: [run.verdict.code, round(run.cpu_s, 3)] for run in row.runs}
    return {
        "expected": row.promise.label,
        "verdict": str(row.verdict),
        "runs": [runs.get(test) for test in tests],
    }


def outcome_of(statuses: Sequence[GateStatus]) -> Outcome:
    """Rejected if a gate failed; needs review if one could not decide, or if none passed; else verified."""
    if GateStatus.FAIL in statuses:
        return Outcome.REJECTED
    if GateStatus.INFRA_FAILURE in statuses or GateStatus.PASS not in statuses:
        return Outcome.NEEDS_REVIEW
    return Outcome.VERIFIED
