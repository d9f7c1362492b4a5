"""Inputs that lack what a rule wants at least one of."""

from __future__ import annotations

import pytest
from judge.probe.document import Document
from judge.probe.required import without_required
from judge.probe.variants import Sheet

INPUT = b"3 3\n1 2 3\nU 1 2 5\nQ 1 3\nQ 2 2\n"
WITHOUT = b"3 3\n1 2 3\nU 1 2 5\nU 1 2 5\nU 1 2 5\n"
RULES = {
    "english": ("At least one of the commands is a Q command.", [("Q", WITHOUT)]),
    "korean": ("명령 가운데 적어도 하나는 'Q' 명령이다.", [("Q", WITHOUT)]),
    "condition": ("If there is at least one Q command, print its answer.", []),
    "other": ("At least one of the numbers is even.", []),
    "no promise": ("A Q command asks for the largest.", []),
}


@pytest.mark.parametrize(("rule", "made"), RULES.values(), ids=RULES)
def test_lines_that_a_rule_wants_are_taken_out(rule: str, made: list[tuple[str, bytes]]) -> None:
    assert list(without_required([Sheet("1", Document.of(INPUT))], [rule])) == made


def test_nothing_is_made_where_an_input_has_no_such_line() -> None:
    sheets = [Sheet("1", Document.of(INPUT)), Sheet("2", Document.of(WITHOUT))]
    assert list(without_required(sheets, [RULES["english"][0]])) == []
