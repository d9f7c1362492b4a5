"""What a solution may take for granted of an input, and inputs put such that it holds."""

from __future__ import annotations

from decimal import Decimal

import pytest
from judge.probe.assumed import assumptions, is_in_order
from judge.probe.document import Document
from judge.probe.layout import Block, Count, Layout
from judge.probe.spec import Variable
from judge.probe.variants import Sheet


def number(name: str, high: int, kind: str = "integer") -> Variable:
    return Variable(name, kind, Decimal(1), Decimal(high))


ROADS = Layout(
    (Block(("n",)), Block(("m",)), Block(("a", "b"), Count(("m",)))),
    {"n": number("n", 9), "m": number("m", 20), "a": number("a", 9), "b": number("b", 9)},
)
ROW = Layout((Block(("n",)), Block(("h",), Count(("n",)))), {"n": number("n", 9), "h": number("h", 99)})
WORD = Layout((Block(("s",)),), {"s": number("s", 9, "string_length")})

PATH = "nothing is connected to more than two others"
STAR = "all connections meet in one place"
RING = "no connection closes a ring while something is apart"
ENDS = "each h is the smallest or the largest"
CASES = {
    "ascending": (ROW, "everything comes in ascending order", "3\n9 10 2\n", "3\n2 9 10\n"),
    "descending": (ROW, "everything comes in descending order", "3\n9 10 2\n", "3\n10 9 2\n"),
    "pairs ascending": (ROADS, "everything comes in ascending order", "3 2\n2 3\n1 2\n", "3 2\n1 2\n2 3\n"),
    "alike": (ROW, "everything is like the first of its kind", "3\n9 10 2\n", "3\n9 9 9\n"),
    "equal": (ROADS, "all b are equal", "3 2\n1 2\n2 3\n", "3 2\n1 2\n2 2\n"),
    "at the ends": (ROW, ENDS, "4\n1 3 8 9\n", "4\n1 1 9 9\n"),
    "both ends": (ROW, "everything is the same from both ends", "4\n1 2 3 4\n", "4\n1 2 2 1\n"),
    "middle": (ROW, "everything is the same from both ends", "3\n1 2 3\n", "3\n1 2 1\n"),
    "text from both ends": (WORD, "a text is the same from both ends", "abcde\n", "abcba\n"),
    "even count": (ROW, "n is even", "3\n1 2 5\n", "4\n1 2 5 5\n"),
    "odd count at its bound": (ROW, "n is even", "9\n1 2 5 4 4 4 4 4 4\n", "8\n1 2 5 4 4 4 4 4\n"),
    "even": (ROW, "each h is even", "3\n1 2 5\n", "3\n2 2 6\n"),
    "odd": (ROW, "each h is odd", "3\n1 2 4\n", "3\n1 1 3\n"),
    "apart": (ROADS, "b - a is always the same", "9 2\n1 3\n4 5\n", "9 2\n1 3\n4 6\n"),
    "at most": (ROADS, "a is at most b", "3 2\n3 1\n1 2\n", "3 2\n1 3\n1 2\n"),
    "path": (ROADS, PATH, "4 3\n1 2\n1 3\n1 4\n", "4 3\n1 2\n1 3\n3 4\n"),
    "star": (ROADS, STAR, "4 3\n1 2\n2 3\n3 4\n", "4 3\n1 2\n2 3\n2 4\n"),
    "ring": (ROADS, RING, "4 3\n1 2\n2 3\n1 3\n", "4 3\n1 2\n2 3\n3 4\n"),
    "one letter": (WORD, "all letters of a text are the same", "abc\n", "aaa\n"),
    "two letters": (WORD, "a text repeats its first two letters", "abccc\n", "ababa\n"),
    "letters in order": (WORD, "the letters of a text are in order", "bca\n", "abc\n"),
}


def sheet(layout: Layout, text: str) -> Sheet:
    document = Document.of(text.encode())
    return Sheet("", document, layout.read(document.tokens))


def assumed(layout: Layout, told: str, text: str) -> str:
    found = next(item for item in assumptions(layout) if item.told == told).of(sheet(layout, text))
    return text if found is None else found.decode()


@pytest.mark.parametrize(("layout", "told", "text", "wanted"), CASES.values(), ids=CASES)
def test_input_is_put_as_assumed_and_stays_so(layout: Layout, told: str, text: str, wanted: str) -> None:
    assert assumed(layout, told, text) == wanted
    assert assumed(layout, told, wanted) == wanted


@pytest.mark.parametrize(
    ("told", "text"),
    [
        pytest.param(PATH, "4 3\n3 1\n4 2\n2 3\n", id="a path"),
        pytest.param(STAR, "4 3\n3 1\n3 2\n4 3\n", id="a star"),
        pytest.param(RING, "5 3\n3 1\n4 2\n2 3\n", id="no ring"),
        pytest.param(RING, "3 4\n3 1\n1 2\n2 3\n1 2\n", id="all in one piece"),
        pytest.param(PATH, "2 1\n1 7\n", id="a thing that is not there"),
    ],
)
def test_connections_of_that_shape_stay(told: str, text: str) -> None:
    assert assumed(ROADS, told, text) == text


def test_shapes_are_for_numbers_of_things_only() -> None:
    priced = Layout(ROADS.steps, {**ROADS.variables, "b": number("b", 1000)})
    assert PATH not in {item.told for item in assumptions(priced)}


def test_numbers_of_different_bounds_are_not_compared() -> None:
    priced = Layout(ROADS.steps, {**ROADS.variables, "b": number("b", 1000)})
    assert not any("at most" in item.told for item in assumptions(priced))


def test_numbers_of_an_unnamed_column_are_no_texts() -> None:
    rows = Layout((Block(("n",)), Block((None,), Count(("n",)))), {"n": number("n", 9)})
    assert assumed(rows, "the letters of a text are in order", "3\n21\nba\n10\n") == "3\n21\nab\n10\n"


def test_zeros_and_ones_are_a_text() -> None:
    rows = Layout((Block(("n",)), Block((None,), Count(("n",)))), {"n": number("n", 9)})
    assert assumed(rows, "all letters of a text are the same", "2\n011\n10\n") == "2\n000\n11\n"


def test_counters_stay_as_they_are() -> None:
    item = next(item for item in assumptions(ROW) if item.told == "each n is even")
    assert item.of(sheet(ROW, "3\n1 2 5\n")) is None


@pytest.mark.parametrize(("text", "is_so"), [("3\n2 9 10\n", True), ("3\n9 10 2\n", False), ("1\n7\n", True)])
def test_order_is_that_of_numbers(text: str, is_so: bool) -> None:
    assert is_in_order(sheet(ROW, text)) is is_so
