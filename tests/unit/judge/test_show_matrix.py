"""The matrix fits the terminal: letters where there are many tests, times where there are few."""

from __future__ import annotations

import io

import pytest
from chalicelib.protocol import RunReport, Verdict
from judge.cli.show_matrix import fitted, legend, matrix_table
from judge.matrix import Matrix, Row
from judge.package.expectations import Expectation
from rich.console import Console

AC, WA, TLE = Verdict.ACCEPTED, Verdict.WRONG_ANSWER, Verdict.TIME_LIMIT_EXCEEDED


def matrix(tests: int, score: float | None = None) -> Matrix:
    names = ("sample/1", *(f"secret/{number:03d}" for number in range(tests - 1)))
    right = tuple(RunReport(name, AC, 0.034, 0.04, 1.0, "") for name in names)
    wrong = (*right[:-2], RunReport(names[-2], WA, 1.23, 1.3, 1.0, ""), RunReport(names[-1], TLE, 12.3, 13.0, 1.0, ""))
    rows = (
        Row("accepted/right.py", Expectation("accepted", frozenset({AC})), AC, right, score),
        Row("wrong_answer/a_rather_long_name_of_a_file.cpp", Expectation("wrong", frozenset({AC})), WA, wrong, score),
        Row("accepted/here.kt", Expectation("accepted"), Verdict.JUDGE_ERROR, error="no kotlinc", is_missing=True),
    )
    return Matrix(rows, names, 2.0, stated=False)


def lines(shown: Matrix, width: int) -> list[str]:
    output = io.StringIO()
    Console(file=output, width=width).print(matrix_table(shown, width))
    return [line.rstrip() for line in output.getvalue().splitlines()]


@pytest.mark.parametrize("width", [80, 160])
@pytest.mark.parametrize("tests", [3, 20, 75, 600])
@pytest.mark.parametrize("score", [None, 37.5])
def test_it_fits_and_says_what_broke_its_promise(width: int, tests: int, score: float | None) -> None:
    title, right, wrong, missing = lines(matrix(tests, score), width)
    assert max(map(len, (title, right, wrong, missing))) <= width
    assert "✓" in right
    assert "✗" in wrong
    assert "?" in missing
    assert ("37.5" in right) is (score is not None)
    assert "…" not in right


def test_long_names_stay_apart() -> None:
    names = ["accepted/a.py", *(f"time_limit_exceeded/all-combinations{end}" for end in (".py", "-of-days.py", ".cpp"))]
    assert fitted(names, 60) == names
    assert fitted(names, 24) == [
        "AC/a.py",
        "TLE/all-combinations.py",
        "TLE/all-combina…-days.py",
        "TLE/all-combinations.cpp",
    ]
    assert max(map(len, fitted(names, 20))) == 20
    assert len(set(fitted(names, 20))) == len(names)


def test_few_tests_have_their_times() -> None:
    title, right, wrong, _ = lines(matrix(4), 160)
    assert title.endswith("1     000  001  002")
    assert right.endswith("·.03  ·.03 ·.03 ·.03")
    assert wrong.endswith("·.03  ·.03 W1.2 T 12")


def test_many_tests_have_letters_group_by_group() -> None:
    _, right, wrong, _ = lines(matrix(30), 80)
    assert right.endswith("· " + "·" * 29)
    assert wrong.endswith("· " + "·" * 27 + "WT")


def test_too_many_tests_share_columns_and_the_worst_is_shown() -> None:
    title, _, wrong, _ = lines(matrix(600), 80)
    assert "600 test cases" in title
    assert "per column" in title
    assert wrong[-1] in "WT"


def test_the_legend_explains_what_is_shown() -> None:
    assert legend(matrix(4)) == "limit 2 s, derived. · accepted, W wrong, T too slow"
