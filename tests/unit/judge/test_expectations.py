"""What juries promise of their submissions: by folder, in submissions.yaml, in annotations."""

from __future__ import annotations

from pathlib import Path

import pytest
from chalicelib.protocol import Verdict
from judge.package import PackageError
from judge.package.expectations import Bound, expectations
from judge.package.globs import matches
from judge.package.promised import annotation, of_folder

from tests.unit.judge.package_files import legacy, modern, pair

V = Verdict
SUBMISSIONS = {f"submissions/{name}": "" for name in ("accepted/a.py", "wrong_answer/w.py", "time_limit_exceeded/t.py")}


def test_folders_of_the_new_format_promise_verdicts_of_test_cases(tmp_path: Path) -> None:
    found = expectations(modern(tmp_path, {**pair("secret/1"), **SUBMISSIONS}), {})
    wrong = found["wrong_answer/w.py"].rules[0]
    assert V.TIME_LIMIT_EXCEEDED not in (wrong.permitted or ())
    assert (wrong.required or set()) == {V.WRONG_ANSWER, V.OUTPUT_LIMIT_EXCEEDED}
    assert found["accepted/a.py"].has_bound(Bound.LOWER)
    assert found["wrong_answer/w.py"].has_bound(Bound.LOWER)
    assert found["time_limit_exceeded/t.py"].has_bound(Bound.UPPER)
    assert found["accepted/a.py"].is_accepted


def test_submissions_yaml_overrules_folders_and_adds_rules(tmp_path: Path) -> None:
    text = """
time_limit_exceeded: {permitted: [AC, WA, TLE]}
accepted/{a,b}.py: {use_for_time_limit: false, language: python3, permitted: [AC], score: [1, 2]}
wrong_answer/*.py:
  secret/*-easy: {permitted: [AC]}
"""
    found = expectations(
        modern(tmp_path, {**pair("secret/1"), **SUBMISSIONS, "submissions/submissions.yaml": text}), {}
    )
    slow, accepted, wrong = (found[f"{name}.py"] for name in ("time_limit_exceeded/t", "accepted/a", "wrong_answer/w"))
    assert V.WRONG_ANSWER in (slow.rules[0].permitted or ())
    assert (accepted.language, accepted.rules[-1].score, accepted.rules[-1].bounds) == ("python3", (1, 2), frozenset())
    assert [rule.tests for rule in wrong.rules] == [None, None, "secret/*-easy"]


@pytest.mark.parametrize(("text", "field"), [("accepted: {permitted: [ACC]}", "ACC"), ("accepted: 3", "accepted")])
def test_wrong_submissions_yaml_names_the_key(tmp_path: Path, text: str, field: str) -> None:
    package = modern(tmp_path, {**pair("secret/1"), **SUBMISSIONS, "submissions/submissions.yaml": text})
    with pytest.raises(PackageError, match=field):
        expectations(package, {})


@pytest.mark.parametrize(
    ("source", "verdicts"),
    [
        (b"// @EXPECTED_RESULTS@: WRONG-ANSWER", {V.WRONG_ANSWER, V.OUTPUT_LIMIT_EXCEEDED}),
        (b"# @EXPECTED_RESULTS@: TIMELIMIT, CORRECT\n", {V.TIME_LIMIT_EXCEEDED, V.OUTPUT_LIMIT_EXCEEDED, V.ACCEPTED}),
        (b"/* @EXPECTED_RESULTS@: run_error */", {V.RUNTIME_ERROR, V.MEMORY_LIMIT_EXCEEDED, V.SECURITY_VIOLATION}),
        (b"@EXPECTED_RESULTS@ COMPILER-ERROR", {V.COMPILE_ERROR}),
        (b"@EXPECTED_RESULTS@: NONSENSE", None),
        (b"@EXPECTED_SCORE@: CORRECT", {V.ACCEPTED}),
        (b"@EXPECTED_SCORE@: 60", None),
        (b"# @EXPECTED_SCORE@: 60\n# @EXPECTED_RESULTS@: CORRECT\n", {V.ACCEPTED}),
        (b"nothing", None),
    ],
)
def test_annotations_are_read(source: bytes, verdicts: set[Verdict] | None) -> None:
    found = annotation(source)
    assert (None if found is None else set(found)) == verdicts


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("wa", V.WRONG_ANSWER),
        ("WA", V.WRONG_ANSWER),
        ("tle", V.TIME_LIMIT_EXCEEDED),
        ("time_limit", V.TIME_LIMIT_EXCEEDED),
        ("runtime-error", V.RUNTIME_ERROR),
        ("output_limit", V.OUTPUT_LIMIT_EXCEEDED),
        ("compiler_error", V.COMPILE_ERROR),
    ],
)
def test_folders_of_older_packages_are_known_in_other_spellings(name: str, verdict: Verdict) -> None:
    assert verdict in (of_folder(name) or ())
    assert V.ACCEPTED not in (of_folder(name) or ())


@pytest.mark.parametrize("name", ["mixed", "multiple", "other", "partial", "check_manually"])
def test_other_folders_promise_nothing(name: str) -> None:
    assert of_folder(name) is None


def test_an_annotation_leaves_how_the_submission_starts(tmp_path: Path) -> None:
    starts = (
        '{"submissions/accepted/dir/": {"entry_point": "b.py"}, "submissions/accepted/a.py": {"team": "x"}, "x": 1}'
    )
    files = {"submissions/accepted/dir/b.py": "", "submissions.json": starts}
    package = legacy(tmp_path, {**pair("secret/1"), **SUBMISSIONS, **files})
    found = expectations(package, {"accepted/dir": b"@EXPECTED_RESULTS@: WRONG-ANSWER"})
    assert (found["accepted/dir"].entrypoint, found["accepted/a.py"].entrypoint) == ("b.py", None)
    assert V.WRONG_ANSWER in (found["accepted/dir"].final or ())


def test_a_broken_submissions_json_says_nothing(tmp_path: Path) -> None:
    package = legacy(tmp_path, {**pair("secret/1"), **SUBMISSIONS, "submissions.json": "[1"})
    assert expectations(package, {})["accepted/a.py"].entrypoint is None


def test_legacy_folders_promise_the_verdict_of_the_submission(tmp_path: Path) -> None:
    files = {
        f"submissions/{name}/a.py": "" for name in ("slow_accepted", "partially_accepted", "mixed", "run_time_error")
    }
    found = expectations(legacy(tmp_path, {**pair("secret/1"), **files}), {})
    assert found["slow_accepted/a.py"].final == frozenset({V.ACCEPTED, V.TIME_LIMIT_EXCEEDED})
    assert not found["slow_accepted/a.py"].has_bound(Bound.LOWER)
    assert found["partially_accepted/a.py"].is_partial
    assert found["mixed/a.py"].final is None
    assert V.MEMORY_LIMIT_EXCEEDED in (found["run_time_error/a.py"].final or ())


@pytest.mark.parametrize(
    ("pattern", "path", "is_match"),
    [
        ("accepted", "accepted/a.py", True),
        ("accepted/*", "accepted/a.py", True),
        ("*", "accepted/a.py", True),
        ("*.py", "accepted/a.py", False),
        ("accepted/{a,b}.{py,cpp}", "accepted/b.cpp", True),
        ("secret/*-easy", "secret/1-easy", True),
        ("secret/group1", "secret/group1/deep/1", True),
        ("secret/group1", "secret/group10/1", False),
        ("a.py", "axpy", False),
        ("{", "{", True),
    ],
)
def test_globs_match_as_the_format_says(pattern: str, path: str, is_match: bool) -> None:
    assert matches(pattern, path) is is_match
