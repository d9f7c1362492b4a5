"""Comparisons written in a text, such as `1 \\le n \\le 10^5` or `u_i \\ne v_i`: bounds and relations of variables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from judge.probe.layout import Names
from judge.probe.numerals import numerals
from judge.probe.spec import Variable

_OPERATORS = {
    "\\le": "<=", "\\leq": "<=", "\\leqslant": "<=", "≤": "<=", "⩽": "<=", "<=": "<=", "≦": "<=",
    "\\ge": ">=", "\\geq": ">=", "\\geqslant": ">=", "≥": ">=", "⩾": ">=", ">=": ">=", "≧": ">=",
    "\\lt": "<", "<": "<", "&lt;": "<", "\\gt": ">", ">": ">", "&gt;": ">",
    "\\ne": "!=", "\\neq": "!=", "≠": "!=", "!=": "!=",
}  # fmt: skip
_FLIPPED = {"<=": ">=", ">=": "<=", "<": ">", ">": "<", "!=": "!="}
_OPERATOR = re.compile(
    r"\\(?:leqslant|geqslant|leq|geq|neq|le|ge|lt|gt|ne)(?![A-Za-z])|&lt;|&gt;|<=|>=|!=|[≤⩽≦≥⩾≧≠]|(?<![<])<(?![<a-zA-Z/!])|(?<![>\-a-zA-Z\"/])>(?!>)"
)
_IDENTIFIER = r"[A-Za-z](?:\w(?<!_))*(?:_(?:[A-Za-z0-9]+|\{[A-Za-z0-9+\- ,]+\}))*"
_LIST = rf"{_IDENTIFIER}(?:\s*(?:,|and|와|과|및|,\s*\\ldots|,\s*\\dots|,\s*…)\s*{_IDENTIFIER})*"
_LEFT = re.compile(rf"(?:^|[\s$(,;:|`]|\\,)({_LIST})\s*[$`]?\s*$")
_RIGHT = re.compile(rf"^\s*[$`]?\s*({_LIST})\s*(?=$|[$),.;:`\s]|\\[lg]|[<>≤≥≠])")
_ARITHMETIC_AFTER = re.compile(r"^\s*(?:[+\-−*/^_]|\\cdot|\\times|\\frac|\()")
_ARITHMETIC_BEFORE = re.compile(r"(?:[+\-−*/^_]|\\cdot|\\times)\s*$")


@dataclass(frozen=True)
class Bound:
    """The variable `name` stands in `operator` (`<=`, `<`, `>=`, `>`) to a number; `place` is where in the text."""

    name: str
    operator: str
    value: Decimal
    place: int

    @property
    def is_upper(self) -> bool:
        return self.operator in ("<=", "<")

    def inclusive(self, is_whole: bool) -> Decimal:
        """The bound itself; for whole numbers `< 5` means 4."""
        if not is_whole or self.operator in ("<=", ">="):
            return self.value
        return self.value - 1 if self.operator == "<" else self.value + 1


@dataclass(frozen=True)
class Relation:
    """`left` stands in `operator` (`<=`, `<`, `!=`) to `right`, both names of variables."""

    left: str
    operator: str
    right: str
    place: int = 0

    def holds(self, left: Decimal, right: Decimal) -> bool:
        return {"<=": left <= right, "<": left < right, "!=": left != right}[self.operator]

    def __str__(self) -> str:
        return f"{self.left} {self.operator} {self.right}"


@dataclass(frozen=True)
class Comparisons:
    bounds: tuple[Bound, ...]
    relations: tuple[Relation, ...]
    bounded_by_expression: frozenset[str]


def comparisons(text: str, variables: Sequence[Variable]) -> Comparisons:
    """All that a text compares; what stands beside an operator and is no number or name is left alone."""
    names = Names(variables)
    bounds: list[Bound] = []
    relations: list[Relation] = []
    expressed: set[str] = set()
    for operator, left, right, place in _pairs(text):
        one, other = _operand(left, names, at_end=True), _operand(right, names, at_end=False)
        bounds += _bounds(one, operator, other, place)
        relations += _relations(one, operator, other, place)
        expressed |= {name for name in one if isinstance(name, str)} if not other else set()
        expressed |= {name for name in other if isinstance(name, str)} if not one else set()
    return Comparisons(tuple(bounds), tuple(relations), frozenset(expressed))


def _pairs(text: str) -> Iterator[tuple[str, str, str, int]]:
    """(operator, text before it, text after it, place), each side up to the neighbouring operator."""
    marks = list(_OPERATOR.finditer(text))
    for index, mark in enumerate(marks):
        start = marks[index - 1].end() if index else 0
        stop = marks[index + 1].start() if index + 1 < len(marks) else len(text)
        yield _OPERATORS[mark[0]], text[start : mark.start()][-120:], text[mark.end() : stop][:120], mark.start()


Operand = list[str | Decimal]


def _operand(text: str, names: Names, at_end: bool) -> Operand:
    number = _number_at(text, at_end)
    if number is not None:
        return [number]
    match = _LEFT.search(text) if at_end else _RIGHT.match(text)
    if match is None or (not at_end and _ARITHMETIC_AFTER.match(text[match.end(1) :])):
        return []
    if at_end and _ARITHMETIC_BEFORE.search(text[: match.start(1)]):
        return []
    found = [names.of(identifier)[0] for identifier in re.findall(_IDENTIFIER, match[1])]
    indices = {identifier for identifier in re.findall(_IDENTIFIER, match[1]) if "+" in identifier or "-" in identifier}
    known: Operand = [name for name in dict.fromkeys(found) if name is not None]
    return [] if indices or (None in found and len(found) == 1) else known


def _number_at(text: str, at_end: bool) -> Decimal | None:
    """The number that ends, or begins, the text and is no part of a larger expression."""
    trimmed = text.rstrip(" $`{}\\,") if at_end else text
    for numeral in numerals(trimmed):
        if at_end and numeral.end == len(trimmed) and not _ARITHMETIC_BEFORE.search(trimmed[: numeral.start]):
            return numeral.value
        if not at_end and trimmed[: numeral.start].strip(" $`{") == "":
            return None if _is_continued(trimmed[numeral.end :]) else numeral.value
        if not at_end:
            return None
    return None


def _is_continued(rest: str) -> bool:
    """Whether a number is the start of an expression such as `2n` or `2 - m`."""
    return re.match(r"\s*(?:[+\-−*/^]\s*[\w\\({]|\\cdot|\\times|[A-Za-z_(])", rest) is not None and not re.match(
        r"\s+[A-Za-z]{2,}", rest
    )


def _bounds(one: Operand, operator: str, other: Operand, place: int) -> list[Bound]:
    found = []
    for left in one:
        for right in other:
            if isinstance(left, str) and isinstance(right, Decimal) and operator != "!=":
                found.append(Bound(left, operator, right, place))
            elif isinstance(left, Decimal) and isinstance(right, str) and operator != "!=":
                found.append(Bound(right, _FLIPPED[operator], left, place))
    return found


def _relations(one: Operand, operator: str, other: Operand, place: int) -> list[Relation]:
    pairs = [(a, b) for a in one for b in other if isinstance(a, str) and isinstance(b, str) and a != b]
    if operator in (">", ">="):
        return [Relation(b, _FLIPPED[operator], a, place) for a, b in pairs]
    return [Relation(a, operator, b, place) for a, b in pairs]
