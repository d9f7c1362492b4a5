"""Values of a line in another order than the layout's, and signs of a map that were exchanged."""

from __future__ import annotations

from decimal import Decimal

import pytest
from judge.probe.order_said import exchanged_on_line, signs_exchanged
from judge.probe.spec import Variable

VARIABLES = [Variable(name, "integer", Decimal(1), Decimal(9)) for name in ("n", "k", "u_i", "v_i", "a_i")]
LAYOUT = ["n k", "k lines: u_i v_i", "a_1 a_2 ... a_n"]
LINES = {
    "as it is": ("The first line contains two integers $n$ and $k$ ($k \\le n$).", None),
    "exchanged": ("The first line contains two integers $k$ and $n$.", ("n k", "k n")),
    "one by one": ("The first line holds the number of roads $k$ and that of towns $n$.", ("n k", "k n")),
    "on a later line": ("Each of the next $k$ lines contains $v_i$ and $u_i$.", ("u_i v_i", "v_i u_i")),
    "with a bound before": ("As $k \\le n$, the first line contains $n$ and $k$.", None),
    "once right": ("The line has $n$ and $k$. That line has $k$ and $n$ in it.", None),
    "any order": ("The first line contains $k$ and $n$ in any order.", None),
    "Korean": ("첫째 줄에 카드의 장수 $k$와 수 $n$이 주어진다.", ("n k", "k n")),
    "right in Korean": ("첫째 줄에 $n$과 $k$가 주어진다. ($k \\le n$)", None),
    "elsewhere": ("Here $k$ and $n$ are numbers.", None),
}


@pytest.mark.parametrize(("text", "found"), LINES.values(), ids=LINES)
def test_order_on_a_line(text: str, found: tuple[str, str] | None) -> None:
    assert list(exchanged_on_line(LAYOUT, VARIABLES, text)) == ([found] if found else [])


RULES = ["Each cell is water (`~`), land (`#`) or land with a bell (`B`)."]
SIGNS = {
    "as it is": ("A cell is water (`~`) or land (`#`).", []),
    "exchanged": ("A cell is water (`#`), land (`~`).", [("~ for water", "# for water"), ("# for land", "~ for land")]),
    "of its own": ("A cell is water (`w`).", []),
    "twice": ("A cell is water (`#`) or water (`~`).", []),
}


@pytest.mark.parametrize(("text", "found"), SIGNS.values(), ids=SIGNS)
def test_signs_of_a_map(text: str, found: list[tuple[str, str]]) -> None:
    assert list(signs_exchanged(RULES, text)) == found
