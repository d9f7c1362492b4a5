"""Judges one test case: runs the submission, validates what it printed, pass after pass where there are several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from chalicelib.protocol import RunReport, Verdict

from judge.execute import Executable, execute, measured
from judge.interact import Interaction, interact
from judge.package.model import Package, TestCase
from judge.ports import SandboxPort
from judge.sandbox.outcome import Outcome
from judge.sandbox.status import OUT_OF_TIME
from judge.validate import Judgement, ValidationReport, validate_default
from judge.validate.custom import CustomValidator, ValidatorCall, report_of
from judge.verdict import verdict_of_judgement, verdict_of_run, why

_STDERR_SHOWN = 300


@dataclass(frozen=True)
class CaseResult:
    """A judged test case. `judge_message` is for judges only: it may quote answers and what the program said."""

    case: TestCase
    verdict: Verdict
    cpu_s: float = 0.0
    wall_s: float = 0.0
    memory_mib: float = 0.0
    team_message: str = ""
    judge_message: str = ""
    score: float | None = None
    score_multiplier: float | None = None
    output: bytes = b""

    def report(self, for_judges: bool) -> RunReport:
        shown = self.judge_message or self.team_message if for_judges else self.team_message
        return RunReport(
            self.case.name, self.verdict, round(self.cpu_s, 4), round(self.wall_s, 4), round(self.memory_mib, 1), shown
        )


@dataclass(frozen=True)
class _Pass:
    """One run of the submission with its validation, if it came to that."""

    verdict: Verdict
    outcome: Outcome
    validation: ValidationReport | None = None


class CaseJudge:
    """Judges test cases of one package with one compiled submission."""

    def __init__(
        self,
        sandbox: SandboxPort,
        package: Package,
        executable: Executable,
        validators: Sequence[CustomValidator],
    ) -> None:
        self._sandbox = sandbox
        self._package = package
        self._executable = executable
        self._validators = validators

    def judge(self, case: TestCase) -> CaseResult:
        """Reads the test case only now, so that memory does not grow with the number of tests."""
        call = call_for(case)
        result: CaseResult | None = None
        for _ in range(self._package.limits.validation_passes if self._package.is_multi_pass else 1):
            done = self._pass(case, call)
            result = _slower(result, _result(case, done))
            if done.validation is None or done.validation.next_pass is None or done.verdict is not Verdict.ACCEPTED:
                return result
            if not self._package.is_multi_pass:
                return result
            call = replace(call, input=done.validation.next_pass, state=done.validation.feedback)
        assert result is not None
        message = f"the output validator asked for more than {self._package.limits.validation_passes} passes"
        return replace(result, verdict=Verdict.JUDGE_ERROR, judge_message=message)

    def _pass(self, case: TestCase, call: ValidatorCall) -> _Pass:
        if self._package.is_interactive:
            return self._interactive_pass(case, call)
        outcome = execute(self._sandbox, self._executable, call.input, args=case.args, files=_files(case))
        verdict = verdict_of_run(outcome, self._executable.limits.time_limit_s)
        if verdict is not None:
            return _Pass(verdict, outcome)
        validation = validated(self._sandbox, self._validators, call, outcome.stdout)
        return _Pass(verdict_of_judgement(validation.judgement), outcome, validation)

    def _interactive_pass(self, case: TestCase, call: ValidatorCall) -> _Pass:
        validator = self._validators[0]
        seen: list[Interaction] = []

        def run(executable: Executable) -> Outcome:
            seen.append(interact(self._sandbox, executable, validator, call, args=case.args, files=_files(case)))
            return seen[-1].submission

        def of(outcome: Outcome) -> Interaction:
            return next(item for item in seen if item.submission is outcome)

        outcome = measured(self._sandbox, self._executable, run, lambda found: of(found).validator.usage.cpu_s)
        return _decide(of(outcome), validator.name, self._executable.limits.time_limit_s)


def settled(result: CaseResult, report: ValidationReport) -> CaseResult:
    """A run that ended well, as the validator judges what it printed."""
    return replace(
        result,
        verdict=verdict_of_judgement(report.judgement),
        team_message=report.team_message,
        judge_message=report.judge_message,
        score=report.score,
        score_multiplier=report.score_multiplier,
    )


def call_for(case: TestCase) -> ValidatorCall:
    """What an output validator is given besides the output."""
    return ValidatorCall(case.input.read_bytes(), case.answer_data(), case.output_validator_args)


def validated(
    sandbox: SandboxPort, validators: Sequence[CustomValidator], call: ValidatorCall, output: bytes
) -> ValidationReport:
    """All validators must accept; the first that does not decides. Without any, the default one does."""
    if not validators:
        return validate_default(output, call.answer, call.args)
    report = ValidationReport(Judgement.FAILED)
    for validator in validators:
        report = validator.validate(sandbox, call, output)
        if not report.is_accepted:
            break
    return report


def _decide(interaction: Interaction, validator_name: str, time_limit_s: float) -> _Pass:
    """A validator that failed, or rejected before the submission ended, decides; else the submission's own end."""
    report = report_of(validator_name, interaction.validator)
    judged = verdict_of_judgement(report.judgement)
    rejected_first = judged is Verdict.WRONG_ANSWER and interaction.validator_first
    own = verdict_of_run(interaction.submission, time_limit_s)
    if own in (Verdict.JUDGE_ERROR, Verdict.SECURITY_VIOLATION):
        return _Pass(own, interaction.submission, report)
    was_stopped = interaction.submission.status in OUT_OF_TIME and not interaction.validator_first
    if judged is Verdict.JUDGE_ERROR and was_stopped:
        return _Pass(Verdict.TIME_LIMIT_EXCEEDED, interaction.submission, report)
    if judged is Verdict.JUDGE_ERROR or rejected_first or own is None:
        return _Pass(judged, interaction.submission, report)
    return _Pass(own, interaction.submission, report)


def _result(case: TestCase, done: _Pass) -> CaseResult:
    usage, validation = done.outcome.usage, done.validation
    cause = why(done.outcome, done.verdict) if validation is None or not validation.judge_message else ""
    return CaseResult(
        case=case,
        verdict=done.verdict,
        cpu_s=usage.cpu_s,
        wall_s=usage.wall_s,
        memory_mib=usage.memory_mib,
        team_message=(validation.team_message if validation else "") or cause,
        judge_message=_for_judges(done, cause),
        score=validation.score if validation else None,
        score_multiplier=validation.score_multiplier if validation else None,
        output=done.outcome.stdout,
    )


def _for_judges(done: _Pass, cause: str) -> str:
    if done.validation is not None and done.validation.judge_message:
        return done.validation.judge_message
    if done.verdict is not Verdict.RUNTIME_ERROR:
        return cause
    said = done.outcome.stderr.decode("utf-8", "replace").strip()
    return f"{cause}: {said[-_STDERR_SHOWN:]}" if said else cause


def _slower(before: CaseResult | None, now: CaseResult) -> CaseResult:
    """Of several passes the last one decides, the slowest one counts for time and memory."""
    if before is None:
        return now
    return replace(
        now,
        cpu_s=max(before.cpu_s, now.cpu_s),
        wall_s=max(before.wall_s, now.wall_s),
        memory_mib=max(before.memory_mib, now.memory_mib),
    )


def _files(case: TestCase) -> dict[str, bytes]:
    if case.files is None:
        return {}
    found = (path for path in sorted(case.files.rglob("*")) if path.is_file())
    return {path.relative_to(case.files).as_posix(): path.read_bytes() for path in found}
