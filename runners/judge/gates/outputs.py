"""Gates on the output validator: the package's answers, `valid_output` and `invalid_output`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from judge.gates.model import Blame, Finding, Gate, failed, listed, passed
from judge.gates.workbench import Workbench
from judge.package import TestCase
from judge.probe.verdicts import Question
from judge.validate import Judgement, ValidationReport


@dataclass(frozen=True)
class Judged:
    """Per output, in order, what the output validator said, which is the package's `own` or the default one."""

    outputs: tuple[tuple[str, ValidationReport], ...]
    own: bool = True


def _judge(bench: Workbench, outputs: list[tuple[TestCase, Path]]) -> Judged | None:
    if not outputs or bench.package.is_interactive or bench.package.is_multi_pass:
        return None
    reports = bench.verdicts.of([Question.of(case, path.read_bytes()) for case, path in outputs])
    found = tuple((case.name, report) for (case, _), report in zip(outputs, reports, strict=True))
    return Judged(found, bool(bench.output_validators))


def _samples(bench: Workbench) -> Judged | None:
    """What the statement shows must be right: `.out` where there is one, else `.ans`."""
    samples = [case for case in bench.package.cases() if case.is_sample]
    shown = [(case, case.output or case.answer) for case in samples if not _is_overridden(case)]
    return _judge(bench, [(case, path) for case, path in shown if path is not None])


def _is_overridden(case: TestCase) -> bool:
    stem = case.input.with_suffix("")
    return any(Path(f"{stem}{suffix}").exists() for suffix in (".ans.statement", ".interaction"))


def _extra(bench: Workbench, folder: str) -> Judged | None:
    found = [(case, case.output) for case in bench.extra_cases(folder)]
    return _judge(bench, [(case, path) for case, path in found if path is not None])


def _all_accepted(judged: Judged, blame: Blame = Blame.CHECKER) -> Finding:
    problems = [f"{name}: {_said(report)}" for name, report in judged.outputs if not report.is_accepted]
    if problems:
        return failed(blame, listed(problems, "outputs"), "\n".join(problems))
    return passed(Blame.CHECKER, f"all {len(judged.outputs)} outputs are accepted")


def _samples_accepted(judged: Judged) -> Finding:
    """The default validator is right about what is shown."""
    return _all_accepted(judged, Blame.CHECKER if judged.own else Blame.TESTS)


def _all_rejected(judged: Judged) -> Finding:
    problems = [
        f"{name}: {_said(report)}" for name, report in judged.outputs if report.judgement is not Judgement.REJECTED
    ]
    if problems:
        return failed(Blame.CHECKER, listed(problems, "outputs"), "\n".join(problems))
    return passed(Blame.CHECKER, f"all {len(judged.outputs)} outputs are rejected")


def _said(report: ValidationReport) -> str:
    message = report.judge_message or report.team_message
    return f"{report.judgement}{': ' if message else ''}{message}"


SAMPLES = Gate("samples-accepted", Blame.CHECKER, _samples, _samples_accepted, "no sample outputs to check")
VALID_OUTPUT = Gate(
    "valid-output-accepted",
    Blame.CHECKER,
    lambda bench: _extra(bench, "valid_output"),
    _all_accepted,
    "no data/valid_output",
)
INVALID_OUTPUT = Gate(
    "invalid-output-rejected",
    Blame.CHECKER,
    lambda bench: _extra(bench, "invalid_output"),
    _all_rejected,
    "no data/invalid_output",
)
