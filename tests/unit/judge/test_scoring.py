"""Scores of both formats: pure arithmetic on verdicts."""

from __future__ import annotations

from pathlib import Path

import pytest
from chalicelib.protocol import Verdict
from judge.case import CaseResult
from judge.package import Package, TestCase
from judge.package.expectations import expectations
from judge.package.model import Aggregation, GroupScoring
from judge.scoring import Graded, ScoreError, case_score, grade_legacy, group_score
from judge.walk import Walked, walk

from tests.unit.judge.package_files import legacy, modern, pair

V = Verdict
AC, WA, TLE, RTE = (V.ACCEPTED, V.WRONG_ANSWER, V.TIME_LIMIT_EXCEEDED, V.RUNTIME_ERROR)


@pytest.mark.parametrize(
    ("parts", "flags", "expected"),
    [
        ([], "", Graded(AC, 0)),
        ([Graded(AC, 1), Graded(AC, 2)], "", Graded(AC, 3)),
        ([Graded(AC, 1), Graded(AC, 2)], "min", Graded(AC, 1)),
        ([Graded(AC, 1), Graded(AC, 2)], "max", Graded(AC, 2)),
        ([Graded(AC, 1), Graded(AC, 2)], "avg", Graded(AC, 1.5)),
        ([Graded(AC, 1), Graded(AC, 2)], "min sum", Graded(AC, 3)),
        ([Graded(WA, 0), Graded(RTE, 0), Graded(TLE, 0)], "", Graded(RTE, 0)),
        ([Graded(WA, 0), Graded(RTE, 0)], "first_error", Graded(WA, 0)),
        ([Graded(WA, 0), Graded(AC, 5)], "always_accept", Graded(AC, 5)),
        ([Graded(WA, 0), Graded(AC, 5)], "accept_if_any_accepted", Graded(AC, 5)),
        ([Graded(WA, 0), Graded(TLE, 0)], "accept_if_any_accepted", Graded(TLE, 0)),
        ([Graded(WA, 7), Graded(AC, 5)], "ignore_sample", Graded(AC, 5)),
    ],
)
def test_default_grader_of_the_legacy_format(parts: list[Graded], flags: str, expected: Graded) -> None:
    assert grade_legacy(parts, flags.split()) == expected


SUM, MIN = (GroupScoring(aggregation, max_score=60) for aggregation in (Aggregation.SUM, Aggregation.MIN))
UNBOUNDED = GroupScoring(Aggregation.SUM)


@pytest.mark.parametrize(
    ("group", "verdict", "score", "multiplier", "expected"),
    [
        (SUM, AC, None, None, 20),
        (SUM, AC, 5, None, 5),
        (SUM, AC, None, 0.25, 5),
        (SUM, WA, None, None, 0),
        (MIN, AC, None, None, 60),
        (MIN, AC, None, 0.5, 30),
        (UNBOUNDED, AC, 123, None, 123),
        (GroupScoring(Aggregation.SUM, 60, static_score=30), AC, None, None, 10),
        (GroupScoring(Aggregation.PASS_FAIL, 60), AC, None, None, 0),
    ],
)
def test_scores_of_test_cases(
    group: GroupScoring, verdict: Verdict, score: float | None, multiplier: float | None, expected: float
) -> None:
    assert case_score(verdict, group, 3, score, multiplier) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("group", "verdict", "score", "multiplier", "problem"),
    [
        (SUM, WA, 5, None, "rejects"),
        (SUM, AC, 5, 0.5, "both"),
        (SUM, AC, 21, None, "outside"),
        (SUM, AC, -1, None, "outside"),
        (SUM, AC, None, 1.1, "outside"),
        (UNBOUNDED, AC, None, None, r"no score\.txt"),
        (UNBOUNDED, AC, None, 0.5, "unbounded"),
        (GroupScoring(Aggregation.PASS_FAIL, 60), AC, 5, None, "pass-fail"),
    ],
)
def test_what_the_format_calls_a_judge_error(
    group: GroupScoring, verdict: Verdict, score: float | None, multiplier: float | None, problem: str
) -> None:
    with pytest.raises(ScoreError, match=problem):
        case_score(verdict, group, 3, score, multiplier)


def test_scores_of_groups() -> None:
    parts = [Graded(AC, 10), Graded(WA, 0), Graded(AC, 5)]
    assert group_score(SUM, parts, "g") == Graded(WA, 15)
    assert group_score(MIN, parts, "g") == Graded(WA, 0)
    assert group_score(GroupScoring(max_score=9), parts, "g") == Graded(WA, 0)
    assert group_score(GroupScoring(max_score=9), parts[:1], "g") == Graded(AC, 9)
    with pytest.raises(ScoreError, match="more than its max_score"):
        group_score(GroupScoring(Aggregation.SUM, max_score=14), parts, "g")


def walked(package: Package, failing: dict[str, Verdict], run_all: bool = False) -> tuple[Walked, list[str]]:
    """The walk where these test cases fail and all others are accepted; and which ones were judged."""
    judged: list[str] = []

    def judge_case(case: TestCase) -> CaseResult:
        judged.append(case.name)
        return CaseResult(case, failing.get(case.name, AC))

    return walk(package, judge_case, stop_on_first_failure=not run_all), judged


def uncounted(package: Package, failing: dict[str, Verdict]) -> list[str]:
    """The test cases that no score needs."""
    found: list[str] = []

    def note(case: TestCase) -> CaseResult:
        found.append(case.name)
        return CaseResult(case, WA)

    def judge_case(case: TestCase) -> CaseResult:
        return CaseResult(case, failing.get(case.name, AC))

    walk(package, judge_case, stop_on_first_failure=False, judge_uncounted=note)
    return found


GROUPS = {
    **pair("sample/1", "secret/g1/1", "secret/g1/2", "secret/g2/1", "secret/g2/2", "secret/g3/1"),
    "data/secret/g1/test_group.yaml": "max_score: 20\n",
    "data/secret/g2/test_group.yaml": "max_score: 30\nscore_aggregation: sum\nrequire_pass: sample\n",
    "data/secret/g3/test_group.yaml": "max_score: 50\nrequire_pass: [secret/g1]\n",
}


@pytest.mark.parametrize(
    ("failing", "expected", "skipped"),
    [
        ({}, Walked(AC, 100), []),
        ({"secret/g1/1": WA}, Walked(AC, 30), ["secret/g1/2", "secret/g3/1"]),
        ({"secret/g2/1": TLE}, Walked(AC, 85), []),
        ({"sample/1": WA}, Walked(AC, 70), ["secret/g2/1", "secret/g2/2"]),
        ({"secret/g1/1": WA, "secret/g2/1": TLE, "secret/g2/2": TLE}, Walked(WA, 0), ["secret/g1/2", "secret/g3/1"]),
        ({"secret/g3/1": V.JUDGE_ERROR}, Walked(V.JUDGE_ERROR), []),
    ],
)
def test_groups_of_the_new_format(
    tmp_path: Path, failing: dict[str, Verdict], expected: Walked, skipped: list[str]
) -> None:
    package = modern(tmp_path, GROUPS, "type: scoring\n")
    result, judged = walked(package, failing)
    assert result == expected
    assert sorted({case.name for case in package.cases()} - set(judged)) == skipped


def test_scores_of_groups_are_told_by_name(tmp_path: Path) -> None:
    modern_groups = walked(modern(tmp_path / "a", GROUPS, "type: scoring\n"), {"secret/g2/1": TLE})[0].groups
    assert modern_groups == {"sample": 0, "secret/g1": 20, "secret/g2": 15, "secret/g3": 50, "secret": 85}
    old = walked(legacy(tmp_path / "b", LEGACY_GROUPS, "name: A\ntype: scoring\n"), {"secret/a/1": WA})[0].groups
    assert (old["secret/a"], old["secret/b"], old["secret"]) == (0, 60, 60)


LEGACY_GROUPS = {
    **pair("sample/1", "secret/a/1", "secret/a/2", "secret/b/1"),
    "data/testdata.yaml": "on_reject: continue\ngrader_flags: ignore_sample\n",
    "data/secret/testdata.yaml": "grader_flags: accept_if_any_accepted\n",
    "data/secret/a/testdata.yaml": "on_reject: break\naccept_score: 40\ngrader_flags: min\n",
    "data/secret/b/testdata.yaml": "on_reject: break\naccept_score: 60\ngrader_flags: min\n",
}


@pytest.mark.parametrize(
    ("failing", "expected", "skipped"),
    [
        ({}, Walked(AC, 100), []),
        ({"secret/a/1": WA}, Walked(AC, 60), ["secret/a/2"]),
        ({"sample/1": WA}, Walked(AC, 100), []),
        ({"secret/a/2": WA, "secret/b/1": RTE}, Walked(RTE, 0), []),
    ],
)
def test_groups_of_the_legacy_format(
    tmp_path: Path, failing: dict[str, Verdict], expected: Walked, skipped: list[str]
) -> None:
    package = legacy(tmp_path, LEGACY_GROUPS, "name: A\ntype: scoring\n")
    result, judged = walked(package, failing)
    assert result == expected
    assert sorted({case.name for case in package.cases()} - set(judged)) == skipped


def test_going_on_after_a_failure_does_not_change_the_score(tmp_path: Path) -> None:
    package = legacy(tmp_path, LEGACY_GROUPS, "name: A\ntype: scoring\n")
    result, judged = walked(package, {"secret/a/1": WA}, run_all=True)
    assert (result, len(judged)) == (Walked(AC, 60), 4)


def test_what_no_score_needs_is_told_apart(tmp_path: Path) -> None:
    """A solution that is too slow need not be waited for there."""
    assert uncounted(modern(tmp_path / "a", GROUPS, "type: scoring\n"), {"secret/g1/1": TLE}) == ["secret/g1/2"]
    old = legacy(tmp_path / "b", LEGACY_GROUPS, "name: A\ntype: scoring\n")
    assert uncounted(old, {"secret/a/1": TLE}) == ["secret/a/2"]
    nested = {**pair("secret/1", "secret/a/1", "secret/a/b/1"), "data/secret/testdata.yaml": "on_reject: break\n"}
    deep = legacy(tmp_path / "c", nested, "name: A\ntype: scoring\n")
    assert uncounted(deep, {"secret/1": TLE}) == ["secret/a/1", "secret/a/b/1"]
    assert uncounted(deep, {}) == []


def test_pass_fail_problems_stop_at_the_first_failure(tmp_path: Path) -> None:
    package = modern(tmp_path, pair("sample/1", "secret/1", "secret/2", "secret/3"))
    assert walked(package, {"secret/2": TLE, "secret/3": WA}) == (Walked(TLE), ["sample/1", "secret/1", "secret/2"])
    assert walked(package, {"secret/2": TLE, "secret/3": WA}, run_all=True)[0] == Walked(TLE)


def test_a_package_without_tests_is_a_judge_error(tmp_path: Path) -> None:
    assert walked(modern(tmp_path / "a", {}), {})[0].verdict is V.JUDGE_ERROR
    assert walked(legacy(tmp_path / "b", {"data/secret/x.txt": ""}), {})[0].verdict is V.JUDGE_ERROR


def test_the_package_grades_all_its_groups_and_groups_complain_of_scores_out_of_range(tmp_path: Path) -> None:
    files = {**LEGACY_GROUPS, "data/secret/b/testdata.yaml": "range: 0 50\n"}
    problem = "name: A\ntype: scoring\ngrading: {on_reject: grade, accept_score: 30}\n"
    result, judged = walked(legacy(tmp_path, files, problem), {"secret/a/1": WA})
    assert (result.score, judged) == (30, [case.name for case in legacy(tmp_path, files, problem).cases()])
    files["data/secret/b/testdata.yaml"] = "range: 0 29\n"
    complaints = walked(legacy(tmp_path, files, problem), {})[0].complaints
    assert complaints == ("secret/b scores 30, outside of its range of 0 to 29",)


def test_custom_grading_without_a_grader_is_reported_and_graded_by_the_default(tmp_path: Path) -> None:
    package = legacy(tmp_path, {**LEGACY_GROUPS, "data/testdata.yaml": "grading: custom\n"}, "name: A\ntype: scoring\n")
    assert any("custom grading" in str(warning) for warning in package.warnings)
    assert walked(package, {})[0].verdict is AC


def test_drafts_with_keys_of_the_legacy_format_are_graded_by_them(tmp_path: Path) -> None:
    draft = "problem_format_version: 2023-07-draft\nname: A\ntype: scoring\n"
    files = {**LEGACY_GROUPS, "submissions/partially_accepted/a.py": ""}
    package = legacy(tmp_path, files, draft)
    assert walked(package, {"secret/a/1": WA})[0] == Walked(AC, 60)
    assert expectations(package, {})["partially_accepted/a.py"].final == frozenset({AC})
    other = legacy(tmp_path / "new", GROUPS, draft)
    assert walked(other, {"secret/g2/1": TLE})[0].score == 85
