"""One jury submission on all test cases, for the matrix."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from chalicelib.protocol import RunReport, Verdict

from judge.case import CaseJudge, CaseResult, settled
from judge.package import Package, TestCase
from judge.ports import SandboxPort
from judge.probe.verdicts import Question, Verdicts
from judge.validate import Judgement, ValidationReport
from judge.validate.custom import CustomValidator, ValidatorCall

_LARGE = 1 << 16


@dataclass(frozen=True)
class CutOff:
    """How long a submission is run on though it is too slow: `enough` test cases, or one that was stopped for it."""

    time_limit_s: float
    cut_s: float
    enough: int


class Deferred(CustomValidator):
    """Accepts for now: the output is judged later, with others."""

    def validate(self, _sandbox: SandboxPort, _call: ValidatorCall, _output: bytes) -> ValidationReport:
        return ValidationReport(Judgement.ACCEPTED)


class Line:
    """Runs of one submission; skips those after it proved too slow."""

    def __init__(self, package: Package, judge: CaseJudge, cut_off: CutOff, on_run: Callable[[], None]) -> None:
        self._package = package
        self._judge = judge
        self._cut_off = cut_off
        self._on_run = on_run
        self._too_slow = 0
        self._must_run_all = package.is_scoring or not all(group.grading.is_plain for group in package.tests.groups())
        self._ran: list[str] = []
        # Those of runs that ended well.
        self._outputs: dict[str, bytes] = {}
        self.results: dict[str, CaseResult] = {}

    @property
    def runs(self) -> list[RunReport]:
        return [self.results[name].report(for_judges=True) for name in self._ran]

    def judge_together(self, verdicts: Verdicts) -> None:
        """Runs on all test cases; outputs are judged together, but for large ones, which are not kept so long."""
        asked: list[tuple[str, Question]] = []
        for case in self._package.cases():
            self.judge(case)
            output = self._outputs.pop(case.name, None)
            if output is not None:
                asked.append((case.name, Question.of(case, output)))
            if asked and asked[-1][1].size > _LARGE:
                self._settle([asked.pop()], verdicts)
        self._settle(asked, verdicts)

    def _settle(self, asked: Sequence[tuple[str, Question]], verdicts: Verdicts) -> None:
        reports = verdicts.of([question for _, question in asked])
        for (name, _), report in zip(asked, reports, strict=True):
            self.results[name] = settled(self.results[name], report)

    def judge(self, case: TestCase) -> CaseResult:
        self.results[case.name] = self._judged(case)
        self._on_run()
        return self.results[case.name]

    def judge_uncounted(self, case: TestCase) -> CaseResult:
        """A test case that no score needs any more: one that is shown, but not waited for."""
        self.results[case.name] = self._too_slow_too(case) if self._is_too_slow else self._judged(case)
        self._on_run()
        return self.results[case.name]

    @property
    def _is_too_slow(self) -> bool:
        return self._too_slow >= self._cut_off.enough

    def _is_hopeless(self, result: CaseResult) -> bool:
        """Stopped at the end of the margin, or on the clock, which allows twice as much."""
        return result.cpu_s >= self._cut_off.cut_s or result.cpu_s <= self._cut_off.time_limit_s

    def _too_slow_too(self, case: TestCase) -> CaseResult:
        return CaseResult(case, Verdict.TIME_LIMIT_EXCEEDED)

    def _judged(self, case: TestCase) -> CaseResult:
        if self._is_too_slow and not self._must_run_all:
            return self._too_slow_too(case)
        result = self._judge.judge(case)
        if result.verdict is Verdict.ACCEPTED:
            self._outputs[case.name] = result.output
        result = replace(result, output=b"")
        if result.cpu_s > self._cut_off.time_limit_s and result.verdict is not Verdict.JUDGE_ERROR:
            result = replace(result, verdict=Verdict.TIME_LIMIT_EXCEEDED)
        if result.verdict is Verdict.TIME_LIMIT_EXCEEDED:
            self._too_slow += self._cut_off.enough if self._is_hopeless(result) else 1
        self._ran.append(case.name)
        return result
