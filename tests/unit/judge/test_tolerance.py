"""How exact answers must be, by the tests and by what is said."""

from __future__ import annotations

from decimal import Decimal

import pytest
from judge.probe.tolerance import is_tighter, tolerances


@pytest.mark.parametrize(
    ("args", "tighter"),
    [
        (("float_tolerance", "1e-6"), False),
        (("float_tolerance", "1e-12"), True),
        (("float_tolerance", "1e-4"), False),
        (("float_relative_tolerance", "1e-9", "float_absolute_tolerance", "1e-6"), False),
        (("float_relative_tolerance", "1e-9", "float_absolute_tolerance", "1e-8"), True),
        (("case_sensitive",), False),
        ((), False),
    ],
)
def test_tighter_than_granted(args: tuple[str, ...], tighter: bool) -> None:
    assert is_tighter(args, Decimal("1e-6")) is tighter


def test_numbers_after_a_tolerance() -> None:
    assert tolerances(("space_change_sensitive", "float_tolerance", "1e-3")) == [Decimal("0.001")]
