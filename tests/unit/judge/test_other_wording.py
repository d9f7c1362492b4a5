"""What a statement says in other words than its spec is neither a gap nor a contradiction."""

from __future__ import annotations

from decimal import Decimal

import pytest
from judge.probe.aligned import turned
from judge.probe.lexicon import TIE, says
from judge.probe.oppose import opposed
from judge.probe.said import numbers, says_number
from judge.probe.said_otherwise import says_otherwise


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("90", "With `L` it turns to the left by a quarter."),
        ("90", "로봇은 제자리에서 직각으로 돈다."),
        ("6", "차례마다 공정한 주사위를 던진다."),
        ("360", "바늘이 한 바퀴 돌면 처음으로 돌아온다."),
        ("4", "한 번에 상하좌우로 이웃한 칸으로 간다."),
    ],
)
def test_a_number_said_by_its_name(value: str, text: str) -> None:
    assert says_number(Decimal(value), text, set())


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The painting goes to whoever offered that amount earlier."),
        ("ko", "그럴 수 있는 줄이 많으면 무대에 가까운 줄을 준다."),
        ("ko", "그런 곳이 또 있으면 번호가 작은 쪽을 택한다."),
    ],
)
def test_ties_in_words_of_their_own(language: str, text: str) -> None:
    assert says(TIE, language, text)


def test_as_happy_as_possible_is_a_maximum() -> None:
    spec = "Among all choices of maximum weight the fewest vertices are painted. Print the maximum weight."
    said = "Make the people as happy as possible, and of all ways to do so, find one with the fewest feasts."
    assert list(opposed(spec, said, "en")) == []
    assert list(opposed(spec, "Make the sum as small as possible. Print it.", "en")) == [("largest", "smallest")]


@pytest.mark.parametrize(
    ("value", "text", "is_said"),
    [
        ("299", "Beeps are short below 300 milliseconds.", True),
        ("299", "A beep lasts $x < 300$ milliseconds.", True),
        ("100", "신호음이 99밀리초를 넘으면 소음이 아니다.", True),
        ("480", "It refuses to move with 481 kilograms or more.", True),
        ("4", "The fifth penalty means that the driver is out.", True),
        ("3", "함정을 네 번 밟으면 안 된다.", True),
        ("5000", "The time becomes 5 seconds longer.", True),
        ("5000", "The time becomes 4 seconds longer.", False),
        ("299", "Beeps are short up to 300 milliseconds.", False),
        ("299", "신호음은 300밀리초 이하이다.", False),
    ],
)
def test_a_number_said_by_its_neighbour_or_in_another_unit(value: str, text: str, is_said: bool) -> None:
    assert says_otherwise(Decimal(value), text, numbers(text)) is is_said


@pytest.mark.parametrize(
    "said",
    [
        "The largest bid wins. Of several such bidders the one with the smallest number wins.",
        "Whoever offers most is given the painting. Of several such bidders the one with the smallest number wins.",
        "There is no bid above the one that wins. Of several such bidders the one with the smallest number wins.",
    ],
)
def test_a_sentence_says_the_rule_that_it_is_most_like(said: str) -> None:
    rules = ["The largest bid wins.", "If several bidders have it, the one with the smallest number wins."]
    assert list(turned(rules, said)) == []


def test_the_opposite_of_an_opposite_is_the_same() -> None:
    rules = ["All cars arrive on the left bank."]
    assert list(turned(rules, "No cars arrive on the right bank.")) == []
    assert list(turned(rules, "All cars arrive on the right bank.")) == [("left", "right")]
