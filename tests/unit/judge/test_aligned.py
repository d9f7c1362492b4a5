"""Words and numbers that stand in a statement where the spec's rules have the other one."""

from __future__ import annotations

import pytest
from judge.probe.aligned import counted_from, names_exchanged, numbers_exchanged, turned

RULES = [
    "If several clumps have the most plants, the leftmost of them counts as the largest.",
    "The answer is the smallest total of riding and resting time.",
    "A ferry carries at most k cars on each of its trips.",
    "A number that is a multiple of a but not of b needs 3 metres.",
    "A number that is a multiple of b but not of a needs 5 metres.",
    "Every stamp may be used at most once.",
]


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        pytest.param(
            "If several clumps have the most plants, the rightmost of them counts.", ("left", "right"), id="side"
        ),
        pytest.param(
            "A stamp may be used any number of times.", ("at most once", "any number of times"), id="how-often"
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


KOREAN = [
    "마지막 조약돌을 가져간 사람이 이긴다.",
    "하늘이가 이기면 Yes를, 지면 No를 출력한다.",
    "길이가 모두 같은 조각을 k개 이상 얻어야 한다.",
    "조각끼리 이어 붙일 수는 없다.",
]
TURNED = {
    "loses": ("마지막 조약돌을 가져간 사람이 진다.", [("wins", "loses")]),
    "wins": ("마지막 조약돌을 가져간 사람이 이긴다. 조약돌의 수가 주어진다.", []),
    "at most": ("길이가 모두 같은 조각을 $k$개 이하로 얻어야 한다.", [("at least k", "at most k")]),
    "may": ("남는 부분은 버리며, 조각끼리 이어 붙일 수도 있다.", [("may not", "may")]),
    "may not": ("남는 부분은 버리며, 조각끼리 이어 붙일 수 없다.", []),
}


@pytest.mark.parametrize(("statement", "found"), TURNED.values(), ids=TURNED)
def test_a_turned_word_is_seen_in_korean(statement: str, found: list[tuple[str, str]]) -> None:
    assert list(turned(KOREAN, statement)) == found


EXCHANGED = {
    "particles": (KOREAN, "테스트마다, 하늘이가 이기면 `No`를, 지면 `Yes`를 출력한다.", [("Yes", "No")]),
    "the same": (KOREAN, "하늘이가 이기면 `Yes`를, 지면 `No`를 출력한다.", []),
    "other case": (["Print Yes if n is prime, otherwise No."], "Print No if n is composite, otherwise Yes.", []),
}


@pytest.mark.parametrize(("rules", "statement", "found"), EXCHANGED.values(), ids=EXCHANGED)
def test_names_of_answers_are_exchanged(rules: list[str], statement: str, found: list[tuple[str, str]]) -> None:
    assert list(names_exchanged(rules, statement, ["Yes", "No"])) == found


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
