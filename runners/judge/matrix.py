"""The matrix of a package: each jury submission on each test case, with times."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TypeVar

from chalicelib.protocol import JobLimits, RunReport, Verdict

from judge.answers import AnswerJudge, is_answers
from judge.case import CaseJudge, CaseResult
from judge.compile import Compiled
from judge.execute import Executable
from judge.jury import jury_submission
from judge.line import CutOff, Deferred, Line
from judge.package import Package, SourceProgram
from judge.package.expectations import Bound, Expectation, Rule
from judge.prepare import JudgeError, Workshop, run_limits
from judge.probe.programs import NotCompiled, Programs
from judge.probe.verdicts import Verdicts
from judge.submission import Submission
from judge.time_limit import MEASURING_LIMIT_S, derived_limit
from judge.verdict import ON_THE_CLOCK
from judge.walk import JudgeCase, walk

# Once so many test cases are too slow, or one by the full margin, the others tell nothing new and cost minutes.
_TOO_SLOW_IS_ENOUGH = 2
_TOGETHER = 2


@dataclass(frozen=True)
class Row:
    """One jury submission. `runs` leaves out test cases that were skipped; `error` says why nothing ran.

    `complaints` are about how the package scores; `results` are what the verdict was decided from, by test case.
    `is_missing`: it cannot run here, because its language is not installed or not known.
    """

    name: str
    promise: Expectation
    verdict: Verdict
    runs: tuple[RunReport, ...] = ()
    score: float | None = None
    error: str = ""
    group_scores: Mapping[str, float] = field(default_factory=dict)
    is_missing: bool = False
    complaints: tuple[str, ...] = ()
    results: Mapping[str, CaseResult] = field(default_factory=dict, repr=False, compare=False)

    @property
    def slowest_s(self) -> float:
        return max((run.cpu_s for run in self.runs), default=0.0)

    def bounding_s(self, bound: Bound) -> float | None:
        """The time that bounds the time limit on this side; None if no test case of it does."""
        times = [_slowest_s(runs) for rule in self.promise.rules if bound in rule.bounds and (runs := self._of(rule))]
        if not times:
            return None
        return max(times) if bound is Bound.LOWER else min(times)

    def _of(self, rule: Rule) -> list[RunReport]:
        return [run for run in self.runs if rule.covers(run.test)]


def _slowest_s(runs: Sequence[RunReport]) -> float:
    """A run that was stopped on the clock counts with that time: it may have slept."""
    return max(run.wall_s / 2 if run.message == ON_THE_CLOCK else run.cpu_s for run in runs)


@dataclass(frozen=True)
class Matrix:
    """`stated` says that the package or the caller states the time limit, otherwise it was derived."""

    rows: tuple[Row, ...]
    tests: tuple[str, ...]
    time_limit_s: float
    stated: bool

    def row(self, name: str) -> Row | None:
        return next((row for row in self.rows if row.name == name), None)


@dataclass(frozen=True)
class MatrixEvent:
    """`row` is set when a submission is done; otherwise one more of `total` runs is."""

    total: int
    name: str
    row: Row | None = None


OnMatrix = Callable[[MatrixEvent], None]


def measure_matrix(
    package: Package,
    promises: Mapping[str, Expectation],
    programs: Programs,
    workshop: Workshop,
    limits: JobLimits,
    on_event: OnMatrix,
    verdicts: Verdicts | None = None,
) -> Matrix:
    """Judges those first that bound the time limit from below, so that it is known for the others.

    With `verdicts` the outputs of a submission are judged together, by output validators of the package's own.
    """
    stated = limits.time_limit_s or package.limits.time_limit_s
    judge = _MatrixJudge(package, promises, programs, workshop, limits, on_event, verdicts)
    first, others = _split(package, promises, by_bound=stated is None)
    measured = judge.rows(first, stated or MEASURING_LIMIT_S)
    time_limit_s = stated or _derive(package, measured)
    rows = [judge.under(row, time_limit_s) for row in measured] + judge.rows(others, time_limit_s)
    ordered = sorted(rows, key=lambda row: [program.name for program in package.submissions].index(row.name))
    return Matrix(tuple(ordered), tuple(case.name for case in package.cases()), time_limit_s, stated is not None)


def _split(
    package: Package, promises: Mapping[str, Expectation], by_bound: bool
) -> tuple[list[SourceProgram], list[SourceProgram]]:
    first = [program for program in package.submissions if by_bound and promises[program.name].has_bound(Bound.LOWER)]
    return first, [program for program in package.submissions if program not in first]


def _derive(package: Package, rows: list[Row]) -> float:
    """From accepted submissions and from others that must not be too slow, unless one of these never ends."""
    counted = [row for row in rows if row.promise.is_accepted or row.verdict is not Verdict.TIME_LIMIT_EXCEEDED]
    times = [seconds for row in counted if (seconds := row.bounding_s(Bound.LOWER)) is not None]
    return derived_limit(package.limits, max(times, default=0.0))


R = TypeVar("R", RunReport, CaseResult)


def _under(run: R, time_limit_s: float) -> R:
    """The run as it is under a limit that became known only after it."""
    is_slow = run.cpu_s > time_limit_s and run.verdict is not Verdict.JUDGE_ERROR
    return replace(run, verdict=Verdict.TIME_LIMIT_EXCEEDED) if is_slow else run


class _MatrixJudge:
    """Judges submissions, a few at a time."""

    def __init__(
        self,
        package: Package,
        promises: Mapping[str, Expectation],
        programs: Programs,
        workshop: Workshop,
        limits: JobLimits,
        on_event: OnMatrix,
        verdicts: Verdicts | None,
    ) -> None:
        self._package = package
        self._promises = promises
        self._programs = programs
        self._workshop = workshop
        self._limits = limits
        self._on_event = on_event
        self._verdicts = verdicts
        self._total = len(package.submissions) * len(package.cases())

    def rows(self, programs: list[SourceProgram], time_limit_s: float) -> list[Row]:
        with ThreadPoolExecutor(_TOGETHER) as pool:
            return list(pool.map(lambda program: self._row(program, time_limit_s), programs))

    def under(self, row: Row, time_limit_s: float) -> Row:
        """The row as it is under a limit that became known only after its runs."""
        if not row.results:
            return row
        results = {name: _under(result, time_limit_s) for name, result in row.results.items()}
        runs = tuple(_under(run, time_limit_s) for run in row.runs)
        return self._decided(replace(row, runs=runs, results=results), lambda case: results[case.name])

    def _decided(self, row: Row, judge_case: JudgeCase, judge_uncounted: JudgeCase | None = None) -> Row:
        """Adds up verdicts and scores as the package says, by its own grader if it has one."""
        walked = walk(
            self._package,
            judge_case,
            stop_on_first_failure=False,
            grader=self._workshop.grader(self._package),
            judge_uncounted=judge_uncounted,
        )
        return replace(
            row,
            verdict=walked.verdict,
            score=walked.score,
            error=walked.problem,
            group_scores=walked.groups,
            complaints=walked.complaints,
        )

    def _row(self, program: SourceProgram, time_limit_s: float) -> Row:
        promise = self._promises[program.name]
        submission = jury_submission(self._package, program, promise)
        if is_answers(self._package, submission, self._workshop):
            return self._answered(Row(program.name, promise, Verdict.JUDGE_ERROR), submission)
        compiled = self._programs.submission(program)
        if isinstance(compiled, NotCompiled):
            verdict = Verdict.JUDGE_ERROR if compiled.is_ours else Verdict.COMPILE_ERROR
            row = Row(program.name, promise, verdict, error=compiled.reason, is_missing=compiled.is_ours)
        else:
            row = self._judged(program, promise, compiled, time_limit_s)
        self._on_event(MatrixEvent(self._total, program.name, row))
        return row

    def _answered(self, row: Row, submission: Submission) -> Row:
        validators = self._workshop.output_validators(self._package)
        judge = AnswerJudge(self._workshop.sandbox, self._package, validators, submission.files)
        results = {case.name: judge.judge(case) for case in self._package.cases()}
        runs = tuple(result.report(for_judges=True) for result in results.values())
        row = self._decided(replace(row, runs=runs, results=results), lambda case: results[case.name])
        self._on_event(MatrixEvent(self._total, row.name, row))
        return row

    def _judged(self, program: SourceProgram, promise: Expectation, compiled: Compiled, time_limit_s: float) -> Row:
        try:
            return self._run(program, promise, compiled, time_limit_s)
        except JudgeError as exc:
            return Row(program.name, promise, Verdict.JUDGE_ERROR, error=str(exc))

    def _run(self, program: SourceProgram, promise: Expectation, compiled: Compiled, time_limit_s: float) -> Row:
        """A submission that should be too slow may run on to the format's margin, so that the margin is seen."""
        cut_s = (
            time_limit_s * self._package.limits.time_limit_to_tle if promise.has_bound(Bound.UPPER) else time_limit_s
        )
        executable = Executable.of(
            compiled, replace(run_limits(self._package, self._limits, time_limit_s), time_limit_s=cut_s)
        )
        may_be_slow = promise.permits(Verdict.TIME_LIMIT_EXCEEDED) and not promise.has_bound(Bound.UPPER)
        executable = replace(executable, repeats=not may_be_slow)
        validators = self._workshop.output_validators(self._package)
        if self._verdicts is not None:
            validators = [Deferred(v.name, v.program, v.limits, v.memory_overhead_mib) for v in validators]
        judge = CaseJudge(self._workshop.sandbox, self._package, executable, validators)
        cut_off = CutOff(time_limit_s, cut_s, enough=1 if may_be_slow else _TOO_SLOW_IS_ENOUGH)
        line = Line(self._package, judge, cut_off, lambda: self._on_event(MatrixEvent(self._total, program.name)))
        row = Row(program.name, promise, Verdict.JUDGE_ERROR)
        if self._verdicts is None:
            row = self._decided(row, line.judge, line.judge_uncounted)
        else:
            line.judge_together(self._verdicts)
            row = self._decided(row, lambda case: line.results[case.name])
        return replace(row, runs=tuple(line.runs), results=line.results)
