"""Whether a statement says which of several counts, where a rule does."""

from __future__ import annotations

import pytest
from judge.probe.lexicon import TIE, TIE_RULE, says

RULE = "If several clumps have the most plants, the leftmost of them counts as the largest."


@pytest.mark.parametrize(
    ("rule", "is_one"),
    [
        (RULE, True),
        ("In case of a tie the smaller number is printed.", True),
        ("If several roads are closed, the trip takes longer.", False),
        ("Several plants may stand at the same place.", False),
    ],
)
def test_rules_on_ties(rule: str, is_one: bool) -> None:
    assert says(TIE_RULE, "en", rule) is is_one


@pytest.mark.parametrize(
    ("text", "is_said"),
    [
        ("When two or more clumps are equally large, take the one furthest to the left.", True),
        ("Print the smallest such number.", True),
        ("Among all of equal length print the first.", True),
        ("Print the position of the leftmost plant of the largest clump. Several plants may share a place.", False),
    ],
)
def test_statements_on_ties(text: str, is_said: bool) -> None:
    assert says(TIE, "en", text) is is_said
