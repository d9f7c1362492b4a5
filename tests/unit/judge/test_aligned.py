"""Words and numbers that stand in a statement where the spec's rules have the other one."""

from __future__ import annotations

import pytest
from judge.probe.aligned import counted_from, numbers_exchanged, turned

RULES = [
    "If several clumps have the most plants, the leftmost of them counts as the largest.",
    "The answer is the smallest total of riding and resting time.",
    "A ferry carries at most k cars on each of its trips.",
    "A number that is a multiple of a but not of b needs 3 metres.",
    "A number that is a multiple of b but not of a needs 5 metres.",
]


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        pytest.param(
            "If several clumps have the most plants, the rightmost of them counts.", ("left", "right"), id="side"
        ),
        pytest.param("Print the largest total of riding and resting time.", ("smallest", "largest"), id="goal"),
        pytest.param(
            "On each of its trips the ferry carries at least k cars.", ("at most k", "at least k"), id="bound"
        ),
    ],
)
def test_a_turned_word_is_seen(statement: str, found: tuple[str, str]) -> None:
    assert list(turned(RULES, statement)) == [found]


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param(
            "If several clumps have the most plants, the one furthest to the left counts.", id="said-otherwise"
        ),
        pytest.param("What is the largest number on any of the cards?", id="about-something-else"),
        pytest.param("Print the smallest total of riding and resting time, not the largest.", id="both"),
    ],
)
def test_other_words_for_the_same_are_no_contradiction(statement: str) -> None:
    assert list(turned(RULES, statement)) == []


def test_numbers_are_exchanged_if_each_has_the_other_ones_clause() -> None:
    text = "A post whose number is a multiple of a but not of b gets {} metres;\n"
    text += "a multiple of b but not of a gets {} metres."
    assert list(numbers_exchanged(RULES, text.format(5, 3))) == [("3", "5")]
    assert list(numbers_exchanged(RULES, text.format(3, 5))) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("The islands are numbered from $0$ to $n - 1$.", {"0"}, id="from-zero"),
        pytest.param("There are n posts, numbered from 1 to n.", {"1"}, id="from-one"),
        pytest.param("Positions are 0-indexed.", {"0"}, id="indexed"),
        pytest.param("There are 10 posts.", set(), id="nothing"),
    ],
)
def test_counted_from(text: str, found: set[str]) -> None:
    assert counted_from(text) == found
