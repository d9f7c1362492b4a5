"""Decimal literals, as specs write bounds: strings, so that 10^18 survives every JSON parser."""

from __future__ import annotations

import re
from decimal import Decimal

_LITERAL = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
MAX_LITERAL = 350


def read_decimal(text: str) -> Decimal | None:
    """The exact value of a literal such as `100000`, `-0.5`, `1e-6`; None if it is none."""
    literal = text.strip()
    return Decimal(literal) if len(literal) <= MAX_LITERAL and _LITERAL.fullmatch(literal) else None


def is_whole(value: Decimal) -> bool:
    return value == value.to_integral_value()


def plain_integer(value: Decimal) -> str:
    """The digits of a whole number, without exponent."""
    return str(int(value))
