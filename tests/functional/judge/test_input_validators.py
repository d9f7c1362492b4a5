"""Input validators in languages of old: translated where that is safe, run in the sandbox like any other."""

from __future__ import annotations

from pathlib import Path

import pytest
from judge import languages
from judge.input_validation import InputChecker, Rejection
from judge.package import load
from judge.prepare import JudgeError, Workshop
from judge.sandbox import Sandbox

from tests.functional.judge.packages import write

pytestmark = pytest.mark.sandbox

PROBLEM = """problem_format_version: 2025-09
name: A
uuid: u
constants: {n_max: 3}
limits: {compilation_time: 2}
"""
PAIRS = """# pairs in order, each once
INT(1, {{n_max}}, n) NEWLINE
SET(last = 0)
REPI(i, n)
    INT(1, 10^9, a[i]) SPACE FLOAT(0.0, 1.0, b, FIXED) SPACE REGEX("[a-z]+") NEWLINE
    ASSERT(a[i] > last)
    SET(last = a[i])
END
"""


def checker(sandbox: Sandbox, root: Path, script: str, place: str = "validate.ctd") -> InputChecker:
    files = {
        "problem.yaml": PROBLEM,
        f"input_validators/{place}": script,
        "data/secret/1.in": "1\n5 0.5 ab\n",
        "data/secret/1.ans": "",
        "data/secret/test_group.yaml": "input_validator_args: [--some]\n",
    }
    return InputChecker(load(write(root, files)), Workshop(sandbox, languages.load()))


def rejections(checker: InputChecker, data: bytes) -> list[Rejection]:
    (case,) = checker._package.cases()
    return checker.rejections(case, data)


def test_a_script_written_on_windows_is_understood(sandbox: Sandbox, tmp_path: Path) -> None:
    found = checker(sandbox, tmp_path, "\ufeffINT(1, 9)\r\nNEWLINE\r\nEOF\r\n")
    assert (rejections(found, b"5\n"), len(rejections(found, b"50\n"))) == ([], 1)


@pytest.mark.parametrize("place", ["validate.ctd", "own/validate.ctd"], ids=["file", "folder"])
def test_script_accepts_what_its_grammar_allows(sandbox: Sandbox, tmp_path: Path, place: str) -> None:
    assert rejections(checker(sandbox, tmp_path, PAIRS, place), b"2\n1 0.5 a\n7 1.00 zz\n") == []


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"4\n", "outside"),
        (b"1\n1 0.5 a", "NEWLINE"),
        (b"1\n1 0.5 a\n\n", "EOF"),
        (b"2\n7 0.5 a\n7 0.5 a\n", "ASSERT"),
        (b"1\r\n1 0.5 a\r\n", "NEWLINE"),
        (b"", "integer"),
    ],
    ids=["bound", "no end", "more", "assert", "crlf", "empty"],
)
def test_script_rejects_with_a_reason(sandbox: Sandbox, tmp_path: Path, data: bytes, reason: str) -> None:
    (found,) = rejections(checker(sandbox, tmp_path, PAIRS), data)
    assert (found.validator, found.crashed) == ("validate.ctd", False)
    assert reason in found.reason


@pytest.mark.parametrize(
    ("script", "said"),
    [("INT(1, 3) NEWLYNE", "1:11"), ("REP(3) INT(1, 2)", "."), ("SET(x = 9^(10^10))", "too long|memory|1")],
    ids=["unknown word", "no end", "hostile"],
)
def test_script_that_cannot_be_translated_is_told(sandbox: Sandbox, tmp_path: Path, script: str, said: str) -> None:
    with pytest.raises(JudgeError, match=rf"validate\.ctd does not compile: (?s:.*)({said})"):
        rejections(checker(sandbox, tmp_path, script), b"1\n")


def test_validator_that_names_python_2_runs_though_only_python_3_is_here(sandbox: Sandbox, tmp_path: Path) -> None:
    source = "#!/usr/bin/python2\nimport sys\nline = raw_input()\nsys.exit(42 if 0 < int(line) % 10 < 9 else 43)\n"
    found = checker(sandbox, tmp_path, source, "validate.py")
    assert (rejections(found, b"1\n"), len(rejections(found, b"9\n"))) == ([], 1)


def test_validator_in_a_language_that_is_not_here_is_told(
    sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = checker(sandbox, tmp_path, "fn main() {}", "validate.kt")
    monkeypatch.setattr("judge.compile.missing_tools", lambda language: ("kotlinc",))
    with pytest.raises(JudgeError, match=r"validate\.kt is written in Kotlin, which is not available here"):
        rejections(found, b"1\n")
