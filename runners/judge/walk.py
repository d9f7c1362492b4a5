"""Goes through the tree of test data in judging order and adds up verdicts and scores."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from chalicelib.protocol import Verdict

from judge.case import CaseResult
from judge.package.model import Aggregation, GroupScoring, LegacyGrading, OnReject, Package, TestCase, TestGroup
from judge.scoring import Graded, ScoreError, case_score, grade_legacy, group_score
from judge.verdict import final_verdict

JudgeCase = Callable[[TestCase], CaseResult]
Grader = Callable[[LegacyGrading, list[Graded]], Graded]


@dataclass(frozen=True)
class Walked:
    """`score` is None unless the problem is a scoring problem; `problem` says what was wrong with its scores.

    `groups` are the scores of groups by name; those of a problem without scores tell nothing. `complaints` are about
    the package: a group's score that is outside of the range that the package states.
    """

    verdict: Verdict
    score: float | None = None
    problem: str = ""
    groups: Mapping[str, float] = field(default_factory=dict, compare=False)
    complaints: tuple[str, ...] = ()


def walk(
    package: Package,
    judge_case: JudgeCase,
    *,
    stop_on_first_failure: bool,
    grader: Grader | None = None,
    judge_uncounted: JudgeCase | None = None,
) -> Walked:
    """Judges a package's tests. Without stopping, tests that neither the verdict nor the score need are judged all the
    same, by `judge_uncounted` if there is one.
    """
    run_all = None if stop_on_first_failure else judge_uncounted or judge_case
    try:
        if package.grades_as_legacy:
            return _walk_legacy(package, _Legacy(judge_case, run_all, package.custom_score, grader))
        if package.is_scoring:
            return _walk_modern(package, _Modern(judge_case, run_all))
    except ScoreError as exc:
        return Walked(Verdict.JUDGE_ERROR, None, str(exc))
    return Walked(_pass_fail(package, judge_case, stop_on_first_failure))


def _pass_fail(package: Package, judge_case: JudgeCase, stop_on_first_failure: bool) -> Verdict:
    verdicts = []
    for case in package.tests.cases():
        verdicts.append(judge_case(case).verdict)
        if verdicts[-1] is not Verdict.ACCEPTED and stop_on_first_failure:
            break
    return final_verdict(verdicts)


def _walk_legacy(package: Package, walker: _Legacy) -> Walked:
    if not any(True for _ in package.tests.cases()):
        return Walked(Verdict.JUDGE_ERROR, None, "the package has no test cases")
    graded = walker.group(package.tests)
    if not package.is_scoring:
        return Walked(graded.verdict)
    score = graded.score if graded.is_accepted else 0.0
    return Walked(graded.verdict, score, groups=walker.scores, complaints=tuple(walker.complaints))


class _Legacy:
    """`on_reject: break` ends a group at its first rejection; what is run after that does not count."""

    def __init__(
        self, judge_case: JudgeCase, uncounted: JudgeCase | None, custom_score: bool, grader: Grader | None
    ) -> None:
        self._judge_case = judge_case
        self._uncounted = uncounted
        self._custom_score = custom_score
        self._grader = grader
        self.scores: dict[str, float] = {}
        self.complaints: list[str] = []

    def group(self, group: TestGroup, counts: bool = True) -> Graded:
        """`counts` is False for a group inside of one that has ended already."""
        counted: list[Graded] = []
        broken = False
        for child in group.children:
            graded = self._child(group, child, counts and not broken)
            if not broken:
                counted.append(graded)
            broken = broken or (not graded.is_accepted and group.grading.on_reject is OnReject.BREAK)
            if broken and self._uncounted is None:
                break
        graded = self._grade(group.grading, counted)
        self._note(group, graded.score)
        return graded

    def _note(self, group: TestGroup, score: float) -> None:
        self.scores[group.name] = score
        low, high = group.grading.range
        if not low <= score <= high:
            where = group.name or "data"
            self.complaints.append(f"{where} scores {score:g}, outside of its range of {low:g} to {high:g}")

    def _grade(self, grading: LegacyGrading, parts: list[Graded]) -> Graded:
        error = next((part for part in parts if part.verdict is Verdict.JUDGE_ERROR), None)
        if error is not None or not parts:
            return error or Graded(Verdict.ACCEPTED)
        if grading.custom and self._grader is not None:
            return self._grader(grading, parts)
        return grade_legacy(parts, grading.grader_flags)

    def _child(self, group: TestGroup, child: TestCase | TestGroup, counts: bool) -> Graded:
        if isinstance(child, TestGroup):
            return self.group(child, counts)
        result = (self._judge_case if counts else self._uncounted or self._judge_case)(child)
        default = group.grading.accept_score if result.verdict is Verdict.ACCEPTED else group.grading.reject_score
        score = result.score if self._custom_score and result.score is not None else default
        return Graded(result.verdict, score)


def _walk_modern(package: Package, walker: _Modern) -> Walked:
    """The score is that of `secret`; samples count only where a group requires them."""
    graded = {group.name: walker.top(group) for group in package.tests.children if isinstance(group, TestGroup)}
    if "secret" not in graded:
        return Walked(Verdict.JUDGE_ERROR, None, "the package has no secret test cases")
    if any(part.verdict is Verdict.JUDGE_ERROR for part in graded.values()):
        return Walked(Verdict.JUDGE_ERROR)
    secret = graded["secret"]
    everything_passed = all(part.is_accepted for part in graded.values())
    verdict = Verdict.ACCEPTED if secret.score > 0 or everything_passed else secret.verdict
    return Walked(verdict, secret.score, groups=walker.scores)


class _Modern:
    """Groups are judged in order, because later ones may require earlier ones."""

    def __init__(self, judge_case: JudgeCase, uncounted: JudgeCase | None) -> None:
        self._judge_case = judge_case
        self._uncounted = uncounted
        self._passed: dict[str, bool] = {}
        self.scores: dict[str, float] = {}

    def top(self, group: TestGroup) -> Graded:
        """`sample` or `secret`: test cases, or groups that score by themselves."""
        if group.name == "sample":
            graded = self._cases(group, GroupScoring())
        elif any(isinstance(child, TestGroup) and child.is_scored for child in group.children):
            parts = [self._scored(child) for child in group.children if isinstance(child, TestGroup)]
            graded = group_score(group.scoring, parts, group.name)
        else:
            graded = self._scored(group)
        return self._noted(group, graded)

    def _noted(self, group: TestGroup, graded: Graded) -> Graded:
        self._passed[group.name] = graded.is_accepted
        self.scores[group.name] = graded.score
        return graded

    def _scored(self, group: TestGroup) -> Graded:
        if not all(self._passed.get(name, False) for name in group.scoring.require_pass):
            graded = Graded(Verdict.WRONG_ANSWER, 0.0)
        else:
            graded = self._cases(group, group.scoring)
        return self._noted(group, graded)

    def _cases(self, group: TestGroup, scoring: GroupScoring) -> Graded:
        cases = list(group.cases())
        counted: list[Graded] = []
        decided = False
        for case in cases:
            judge = self._uncounted if decided and self._uncounted else self._judge_case
            result = judge(case)
            if not decided:
                ignores_score = group.name == "sample"
                given = (None, None) if ignores_score else (result.score, result.score_multiplier)
                score = (
                    0.0
                    if result.verdict is Verdict.JUDGE_ERROR
                    else case_score(result.verdict, scoring, len(cases), *given)
                )
                counted.append(Graded(result.verdict, score))
            decided = decided or _decides(counted[-1], scoring)
            if decided and self._uncounted is None:
                break
        return group_score(scoring, counted, group.name)


def _decides(last: Graded, scoring: GroupScoring) -> bool:
    """Whether no later test case can change the group's score."""
    return not last.is_accepted and scoring.aggregation is not Aggregation.SUM
