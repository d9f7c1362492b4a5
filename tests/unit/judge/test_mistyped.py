"""Large numbers of which a statement has a digit wrong."""

from __future__ import annotations

from decimal import Decimal

import pytest
from judge.probe.mistyped import mistyped


@pytest.mark.parametrize(
    ("said", "is_slip"),
    [
        ("998244343", True),
        ("998424353", True),
        ("998244353", False),
        ("998244352", False),
        ("1000000007", False),
        ("98244353", False),
        ("998000000", False),
        ("0.5", False),
    ],
)
def test_slip_of_the_modulus(said: str, is_slip: bool) -> None:
    found = list(mistyped({Decimal("998244353"), Decimal(3)}, {Decimal(said), Decimal(4)}))
    assert found == ([("998244353", said)] if is_slip else [])


def test_number_of_its_own_is_no_slip() -> None:
    both = {Decimal("1000000007"), Decimal("1000000009")}
    assert list(mistyped(both, both)) == []
