"""Large numbers of the spec of which a statement has one digit wrong, or two digits exchanged."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal

_FEWEST_DIGITS = 5
_ROUND = 1000
_EXCHANGED = 2


def mistyped(wanted: Collection[Decimal], said: Collection[Decimal]) -> Iterator[tuple[str, str]]:
    """(the spec's number, what is said instead); round numbers and neighbours may well be meant."""
    known = {digits for value in wanted if (digits := _digits(value))}
    for value in sorted(said):
        digits = _digits(value)
        if digits and digits not in known:
            yield from ((ours, digits) for ours in sorted(known) if _is_slip(ours, digits))


def _digits(value: Decimal) -> str:
    """Empty for what is no large whole number."""
    if value != value.to_integral_value() or value % _ROUND == 0:
        return ""
    digits = str(int(value))
    return digits if len(digits) >= _FEWEST_DIGITS and value > 0 else ""


def _is_slip(one: str, other: str) -> bool:
    if len(one) != len(other) or abs(int(one) - int(other)) == 1:
        return False
    places = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(places) == 1:
        return True
    is_next = len(places) == _EXCHANGED and places[1] == places[0] + 1
    return is_next and one[places[0]] == other[places[1]] and one[places[1]] == other[places[0]]
