"""Gate `submissions`: every jury submission does what is promised of it."""

from __future__ import annotations

from dataclasses import replace

from chalicelib.protocol import Verdict

from judge.fulfil import broken_promises
from judge.gates.model import Blame, Finding, Gate, GateStatus, failed, passed
from judge.gates.workbench import Workbench
from judge.matrix import Matrix, Row
from judge.package.expectations import Bound
from judge.probe.agreement import Cause

# The format wants twice the time of the slowest; a busy machine adds a quarter.
_MARGIN = 1.6


def _measure(bench: Workbench) -> Matrix | None:
    """Without the solution that `brute-agrees` finds at odds with the model solution: who is wrong is told there."""
    if not (bench.package.submissions and bench.package.cases()):
        return None
    told = _at_odds(bench)
    return replace(bench.matrix, rows=tuple(row for row in bench.matrix.rows if row.name != told))


def _at_odds(bench: Workbench) -> str:
    found = bench.agreement
    is_told = found is not None and found.cause(bench.says_any) in (Cause.REFERENCE, Cause.RIVAL)
    return found.rival if found is not None and is_told else ""


def _decide(matrix: Matrix) -> Finding:
    broken = {row.name: problems for row in matrix.rows if not row.is_missing and (problems := broken_promises(row))}
    missing = [f"{row.name}: {row.error}" for row in matrix.rows if row.is_missing]
    evidence = "\n".join([f"{name}: {'; '.join(problems)}" for name, problems in broken.items()] + missing)
    if broken:
        name, problems = next(iter(broken.items()))
        more = f" (and {len(broken) - 1} more submissions)" if len(broken) > 1 else ""
        row = next(row for row in matrix.rows if row.name == name)
        return failed(_blame(row, matrix), f"{name}: {problems[0]}{more}", evidence)
    judged = len(matrix.rows) - len(missing)
    if missing:
        summary = f"{judged} as promised, {len(missing)} cannot run here"
        return Finding(GateStatus.PASS if judged else GateStatus.INFRA_FAILURE, Blame.PACKAGE, summary, evidence)
    return passed(Blame.TESTS, f"all {judged} submissions get what is promised")


def _blame(row: Row, matrix: Matrix) -> Blame:
    """Who is likely wrong: the judge's program, the checker, the submission itself, the limits, or lenient tests."""
    if any(run.verdict is Verdict.JUDGE_ERROR for run in row.runs):
        return Blame.CHECKER
    folder = row.name.split("/")[0]
    if row.verdict is Verdict.TIME_LIMIT_EXCEEDED and _is_limit_too_tight(matrix):
        return Blame.PACKAGE
    if folder == "accepted":
        return Blame.PACKAGE if _are_limits_wrong(row, matrix) else Blame.REFERENCE
    if folder == "brute_force":
        return Blame.BRUTE
    return Blame.TESTS if row.verdict is Verdict.ACCEPTED else Blame.WRONG


def _is_limit_too_tight(matrix: Matrix) -> bool:
    """Whether even accepted submissions that end in time leave no margin."""
    accepted = [row for row in matrix.rows if row.promise.is_accepted and row.verdict is Verdict.ACCEPTED]
    times = [seconds for row in accepted if (seconds := row.bounding_s(Bound.LOWER)) is not None]
    return bool(times) and max(times) > matrix.time_limit_s / _MARGIN


def _are_limits_wrong(row: Row, matrix: Matrix) -> bool:
    """Whether several accepted submissions, all there are, meet the same limit."""
    accepted = [other for other in matrix.rows if other.name.startswith("accepted/") and not other.is_missing]
    is_limit = row.verdict in (Verdict.TIME_LIMIT_EXCEEDED, Verdict.MEMORY_LIMIT_EXCEEDED)
    return is_limit and len(accepted) > 1 and all(other.verdict is row.verdict for other in accepted)


GATE = Gate("submissions", Blame.TESTS, _measure, _decide, "no submissions or no test cases")
