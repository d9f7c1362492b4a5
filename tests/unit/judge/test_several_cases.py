"""Inputs of several test cases: how their layouts are read, and what belongs to one of them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from judge.gates.more_cases import with_cases
from judge.probe.document import Document
from judge.probe.guarantees import lists_of
from judge.probe.layout import fit
from judge.probe.pairs import pairs
from judge.probe.spec import Variable
from judge.probe.variants import Sheet, resized

VARIABLES = (
    Variable("t", "integer", Decimal(1), Decimal(1000)),
    Variable("n", "integer", Decimal(1), Decimal(1000)),
    Variable("p_i", "integer", Decimal(1), Decimal(1000)),
)
INPUTS = (b"2\n3\n3 1 2\n2\n2 1\n", b"1\n1\n1\n", b"3\n4\n4 3 2 1\n1\n1\n5\n2 3 1 5 4\n")
LAYOUTS = (
    ["t", "t test cases, each: n", "p_1 p_2 ... p_n"],
    ["t", "for each test case: n", "p_1 p_2 ... p_n"],
    ["t", "then t test cases follow", "n", "p_1 ... p_n"],
    ["t", "각 테스트 케이스의 첫째 줄: n", "둘째 줄: p_1 p_2 ... p_n"],
)


def sheets(layout: list[str]) -> list[Sheet]:
    documents = [Document.of(data) for data in INPUTS]
    found = fit(layout, VARIABLES, [document.tokens for document in documents])
    assert found is not None
    return [Sheet("", document, found.read(document.tokens)) for document in documents]


@pytest.mark.parametrize("layout", LAYOUTS, ids=["each", "for-each", "follow", "korean"])
def test_test_cases_are_read(layout: list[str]) -> None:
    first = sheets(layout)[0]
    assert first.reading is not None
    assert first.reading.places("n") == [1, 5]
    assert first.reading.places("p_i") == [2, 3, 4, 6, 7]


def test_lists_belong_to_their_test_case() -> None:
    first, second, _ = sheets(LAYOUTS[0])
    assert lists_of(first, "p_i") == [[2, 3, 4], [6, 7]]
    assert lists_of(second, "p_i") == [[2]]
    assert lists_of(first, "n") == [[1, 5]]


def test_values_belong_to_the_count_before_them() -> None:
    first = sheets(LAYOUTS[0])[0]
    assert first.reading is not None
    assert pairs(first.reading, "p_i", "n") == [(2, 1), (3, 1), (4, 1), (6, 5), (7, 5)]


@pytest.mark.parametrize(
    ("change", "at", "made"),
    [
        (1, 1.0, b"4\n7 8 9 9\n"),
        (1, 0.0, b"4\n7 8 9 7\n"),
        (1, 0.5, b"4\n7 8 9 8\n"),
        (-1, 1.0, b"2\n7 8\n"),
        (-1, 0.0, b"2\n8 9\n"),
    ],
    ids=["last", "first", "middle", "without-last", "without-first"],
)
def test_any_unit_may_be_copied_or_dropped(change: int, at: float, made: bytes) -> None:
    document = Document.of(b"3\n7 8 9\n")
    layout = fit(["n", "p_1 ... p_n"], VARIABLES, [document.tokens])
    assert layout is not None
    found = resized(Sheet("", document, layout.read(document.tokens)), "n", change, at=at)
    assert found is not None
    assert found.data == made


CASES = {0: b"0\n", 1: b"1\n4\n4 3 2 1\n", 5: b"5\n4\n4 3 2 1\n1\n1\n5\n2 3 1 5 4\n1\n1\n1\n1\n"}


@pytest.mark.parametrize("layout", LAYOUTS, ids=["each", "for-each", "follow", "korean"])
@pytest.mark.parametrize("value", CASES)
def test_there_are_as_many_test_cases_as_wanted(layout: list[str], value: int) -> None:
    documents = [Document.of(data) for data in INPUTS]
    found = fit(layout, VARIABLES, [document.tokens for document in documents])
    assert found is not None
    sheet = Sheet("", documents[2], found.read(documents[2].tokens))
    assert with_cases(found, sheet, VARIABLES[0], Decimal(value)) == CASES[value]
    assert with_cases(found, sheet, VARIABLES[1], Decimal(value)) is None
    assert with_cases(found, sheet, VARIABLES[0], Decimal(10**7)) is None
