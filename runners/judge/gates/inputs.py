"""Gates `validator-accepts-tests` and `validator-rejects-invalid`: the input validators on the package's own data."""

from __future__ import annotations

from dataclasses import dataclass, replace

from judge.gates.model import Blame, Finding, Gate, failed, listed, passed
from judge.gates.rejected import culprit
from judge.gates.workbench import Workbench
from judge.input_validation import Rejection
from judge.package import TestCase
from judge.probe.player import together


@dataclass(frozen=True)
class Checked:
    """Per input, in order, the validators that did not accept it."""

    inputs: tuple[tuple[str, tuple[Rejection, ...]], ...]
    blame: Blame = Blame.VALIDATOR


def _check(bench: Workbench, cases: list[TestCase]) -> Checked | None:
    if not cases or not bench.input_checker.validators:
        return None
    # The first one alone: it has the validators compiled.
    first = _asked(bench, cases[0])
    return Checked((first, *together(lambda case: _asked(bench, case), cases[1:])))


def _asked(bench: Workbench, case: TestCase) -> tuple[str, tuple[Rejection, ...]]:
    """The input is read only now: memory does not grow with the number of tests."""
    return case.name, tuple(bench.acceptance.rejections_of(case))


def _measure_tests(bench: Workbench) -> Checked | None:
    outputs = [case for folder in ("valid_output", "invalid_output") for case in bench.extra_cases(folder)]
    checked = _check(bench, [*bench.package.cases(), *outputs])
    rejected = [name for name, found in checked.inputs if found] if checked else []
    return replace(checked, blame=culprit(bench, rejected)) if checked and rejected else checked


def _decide_tests(checked: Checked) -> Finding:
    problems = [f"{name}: {found[0].validator} says {found[0].reason}" for name, found in checked.inputs if found]
    if problems:
        return failed(checked.blame, listed(problems, "inputs"), "\n".join(problems))
    return passed(Blame.VALIDATOR, f"all {len(checked.inputs)} inputs are accepted")


def _measure_invalid(bench: Workbench) -> Checked | None:
    return _check(bench, bench.extra_cases("invalid_input"))


def _decide_invalid(checked: Checked) -> Finding:
    problems = [f"{name} is accepted" for name, found in checked.inputs if not found]
    if problems:
        return failed(Blame.VALIDATOR, listed(problems, "inputs"), "\n".join(problems))
    crashed = [name for name, found in checked.inputs if all(rejection.crashed for rejection in found)]
    if crashed:
        return failed(Blame.VALIDATOR, f"crashes instead of rejecting {listed(crashed, 'inputs')}", "\n".join(crashed))
    return passed(Blame.VALIDATOR, f"all {len(checked.inputs)} invalid inputs are rejected")


ACCEPTS_TESTS = Gate(
    "validator-accepts-tests", Blame.VALIDATOR, _measure_tests, _decide_tests, "no input validator that can run here"
)
REJECTS_INVALID = Gate(
    "validator-rejects-invalid", Blame.VALIDATOR, _measure_invalid, _decide_invalid, "no data/invalid_input"
)
