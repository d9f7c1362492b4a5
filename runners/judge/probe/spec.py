"""The problem's spec (`.alpaco/spec.json`): rules and bounds as data."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import cast

from judge.package.constants import Constants, substitute

FILE = ".alpaco/spec.json"
KINDS = ("integer", "real", "string_length", "count")
OUTPUT_KINDS = ("exact", "float", "any_valid")
DIFFICULTIES = ("tutorial", "easy", "medium", "hard")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_TEXTS = ("title", "summary", "difficulty", "output_kind", "float_tolerance", "intended_complexity", "naive_complexity")
_LISTS = ("topics", "rules", "input_layout", "output_layout", "answer_classes")
_NUMBERS = ("time_limit_s", "memory_mib")


class SpecError(Exception):
    """The file is no spec; the message says where."""


@dataclass(frozen=True)
class Variable:
    """A bounded quantity of the input; `low` and `high` are inclusive."""

    name: str
    kind: str
    low: Decimal
    high: Decimal
    meaning: str = ""

    @property
    def is_text(self) -> bool:
        return self.kind == "string_length"

    @property
    def base(self) -> str:
        """`a` of `a_i`: the name without an index."""
        head, _, index = self.name.rpartition("_")
        return head if head and (len(index) == 1 or index.isdigit()) else self.name


@dataclass(frozen=True)
class ProblemSpec:
    """Texts with the package's constants filled in."""

    title: str
    summary: str
    rules: tuple[str, ...]
    variables: tuple[Variable, ...]
    input_layout: tuple[str, ...]
    output_layout: tuple[str, ...]
    output_kind: str
    float_tolerance: str
    answer_classes: tuple[str, ...]
    intended_complexity: str
    naive_complexity: str
    time_limit_s: float
    memory_mib: int

    def variable(self, name: str) -> Variable | None:
        return next((variable for variable in self.variables if variable.name == name), None)

    @property
    def prose(self) -> str:
        """Everything that the spec says of the problem in words."""
        meanings = [variable.meaning for variable in self.variables]
        return "\n".join([self.summary, *self.rules, *self.output_layout, *meanings])


def read_spec(root: Path, constants: Constants) -> ProblemSpec | None:
    """None if the package has none. Raises SpecError."""
    path = root / FILE
    if not path.is_file():
        return None
    try:
        raw = json.loads(substitute(path.read_bytes(), constants))
    except (ValueError, RecursionError) as exc:
        raise SpecError(f"is not JSON: {exc}") from exc
    return parse_spec(raw)


def parse_spec(raw: object) -> ProblemSpec:
    """Raises SpecError naming every field that does not fit the schema."""
    if not isinstance(raw, dict):
        raise SpecError("must be an object")
    fields = cast("Mapping[str, object]", raw)
    problems = _misses(fields)
    if problems:
        raise SpecError("; ".join(problems))
    variables = tuple(_variable(item) for item in cast("list[Mapping[str, object]]", fields["variables"]))
    texts = {name: str(fields[name]) for name in _TEXTS if name not in ("difficulty",)}
    lists = {name: tuple(cast("list[str]", fields[name])) for name in _LISTS if name != "topics"}
    return ProblemSpec(
        variables=variables,
        time_limit_s=float(cast("float", fields["time_limit_s"])),
        memory_mib=int(cast("float", fields["memory_mib"])),
        **texts,  # type: ignore[arg-type]  # the fields of these names are texts and lists of texts
        **lists,  # type: ignore[arg-type]
    )


def _misses(fields: Mapping[str, object]) -> list[str]:
    problems = [f"{name} must be a text" for name in _TEXTS if not isinstance(fields.get(name), str)]
    problems += [f"{name} must be a list of texts" for name in _LISTS if not _is_texts(fields.get(name))]
    problems += [f"{name} must be a positive number" for name in _NUMBERS if not _is_positive(fields.get(name))]
    for name, known in (("output_kind", OUTPUT_KINDS), ("difficulty", DIFFICULTIES)):
        if isinstance(fields.get(name), str) and fields[name] not in known:
            problems.append(f"{name} {fields[name]!r} is none of {', '.join(known)}")
    variables = fields.get("variables")
    if not isinstance(variables, list):
        return [*problems, "variables must be a list"]
    for item in variables:
        problems += _variable_misses(item)
    names = [str(item.get("name")) for item in variables if isinstance(item, dict)]
    problems += [f"variable {name} is listed twice" for name in sorted(set(names)) if names.count(name) > 1]
    return problems


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_positive(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value > 0


def _variable_misses(item: object) -> list[str]:
    if not isinstance(item, dict):
        return ["a variable must be an object"]
    name = item.get("name")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        return [f"{name!r} is no name of a variable"]
    if item.get("kind") not in KINDS:
        return [f"variable {name}: kind {item.get('kind')!r} is none of {', '.join(KINDS)}"]
    low, high = _number(item.get("min")), _number(item.get("max"))
    if low is None or high is None:
        return [f"variable {name}: min and max must be decimal numbers"]
    return [f"variable {name}: min {low} is above max {high}"] if low > high else []


def _number(value: object) -> Decimal | None:
    try:
        number = Decimal(value) if isinstance(value, str) else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None


def _variable(item: Mapping[str, object]) -> Variable:
    low, high = Decimal(str(item["min"])), Decimal(str(item["max"]))
    return Variable(str(item["name"]), str(item["kind"]), low, high, str(item.get("meaning", "")))
