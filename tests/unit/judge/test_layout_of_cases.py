"""Layouts of several test cases in one input, as they are worded."""

from __future__ import annotations

from decimal import Decimal

import pytest
from judge.probe.layout import Loop, fit
from judge.probe.spec import Variable

VARIABLES = [
    Variable(name, "integer", Decimal(low), Decimal(high), "")
    for name, low, high in (("T", 1, 9), ("N", 1, 9), ("M", 0, 9), ("A_j", 1, 9), ("B_j", 1, 9))
]
INPUTS = [b"2 3 1 1 2 2 0", b"1 4 3 1 2 3 4 2 3", b"3 1 0 2 2 1 2 2 1 5 0"]
LAYOUTS = {
    "loop": ["T", "T test cases:", "N M", "M lines: A_j B_j"],
    "follow": [
        "Line 1: T",
        "Then T test cases follow; each begins with a line: N M",
        "and goes on with M lines: A_j B_j",
    ],
    "each": ["T", "for each test case: N M", "M lines: A_j B_j"],
    "korean": ["첫째 줄: T", "테스트 케이스마다 한 줄: N M", "다음 M개의 줄: A_j B_j"],
}


@pytest.mark.parametrize("entries", LAYOUTS.values(), ids=LAYOUTS)
def test_cases_are_read(entries: list[str]) -> None:
    found = fit(entries, VARIABLES, [data.split() for data in INPUTS])
    assert found is not None
    assert any(isinstance(step, Loop) for step in found.steps)
    reading = found.read(INPUTS[0].split())
    assert reading is not None
    assert reading.places("A_j") == [3]
