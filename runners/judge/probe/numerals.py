"""Numbers as people write them in statements: 10^5, 2 \\cdot 10^{9}, 1{,}000{,}000{,}007, 10^9+7, 10⁹, 1e-6."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_PLAIN = r"\d+(?:(?:\{,\}|,|\\,|\\ |[ _'\u00a0\u2009\u202f])\d{3}(?!\d))*(?:\.\d+)?(?:[eE][+-]?\d+)?"
_POWER = r"(?:\^\s*(?:\{\s*(-?\d+)\s*\}|(\d+))|([⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+)|\*\*(\d+))"
_TIMES = r"\s*(?:\\cdot|\\times|×|·|⋅|\*(?!\*))\s*"
_NUMBER = re.compile(
    rf"(?<![\w.\\])([-−]\s?)?(?:({_PLAIN}){_TIMES})?({_PLAIN})(?:{_POWER})?(?:\s*([+\-−])\s*(\d{{1,3}})(?![\d.^]))?"
)
_SEPARATORS = re.compile(r"\{,\}|\\,|\\ |[, _'\u00a0\u2009\u202f]")
_LARGEST_EXPONENT = 400


@dataclass(frozen=True)
class Numeral:
    value: Decimal
    start: int
    end: int


def numerals(text: str) -> Iterator[Numeral]:
    """The numbers in a text, in order. `a - 1` after a plain number is left for two numbers, `10^9+7` is one."""
    position = 0
    while match := _NUMBER.search(text, position):
        value, end = _value(match)
        if value is not None:
            yield Numeral(value, match.start(), end)
        position = max(end, match.start() + 1)


def values(text: str) -> set[Decimal]:
    return {numeral.value for numeral in numerals(text)}


def _value(match: re.Match[str]) -> tuple[Decimal | None, int]:
    sign, factor, base, braced, bare, raised, starred, operator, rest = match.groups()
    exponent = braced or bare or starred or (raised.translate(_RAISED) if raised else None)
    number, end = _plain(base), match.end()
    if exponent is not None:
        if abs(int(exponent)) > _LARGEST_EXPONENT:
            return None, end
        number = number ** int(exponent)
    if factor:
        number *= _plain(factor)
    if operator and exponent is not None:
        number += int(rest) if operator == "+" else -int(rest)
    elif operator:
        end = match.start(8)
    return (-number if sign else number), end


def _plain(text: str) -> Decimal:
    return Decimal(_SEPARATORS.sub("", text))
