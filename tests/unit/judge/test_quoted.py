"""A rule said again nearly word by word, with something else in place of a few of its words."""

from __future__ import annotations

import pytest
from judge.probe.quoted import misquoted

RULES = [
    "The elephant with the number f walks first.",
    "Alice and Bob take turns; Alice moves first in the game.",
    "Each step goes to the neighbouring cell on the right or below.",
    "A counter where a customer ends at time t is free from time t on.",
    "A query adds x to every number from position l to position r.",
    "The number at position i is greater than the number at position j.",
    "The robot moves left, right, up or down within the grid.",
]
TURNED = {
    "order": ("The mayor wants an order in which the elephant with the number f walks last.", ("first", "last")),
    "who": ("Alice and Bob take turns; Bob moves first in the game. Bob is tired.", ("Alice", "Bob")),
    "way more": (
        "Each step goes to the neighbouring cell on the right, below or diagonally below.",
        ("down, right", "diagonal, down, right"),
    ),
    "way less": ("The robot moves left, right or up within the grid.", ("down, left, right, up", "left, right, up")),
    "offset": ("A counter where a customer ends at time $t$ is free from time $t + 1$ on.", ("t", "t+1")),
    "set": ("A query sets every number from position $l$ to position $r$ to x.", None),
    "set in place": ("A query sets x to every number from position $l$ to position $r$.", ("adding", "setting")),
    "said too": ("The elephant with the number f walks first. Its tail with the number f walks last.", None),
    "reversed": ("The number at position j is less than the number at position i.", None),
    "own words": ("In front of all others goes the elephant with the number f. Alice begins.", None),
    "all ways": ("The robot moves left, right or vertically within the grid.", None),
}


@pytest.mark.parametrize(("statement", "found"), TURNED.values(), ids=TURNED)
def test_a_few_other_words_are_seen(statement: str, found: tuple[str, str] | None) -> None:
    assert list(misquoted(RULES, statement)) == ([found] if found else [])


MORE_RULES = [
    "Of each crate, at most one other box is opened.",
    "A parcel of size x goes into a parcel of size y if 2x <= y.",
    "Each pair (i, j) counts if i <= j - 1 and the sum is even.",
    "Neighbouring beads never have the same colour.",
    "The first and the last stop may be left out too.",
    "The distance of two stops is the Euclidean distance.",
    "On every later day there are strictly more steps than before.",
    "Print the numbers of all boxes that lie in no other box.",
    "A lone day is a streak by itself.",
]
VALUES = {
    "a count": ("Of each crate, at most two other boxes are opened.", ("1", "2")),
    "a count in digits": ("Of each crate, at most $1$ other box is opened.", None),
    "a comparison": (
        "A parcel of size $x$ goes into a parcel of size $y$ if $2x < y$.",
        ("at most", "less than"),
    ),
    "the same comparison": ("A parcel of size $x$ goes into a parcel of size $y$ if $2x \\leq y$.", None),
    "made up for": ("Each pair $(i, j)$ counts if $i < j$ and the sum is even.", None),
    "always": ("Neighbouring beads always have the same colour.", ("never", "always")),
    "do not": ("Neighbouring beads do not have the same colour.", None),
    "denied": ("The first and the last stop may not be left out too.", ("nothing of the kind", "not")),
    "a distance": ("The distance of two stops is the Manhattan distance.", ("straight", "along axes")),
    "or equal": ("On every later day there are no fewer steps than before.", ("strictly", "or equal")),
    "some": ("Print the numbers of some boxes that lie in no other box.", ("all", "some")),
    "none": ("A lone day is no streak by itself.", ("one", "none")),
}


@pytest.mark.parametrize(("statement", "found"), VALUES.values(), ids=VALUES)
def test_another_value_in_the_words_of_a_rule_is_seen(statement: str, found: tuple[str, str] | None) -> None:
    assert list(misquoted(MORE_RULES, statement)) == ([found] if found else [])


KOREAN = [
    "두 사람이 번갈아 조약돌을 가져가며, 하늘이가 먼저 한다.",
    "어떤 창구에서 시각 t에 업무가 끝나면 그 창구는 시각 t부터 비어 있다.",
    "명령 'U l r x'는 l번부터 r번까지의 모든 조명의 밝기에 x를 더한다.",
    "그 시각에 빈 창구가 여러 개이면 번호가 가장 작은 빈 창구로 간다.",
    "이웃한 두 카드의 합이 m의 배수이면 두 카드를 없앤다.",
    "남은 카드가 없으면 0 0을 출력한다.",
]
TURNED_KO = {
    "who": (
        "하늘이와 바다가 논다. 두 사람이 번갈아 조약돌을 가져가며, 바다가 먼저 한다. 하늘이가 이긴다.",
        ("하늘", "바다"),
    ),
    "person": ("하늘이가 논다. 두 사람이 번갈아 조약돌을 가져가며, 하늘이가 먼저 한다.", None),
    "offset": ("어떤 창구에서 시각 $t$에 업무가 끝나면 그 창구는 시각 $t+1$부터 비어 있다.", ("t", "t+1")),
    "set": ("- `U l r x`: $l$번부터 $r$번까지의 모든 조명의 밝기를 $x$로 바꾼다.", ("adding", "setting")),
    "tie": ("그 시각에 빈 창구가 여러 개이면 가장 먼저 빈 창구로 간다.", ("by number", "by time")),
    "divisor": ("이웃한 두 카드의 합이 $m$의 약수이면 두 카드를 없앱니다.", ("multiple", "divisor")),
    "difference": ("이웃한 두 카드의 차가 $m$의 배수이면 두 카드를 없앱니다.", ("total", "difference")),
    "polite": ("남은 카드가 없으면 `-1`을 출력합니다.", ("00", "-1")),
    "polite and right": ("남은 카드가 없으면 `0 0`을 출력하세요.", None),
    "given": ("그 시각에 빈 창구가 여러 개이면 가장 먼저 나온 빈 창구로 간다.", None),
}


@pytest.mark.parametrize(("statement", "found"), TURNED_KO.values(), ids=TURNED_KO)
def test_a_few_other_words_are_seen_in_korean(statement: str, found: tuple[str, str] | None) -> None:
    assert list(misquoted(KOREAN, statement)) == ([found] if found else [])
