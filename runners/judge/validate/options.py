"""Arguments of the format's default output validator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from judge.package.fields import parse_number

_TOLERANCES = ("float_tolerance", "float_absolute_tolerance", "float_relative_tolerance")


class ValidatorArgumentError(ValueError):
    """The package gives the default validator arguments that it does not know."""


@dataclass(frozen=True)
class ComparisonOptions:
    """How tokens are compared; a tolerance of None means that this kind was not asked for."""

    case_sensitive: bool = False
    space_change_sensitive: bool = False
    absolute: float | None = None
    relative: float | None = None

    @property
    def has_tolerance(self) -> bool:
        return self.absolute is not None or self.relative is not None


def parse_options(args: Sequence[str]) -> ComparisonOptions:
    """Raises ValidatorArgumentError naming the argument: unknown, given twice, without its number."""
    flags: set[str] = set()
    tolerances: dict[str, float] = {}
    words = iter(args)
    for word in words:
        if word in _TOLERANCES:
            _add_tolerance(tolerances, word, next(words, None))
        elif word in ("case_sensitive", "space_change_sensitive"):
            flags.add(word)
        else:
            raise ValidatorArgumentError(f"{word} is no argument of the default output validator")
    both = tolerances.get("float_tolerance")
    return ComparisonOptions(
        case_sensitive="case_sensitive" in flags,
        space_change_sensitive="space_change_sensitive" in flags,
        absolute=tolerances.get("float_absolute_tolerance", both),
        relative=tolerances.get("float_relative_tolerance", both),
    )


def _add_tolerance(tolerances: dict[str, float], name: str, text: str | None) -> None:
    number = parse_number(text) if text is not None else None
    if number is None or number < 0:
        raise ValidatorArgumentError(f"{name} needs a number that is not negative")
    if name in tolerances:
        raise ValidatorArgumentError(f"{name} is given twice")
    if tolerances and "float_tolerance" in {*tolerances, name}:
        raise ValidatorArgumentError("float_tolerance cannot stand beside another tolerance")
    tolerances[name] = number
