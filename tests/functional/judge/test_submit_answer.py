"""Problems to which answers are submitted instead of programs."""

from __future__ import annotations

from pathlib import Path

import pytest
from chalicelib.protocol import Verdict
from judge.engine import Submission, grade
from judge.package import Package, PackageError
from judge.sandbox import Sandbox
from judge.verify import verify

from tests.functional.judge.packages import package

pytestmark = pytest.mark.sandbox

V = Verdict
PROBLEM = "type: submit-answer\n"
TESTS = {
    "data/sample/1.in": "1\n",
    "data/sample/1.ans": "1\n",
    "data/secret/a/1.in": "5\n",
    "data/secret/a/1.ans": "10\n",
    "data/secret/b/1.in": "6\n",
    "data/secret/b/1.ans": "12\n",
}
ONE = {"data/secret/1.in": "", "data/secret/1.ans": "42\n"}
EVEN = "import sys\nsys.exit(42 if int(input()) % 2 == 0 else 43)\n"

SUBMISSIONS = {
    "all": ({"a/1.out": b"10", "b/1.out": b"12\n"}, V.ACCEPTED),
    "full names": ({"secret/a/1.ans": b"10", "secret/b/1.txt": b"12", "sample/1.ans": b"1"}, V.ACCEPTED),
    "one is wrong": ({"a/1": b"10", "b/1": b"13"}, V.WRONG_ANSWER),
    "one is missing": ({"a/1.out": b"10"}, V.WRONG_ANSWER),
    "a wrong sample": ({"a/1.out": b"10", "b/1.out": b"12", "sample/1.out": b"2"}, V.WRONG_ANSWER),
    "a program": ({"double.py": b"n = int(input())\nprint(n if n == 1 else 2 * n)\n"}, V.ACCEPTED),
}


def graded(sandbox: Sandbox, on: Package, files: dict[str, bytes]) -> Verdict:
    return grade(on, Submission("answers", None, files), sandbox=sandbox).verdict


@pytest.mark.parametrize(("files", "verdict"), SUBMISSIONS.values(), ids=SUBMISSIONS)
def test_answers_are_taken_by_the_names_of_test_cases(
    sandbox: Sandbox, tmp_path: Path, files: dict[str, bytes], verdict: Verdict
) -> None:
    on = package(tmp_path, TESTS, PROBLEM + "limits: {time_limit: 1}\n")
    assert graded(sandbox, on, files) is verdict


def test_answers_that_say_that_they_are_may_have_any_name(sandbox: Sandbox, tmp_path: Path) -> None:
    on = package(tmp_path, ONE, PROBLEM)
    submission = Submission("answers.json", "answers", {"1.py": b"42"})
    assert grade(on, submission, sandbox=sandbox).verdict is V.ACCEPTED


def test_single_file_answers_a_single_test_case_whatever_its_name(sandbox: Sandbox, tmp_path: Path) -> None:
    on = package(tmp_path, ONE, PROBLEM)
    assert [graded(sandbox, on, {"mine.txt": text}) for text in (b"42", b"41")] == [V.ACCEPTED, V.WRONG_ANSWER]


def test_own_validator_judges_answers(sandbox: Sandbox, tmp_path: Path) -> None:
    on = package(tmp_path, {**ONE, "output_validator/v.py": EVEN}, PROBLEM)
    assert [graded(sandbox, on, {"1.out": text}) for text in (b"8", b"7")] == [V.ACCEPTED, V.WRONG_ANSWER]


def test_answers_of_the_jury_are_in_the_matrix(sandbox: Sandbox, tmp_path: Path) -> None:
    files = {
        "submissions/accepted/right/1.out": "42\n",
        "submissions/accepted/program.py": "print(42)\n",
        "submissions/wrong_answer/wrong/1.out": "24\n",
    }
    report = verify(package(tmp_path, {**ONE, **files}, PROBLEM), sandbox=sandbox)
    assert report.matrix is not None
    verdicts = {row.name: row.verdict for row in report.matrix.rows}
    assert verdicts == {
        "accepted/program.py": V.ACCEPTED,
        "accepted/right": V.ACCEPTED,
        "wrong_answer/wrong": V.WRONG_ANSWER,
    }
    assert {gate.id: str(gate.status) for gate in report.gates}["submissions"] == "pass"


def test_answers_cannot_be_interactive(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="both submit-answer and interactive"):
        package(tmp_path, ONE, "type: [interactive, submit-answer]\n")
