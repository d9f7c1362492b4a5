"""A program with exact division prints what it should have printed, and says when that mattered."""

from __future__ import annotations

import contextlib
import io

import pytest
from judge.probe.exact import COARSE, exact_twin


def run(source: str) -> tuple[str, bool]:
    """What it prints, and whether it met a number that a real one cannot hold."""
    said, told = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(told):
        exec(source, {})
    return said.getvalue().strip(), COARSE.decode() in told.getvalue()


LARGE = 4 * 10**18 + 2
EXACT = {
    "division": (f"print(int({LARGE} / 2 - 1))", str(LARGE // 2 - 1), True),
    "assignment": (f"x = {LARGE}\nx /= 2\nprint(int(x))", str(LARGE // 2), True),
    "root": ("import math\nprint(int(math.sqrt(999999999999999999)))", "999999999", True),
    "power": (f"print(int({(2**40 + 1) ** 2} ** 0.5))", str(2**40 + 1), True),
    "small": ("print(int(7 / 2), 9 ** 0.5 > 2)", "3 True", False),
    "reals": ("print(1.5 / 2)", "0.75", False),
    "future": ('"""Solves it."""\nfrom __future__ import annotations\nprint(int(8 / 2))', "4", False),
}


@pytest.mark.parametrize(("source", "printed", "coarse"), EXACT.values(), ids=EXACT)
def test_divides_exactly(source: str, printed: str, coarse: bool) -> None:
    twin = exact_twin(source)
    assert twin is not None
    assert run(twin) == (printed, coarse)


@pytest.mark.parametrize("source", ["print(3 // 2)", "print(", "int main() {}"], ids=["whole", "broken", "other"])
def test_there_is_none_where_nothing_is_divided(source: str) -> None:
    assert exact_twin(source) is None
