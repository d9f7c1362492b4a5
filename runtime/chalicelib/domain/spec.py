"""The ProblemSpec: a whole problem as rules and bounds, before any code or prose exists.

`read_spec` turns the object that a model replied into one, or says what is wrong with it in words for the model.
Form first (`problem_spec.schema.json`), then what a schema cannot say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import cast

from chalicelib.domain.decimals import is_whole, plain_integer, read_decimal
from chalicelib.domain.generation import Difficulty
from chalicelib.domain.schema import misses

MAX_TITLE = 80
MAX_TIME_LIMIT_S = 60
MEMORY_MIB = (16, 4096)

_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)


class OutputKind(StrEnum):
    EXACT = "exact"
    FLOAT = "float"
    ANY_VALID = "any_valid"


class VariableKind(StrEnum):
    INTEGER = "integer"
    REAL = "real"
    STRING_LENGTH = "string_length"
    COUNT = "count"


@dataclass(frozen=True)
class Variable:
    """A bounded quantity of the input; `min` and `max` are decimal literals, of whole numbers without exponent."""

    name: str
    kind: VariableKind
    min: str
    max: str
    meaning: str


@dataclass(frozen=True)
class ProblemSpec:
    """`rules` are numbered by position from 1. `float_tolerance` is empty unless the output is a float."""

    title: str
    summary: str
    topics: tuple[str, ...]
    difficulty: Difficulty
    rules: tuple[str, ...]
    variables: tuple[Variable, ...]
    input_layout: tuple[str, ...]
    output_layout: tuple[str, ...]
    output_kind: OutputKind
    float_tolerance: str
    answer_classes: tuple[str, ...]
    intended_complexity: str
    naive_complexity: str
    time_limit_s: float
    memory_mib: int

    @property
    def needs_checker(self) -> bool:
        return self.output_kind is OutputKind.ANY_VALID

    def bounds(self) -> dict[str, int | str]:
        """The constants of the package: `<name>_min`, `<name>_max`; whole numbers as such, others as literals."""
        return {
            f"{variable.name}_{end}": _constant(variable, getattr(variable, end))
            for variable in self.variables
            for end in ("min", "max")
        }

    def to_json(self) -> dict[str, object]:
        """The object that the schema describes."""
        return cast("dict[str, object]", _plain(asdict(self)))


@dataclass(frozen=True)
class SpecMisses:
    """What is wrong with a reply, one line each. `form`: against the schema; `values`: against what it cannot say."""

    form: tuple[str, ...] = ()
    values: tuple[str, ...] = ()


def read_spec(
    raw: Mapping[str, object], schema: Mapping[str, object], difficulty: Difficulty
) -> ProblemSpec | SpecMisses:
    """The spec if it fits the schema and makes sense; `difficulty` is the one that was asked for."""
    form = tuple(misses(raw, schema))
    if form:
        return SpecMisses(form=form)
    values = tuple(_value_misses(raw, difficulty))
    return SpecMisses(values=values) if values else spec_from_json(raw)


def spec_from_json(raw: Mapping[str, object]) -> ProblemSpec:
    """The spec of an object that `read_spec` has accepted before."""
    variables = cast("Sequence[Mapping[str, str]]", raw["variables"])
    return ProblemSpec(
        title=_line(raw["title"]),
        summary=str(raw["summary"]).strip(),
        topics=tuple(topic.casefold() for topic in _lines(raw["topics"])),
        difficulty=Difficulty(str(raw["difficulty"])),
        rules=_lines(raw["rules"]),
        variables=tuple(_variable(variable) for variable in variables),
        input_layout=_lines(raw["input_layout"]),
        output_layout=_lines(raw["output_layout"]),
        output_kind=OutputKind(str(raw["output_kind"])),
        float_tolerance=_line(raw["float_tolerance"]),
        answer_classes=_lines(raw["answer_classes"]),
        intended_complexity=_line(raw["intended_complexity"]),
        naive_complexity=_line(raw["naive_complexity"]),
        time_limit_s=cast("float", raw["time_limit_s"]),
        memory_mib=int(cast("float", raw["memory_mib"])),
    )


def _variable(raw: Mapping[str, str]) -> Variable:
    kind = VariableKind(raw["kind"])
    low, high = (_literal(kind, raw[end]) for end in ("min", "max"))
    return Variable(raw["name"], kind, low, high, _line(raw["meaning"]))


def _literal(kind: VariableKind, text: str) -> str:
    value = read_decimal(text)
    return text.strip() if value is None or kind is VariableKind.REAL else plain_integer(value)


def _constant(variable: Variable, literal: str) -> int | str:
    return literal if variable.kind is VariableKind.REAL else int(literal)


def _line(value: object) -> str:
    return " ".join(str(value).split())


def _lines(value: object) -> tuple[str, ...]:
    return tuple(_line(item) for item in cast("Iterable[str]", value))


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, StrEnum) else value


def _value_misses(raw: Mapping[str, object], difficulty: Difficulty) -> Iterator[str]:
    if raw["difficulty"] != difficulty:
        yield f"difficulty: is {raw['difficulty']!r}, but {str(difficulty)!r} was asked for."
    if len(_line(raw["title"])) > MAX_TITLE:
        yield f"title: has more than {MAX_TITLE} characters."
    for name in ("title", "summary", "intended_complexity"):
        if not str(raw[name]).strip():
            yield f"{name}: must not be empty."
    for name in ("rules", "variables", "input_layout", "output_layout"):
        if not raw[name]:
            yield f"{name}: must have at least one entry."
    yield from _blank_entries(raw)
    yield from _variable_misses(cast("Sequence[Mapping[str, str]]", raw["variables"]))
    yield from _answer_misses(raw)
    yield from _limit_misses(raw)


def _blank_entries(raw: Mapping[str, object]) -> Iterator[str]:
    for name in ("topics", "rules", "input_layout", "output_layout"):
        for index, entry in enumerate(cast("Sequence[str]", raw[name])):
            if not entry.strip():
                yield f"{name}[{index}]: must not be empty."


def _variable_misses(variables: Sequence[Mapping[str, str]]) -> Iterator[str]:
    names = [variable["name"] for variable in variables]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"variables: {name!r} is listed more than once."
    for index, variable in enumerate(variables):
        where = f"variables[{index}]"
        if not _IDENTIFIER.fullmatch(variable["name"]):
            yield f"{where}.name: {variable['name']!r} is not an identifier (letters, digits, underscores)."
        if not variable["meaning"].strip():
            yield f"{where}.meaning: must not be empty."
        yield from _bound_misses(where, variable)


def _bound_misses(where: str, variable: Mapping[str, str]) -> Iterator[str]:
    kind = VariableKind(variable["kind"])
    bounds = {end: read_decimal(variable[end]) for end in ("min", "max")}
    for end, bound in bounds.items():
        if bound is None:
            yield f"{where}.{end}: {variable[end]!r} is not a decimal literal such as 1 or 1000000."
        elif kind is not VariableKind.REAL and not is_whole(bound):
            yield f"{where}.{end}: {variable[end]!r} is not whole, but the kind is {kind}."
    low, high = bounds["min"], bounds["max"]
    if low is not None and high is not None and low > high:
        yield f"{where}: min {variable['min']} is above max {variable['max']}."
    if low is not None and low < 0 and kind in (VariableKind.STRING_LENGTH, VariableKind.COUNT):
        yield f"{where}.min: a {kind} cannot be negative."


def _answer_misses(raw: Mapping[str, object]) -> Iterator[str]:
    tolerance = str(raw["float_tolerance"])
    value = read_decimal(tolerance)
    if raw["output_kind"] == OutputKind.FLOAT:
        if value is None or not 0 < value < 1:
            yield f"float_tolerance: {tolerance!r} is not a decimal literal between 0 and 1, e.g. 1e-6."
    elif tolerance.strip():
        yield f"float_tolerance: must be empty, as output_kind is {raw['output_kind']!r} and not 'float'."
    classes = cast("Sequence[str]", raw["answer_classes"])
    for index, answer in enumerate(classes):
        if len(answer.split()) != 1:
            yield f"answer_classes[{index}]: {answer!r} is not one whole token of an answer."
    if len({answer.strip() for answer in classes}) < len(classes):
        yield "answer_classes: each class must be listed once."


def _limit_misses(raw: Mapping[str, object]) -> Iterator[str]:
    if not 0 < cast("float", raw["time_limit_s"]) <= MAX_TIME_LIMIT_S:
        yield f"time_limit_s: must be above 0 and at most {MAX_TIME_LIMIT_S}."
    low, high = MEMORY_MIB
    if not low <= cast("float", raw["memory_mib"]) <= high:
        yield f"memory_mib: must be between {low} and {high}."
