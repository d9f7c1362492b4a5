"""A bound has one source: a statement that types it, though a constant stands for it, is at fault."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from judge.gates.bounds import typed
from judge.probe.prose import Statement
from judge.probe.spec import Variable

CONSTANTS = {"n_min": {"value": "1"}, "n_max": {"value": "200000"}}


def found(text: str, constants: dict[str, dict[str, str]]) -> list[str]:
    package = SimpleNamespace(constants=constants)
    bench: Any = SimpleNamespace(statements=[Statement("en", text, text)], package=package)
    spec: Any = SimpleNamespace(variables=(Variable("n", "count", Decimal(1), Decimal(200000), ""),))
    return list(typed(bench, spec))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One integer $n$ (${{n_min}} \\le n \\le {{n_max}}$).", 0),
        ("One integer $n$ ($1 \\le n \\le {{n_max}}$).", 0),
        ("One integer $n$ ($1 \\le n \\le 200000$).", 1),
        ("One integer $n$ ($1 \\le n \\le 2 \\cdot 10^5$).", 1),
        ("One integer $n$ (${{n_min}} \\le n \\le {{n_max}}$). If $n \\ge 3$, there is a tour.", 0),
    ],
)
def test_bound_is_typed_when_it_has_a_placeholder(text: str, count: int) -> None:
    assert len(found(text, CONSTANTS)) == count
    assert found(text, {}) == []
