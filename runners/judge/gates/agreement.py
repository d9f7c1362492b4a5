"""Gates `reference-deterministic` and `brute-agrees`: answers come from the reference, brute force confirms them."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.protocol import RunReport, Verdict

from judge.gates.model import Blame, Finding, Gate, GateStatus, failed, passed
from judge.gates.workbench import Workbench
from judge.generating import reference_of
from judge.matrix import Row

_SHOWN = 5
_EASY = ("sample/", "-small-")


def _reference(bench: Workbench) -> Row | None:
    program = reference_of(bench.package)
    return bench.matrix.row(program.name) if program and bench.package.cases() else None


def _decide_reference(row: Row) -> Finding:
    if row.is_missing:
        return Finding(GateStatus.INFRA_FAILURE, Blame.REFERENCE, row.error)
    bad = [run for run in row.runs if run.verdict is not Verdict.ACCEPTED]
    if row.verdict is Verdict.COMPILE_ERROR:
        return failed(Blame.REFERENCE, f"{row.name} does not compile", row.error)
    if bad:
        return failed(Blame.REFERENCE, f"{row.name} got {bad[0].verdict} on {bad[0].test}", _told(bad))
    return passed(Blame.REFERENCE, f"{row.name} is accepted on {len(row.runs)} test cases")


def _brute(bench: Workbench) -> Row | None:
    program = next((item for item in bench.package.submissions if is_brute(item.name)), None)
    return bench.matrix.row(program.name) if program and bench.package.cases() else None


def is_brute(name: str) -> bool:
    folder, _, file = name.partition("/")
    return folder == "brute_force" or file.startswith("brute")


def _decide_brute(row: Row) -> Finding:
    """It may be too slow, but never wrong, and it must finish the samples and the small tests."""
    if row.is_missing:
        return Finding(GateStatus.INFRA_FAILURE, Blame.BRUTE, row.error)
    if row.verdict is Verdict.COMPILE_ERROR:
        return failed(Blame.BRUTE, f"{row.name} does not compile", row.error)
    wrong = [run for run in row.runs if run.verdict is Verdict.WRONG_ANSWER]
    if wrong:
        return failed(Blame.REFERENCE, f"{row.name} and the answers differ on {len(wrong)} test cases", _told(wrong))
    unfinished = [run for run in row.runs if run.verdict is not Verdict.ACCEPTED and _is_easy(run)]
    if unfinished:
        return failed(Blame.BRUTE, f"{row.name} does not finish {unfinished[0].test}", _told(unfinished))
    agreed = sum(run.verdict is Verdict.ACCEPTED for run in row.runs)
    return passed(Blame.REFERENCE, f"{row.name} gives the same answers on {agreed} test cases")


def _is_easy(run: RunReport) -> bool:
    return any(part in run.test for part in _EASY)


def _told(runs: Sequence[RunReport]) -> str:
    return "\n".join(f"{run.test}: {run.verdict} {run.message}".rstrip() for run in runs[:_SHOWN])


REFERENCE = Gate(
    "reference-deterministic", Blame.REFERENCE, _reference, _decide_reference, "no accepted submission or no test cases"
)
BRUTE = Gate("brute-agrees", Blame.BRUTE, _brute, _decide_brute, "no brute force")
