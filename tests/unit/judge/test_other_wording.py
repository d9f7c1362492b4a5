"""What a statement says in other words than its spec is neither a gap nor a contradiction."""

from __future__ import annotations

from decimal import Decimal

import pytest
from judge.probe.lexicon import TIE, says
from judge.probe.oppose import opposed
from judge.probe.said import says_number


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
