"""Grades a submission: compiles it once, runs it on the tests in order, decides the verdict."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from chalicelib.protocol import ANSWERS, CompileReport, JobLimits, Result, RunReport, Verdict

from judge import languages as known_languages
from judge.answers import AnswerJudge, is_answers
from judge.case import CaseJudge, CaseResult
from judge.compile import Compiled
from judge.execute import Executable
from judge.generating import generate_tests
from judge.languages import Language, LanguageError
from judge.package import Package, PackageError, TestCase
from judge.ports import SandboxPort
from judge.prepare import JudgeError, Workshop, run_limits
from judge.sandbox.errors import SandboxError
from judge.shelf import Shelf
from judge.submission import Submission
from judge.time_limit import time_limit_of
from judge.walk import walk

__all__ = ["JobLimits", "JudgeError", "Submission", "generate_tests", "grade"]

OnRun = Callable[[RunReport], None]


def _ignore(_: object) -> None:
    pass


@dataclass(frozen=True)
class GradeOptions:
    """`for_judges` puts into the messages what only judges may see: answers, what the program wrote to stderr.

    `shelf` keeps for later calls what does not follow from the submission.
    """

    stop_on_first_failure: bool = True
    for_judges: bool = False
    languages: Mapping[str, Language] | None = None
    shelf: Shelf | None = None


def grade(
    package: Package,
    submission: Submission,
    *,
    sandbox: SandboxPort,
    limits: JobLimits = JobLimits(),  # noqa: B008 - frozen
    stop_on_first_failure: bool = True,
    on_run: OnRun = _ignore,
    options: GradeOptions = GradeOptions(),
) -> Result:
    """The submission's result; `on_run` hears of each test case as it ends.

    What is wrong with the package or with us ends as JUDGE_ERROR with `error` set, never as an exception.
    """
    started = time.monotonic()
    options = replace(options, stop_on_first_failure=stop_on_first_failure and options.stop_on_first_failure)
    grading = _Grading(package, submission, sandbox, limits, options, on_run)
    try:
        result = grading.result()
    except (JudgeError, PackageError, SandboxError, OSError) as exc:
        result = _judge_error(submission, str(exc))
    return replace(result, wall_s=round(time.monotonic() - started, 3), tests_total=len(package.cases()))


def _judge_error(submission: Submission, problem: str) -> Result:
    return Result("", 0, Verdict.JUDGE_ERROR, language=submission.language or "", error=problem)


class _Grading:
    """One submission on its way through compiling, running, validating."""

    def __init__(
        self,
        package: Package,
        submission: Submission,
        sandbox: SandboxPort,
        limits: JobLimits,
        options: GradeOptions,
        on_run: OnRun,
    ) -> None:
        self._package = package
        self._submission = submission
        self._workshop = Workshop(sandbox, options.languages or known_languages.load(), options.shelf)
        self._limits = limits
        self._options = options
        self._on_run = on_run
        self._reports: list[RunReport] = []

    def result(self) -> Result:
        if is_answers(self._package, self._submission, self._workshop):
            validators = self._workshop.output_validators(self._package)
            judge = AnswerJudge(self._workshop.sandbox, self._package, validators, self._submission.files)
            return self._walked(ANSWERS, CompileReport(True, "", 0.0), judge)
        try:
            language = self._workshop.language_of(self._submission)
            memory_mib = self._limits.memory_mib or self._package.limits.memory_mib
            compiled = self._workshop.submission(self._package, self._submission, language, memory_mib)
        except LanguageError as exc:
            return _judge_error(self._submission, f"{self._submission.name}: {exc}")
        if compiled.program is None:
            return Result("", 0, Verdict.COMPILE_ERROR, language=language.code, compile=compiled.report)
        try:
            return self._walked(language.code, compiled.report, self._runner(compiled))
        finally:
            self._workshop.sandbox.discard(compiled.program)

    def _walked(self, language: str, compiled: CompileReport, judge: CaseJudge | AnswerJudge) -> Result:
        walked = walk(
            self._package,
            self._reporting(judge),
            stop_on_first_failure=self._options.stop_on_first_failure,
            grader=self._workshop.grader(self._package),
        )
        return Result(
            job_id="",
            attempt=0,
            verdict=walked.verdict,
            language=language,
            compile=compiled,
            runs=tuple(self._reports),
            score=walked.score,
            error=walked.problem or self._first_judge_error(walked.verdict),
        )

    def _runner(self, compiled: Compiled) -> CaseJudge:
        time_limit_s = self._limits.time_limit_s or time_limit_of(self._package, self._workshop)
        executable = Executable.of(compiled, run_limits(self._package, self._limits, time_limit_s))
        validators = self._workshop.output_validators(self._package)
        return CaseJudge(self._workshop.sandbox, self._package, executable, validators)

    def _reporting(self, judge: CaseJudge | AnswerJudge) -> Callable[[TestCase], CaseResult]:
        def judge_case(case: TestCase) -> CaseResult:
            result = judge.judge(case)
            report = result.report(self._options.for_judges or case.is_sample)
            self._reports.append(report)
            self._on_run(report)
            # Outputs can be large and nobody reads them again: memory stays flat over hundreds of tests.
            return replace(result, output=b"")

        return judge_case

    def _first_judge_error(self, verdict: Verdict) -> str:
        if verdict is not Verdict.JUDGE_ERROR:
            return ""
        failed = (report for report in self._reports if report.verdict is Verdict.JUDGE_ERROR)
        return next((f"{report.test}: {report.message}" for report in failed), "no test case was judged")
