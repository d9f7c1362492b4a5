"""What a rule allows and the tests never have."""

from __future__ import annotations

from decimal import Decimal

import pytest
from judge.probe.allowed import doubled, untried
from judge.probe.document import Document
from judge.probe.layout import Block, Count, Layout
from judge.probe.spec import Variable
from judge.probe.variants import Sheet

NUMBER = {"kind": "integer", "meaning": ""}
VARIABLES = {
    name: Variable(name=name, low=Decimal(1), high=Decimal(high), **NUMBER)
    for name, high in (("m", 20), ("u_i", 9), ("v_i", 9))
}
LAYOUT = Layout((Block(("m",)), Block(("u_i", "v_i"), Count(("m",)))), VARIABLES)
RULE = "Several roads may connect the same two towns."


def sheet(rows: list[tuple[int, int]]) -> Sheet:
    lines = [str(len(rows)), *(f"{a} {b}" for a, b in rows)]
    document = Document.of(("\n".join(lines) + "\n").encode())
    return Sheet("secret/1", document, LAYOUT.read(document.tokens))


SIMPLE = [(a, a + 1) for a in range(1, 9)] + [(a, a + 2) for a in range(1, 7)]


@pytest.mark.parametrize(
    ("rows", "rule", "found"),
    [(SIMPLE, RULE, 1), ([*SIMPLE, (2, 1)], RULE, 0), (SIMPLE, "Each road connects two towns.", 0)],
    ids=["never", "once", "not allowed"],
)
def test_doubles_that_a_rule_allows_must_be_tried(rows: list[tuple[int, int]], rule: str, found: int) -> None:
    assert len(list(untried([sheet(rows)], LAYOUT, [rule]))) == found


def test_inputs_with_a_row_twice_are_made_where_a_rule_allows_it() -> None:
    made = list(doubled([sheet(SIMPLE[:3])], LAYOUT, [RULE]))
    assert [data for _, data in made] == [b"4\n1 2\n2 3\n3 4\n3 4\n"]
    assert list(doubled([sheet(SIMPLE[:3])], LAYOUT, ["Each road connects two towns."])) == []
