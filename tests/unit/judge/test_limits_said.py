"""Two numbers that changed sides between a spec and a statement."""

from __future__ import annotations

import pytest
from judge.probe.limits_said import changed_sides

SPEC = ("en", "She works at most 3 nights in a row.\nBetween two streaks there are at least 2 nights off.")
FAITHFUL = "누구도 3일을 넘겨 연달아 밤에 일할 수 없다. 두 근무 사이에는 2일 이상 연달아 쉬어야 한다."
TURNED = "누구도 2일을 넘겨 연달아 밤에 일할 수 없다. 두 근무 사이에는 3일 이상 연달아 쉬어야 한다."


def test_translation_that_swaps_the_limits_is_told() -> None:
    assert list(changed_sides(SPEC, ("ko", TURNED))) == [("3", "2")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ko", FAITHFUL),
        ("en", "Nobody works more than 3 nights in a row. There must be 2 nights or more between streaks."),
        ("en", "At least 3 of the 2 are at most 3."),
        ("fr", "Au plus 2, au moins 3."),
    ],
    ids=["faithful", "other words", "both sides", "unknown language"],
)
def test_other_texts_are_left_alone(language: str, text: str) -> None:
    assert list(changed_sides(SPEC, (language, text))) == []
