"""Gate `bounds-agree`: statement and validator have the bounds of the spec.

The validator is asked with inputs made of real ones: each variable one step beyond each of its bounds must be
rejected, and a bound itself must not be what is rejected.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice

from judge.gates.model import Blame, Finding, Gate, excerpt, failed, listed, passed
from judge.gates.more_cases import sums_beyond, with_cases
from judge.gates.workbench import Workbench
from judge.probe.document import Document
from judge.probe.lexicon import LONGER
from judge.probe.relations import comparisons
from judge.probe.spec import ProblemSpec, Variable
from judge.probe.variants import Sheet, number_token, resized

_SHEETS = 3
# Which unit is copied where there must be one more: any may be one of a kind.
_COPIED = (1.0, 0.0, 0.5)
_MODERATE = 20_000
_LONGEST_TEXT = 1_000_000
_REAL_STEP = Decimal("0.001")
_EDGE_TRIES = 24
_PLACEHOLDER = re.compile(r"\{\{[^{}]*\}\}")
# These may be typed anywhere.
_FREE = (0, 1)


@dataclass(frozen=True)
class Beyond:
    """An input with `name` beyond its bound by one step, and whether the validator accepted it."""

    name: str
    value: Decimal
    data: bytes
    accepted: bool


@dataclass(frozen=True)
class Edge:
    """A bound that no test reaches and that the validator rejected in every input tried; `reached` what it accepts."""

    name: str
    bound: Decimal
    reached: Decimal


@dataclass(frozen=True)
class Odd:
    """A bound written in a statement that is not the spec's."""

    name: str
    is_upper: bool
    spec: Decimal
    other: Decimal
    where: str


@dataclass(frozen=True)
class Bounds:
    tried: int
    beyond: tuple[Beyond, ...] = ()
    edges: tuple[Edge, ...] = ()
    written: tuple[Odd, ...] = ()
    typed: tuple[str, ...] = ()


def _measure(bench: Workbench) -> Bounds | None:
    spec = bench.spec
    if spec is None:
        return None
    beyond: list[Beyond] = []
    edges: list[Edge] = []
    if bench.input_checker.validators:
        tries = [*_beyond(bench, spec), *_sums_beyond(bench, spec)]
        accepted = set(bench.accepted([data for _, _, data in tries]))
        beyond = [Beyond(*item, item[2] in accepted) for item in tries]
        edges = list(_edges(bench, spec))
    return Bounds(
        len(beyond),
        tuple(item for item in beyond if item.accepted),
        tuple(edges),
        tuple(_odd_words(bench, spec)),
        tuple(dict.fromkeys(typed(bench, spec))),
    )


def _beyond(bench: Workbench, spec: ProblemSpec) -> Iterator[tuple[str, Decimal, bytes]]:
    for variable in spec.variables:
        step = _REAL_STEP if variable.kind == "real" else Decimal(1)
        for value in (variable.high + step, variable.low - step):
            yield from ((variable.name, value, data) for data in _with_value(bench, variable, value))


def _with_value(bench: Workbench, variable: Variable, value: Decimal) -> Iterator[bytes]:
    """Inputs in which the variable has this value in one place, everything counted by it adapted."""
    sheets = [sheet for sheet in bench.sheets if sheet.reading and sheet.reading.places(variable.name)]
    small = sorted(sheets, key=lambda sheet: sheet.size)[:_SHEETS]
    # Large inputs are there for what they count; a value among many is as well told by smaller ones.
    usable = sheets if bench.is_single(variable) else [sheet for sheet in sheets if sheet.size <= _MODERATE]
    nearest = sorted(usable, key=lambda sheet: _distance(sheet, variable, value))[:1]
    for sheet in {sheet.name: sheet for sheet in [*small, *nearest]}.values():
        assert sheet.reading is not None
        places = sheet.reading.places(variable.name)
        for place in dict.fromkeys((places[0], places[-1])):
            made = _replaced(sheet, variable, place, value)
            if made is not None:
                yield made.data
        grown = [_regrown(sheet, variable, value, at=at) for at in _COPIED]
        yield from (document.data for document in grown if document is not None)
        cases = with_cases(bench.layout, sheet, variable, value) if bench.layout else None
        yield from [cases] if cases is not None else []


def _distance(sheet: Sheet, variable: Variable, value: Decimal) -> Decimal:
    assert sheet.reading is not None
    sizes = (sheet.size_at(variable, place) for place in sheet.reading.places(variable.name)[:2])
    return min(abs(size - value) for size in sizes)


def _replaced(sheet: Sheet, variable: Variable, place: int, value: Decimal) -> Document | None:
    if not variable.is_text:
        return sheet.document.with_token(place, number_token(value))
    if not 1 <= value <= _LONGEST_TEXT:
        return None
    token = sheet.document.tokens[place]
    return sheet.document.with_token(place, (token + token[-1:] * int(value))[: int(value)])


def _regrown(sheet: Sheet, variable: Variable, value: Decimal, *, at: float = 1.0) -> Document | None:
    """With as many units as the counter then says, so that nothing but the counter itself is wrong."""
    assert sheet.reading is not None
    places = sheet.reading.places(variable.name)
    old = sheet.value(places[0]) if len(places) == 1 and not variable.is_text else None
    if old is None or value < 0 or value != value.to_integral_value() or value > _LONGEST_TEXT:
        return None
    return resized(sheet, variable.name, int(value - old), at=at)


def _sums_beyond(bench: Workbench, spec: ProblemSpec) -> Iterator[tuple[str, Decimal, bytes]]:
    """A variable that no token holds but that is named as the sum of one: tests at its maximum, and one more."""
    for variable in spec.variables:
        part = summed(bench, spec, variable)
        yield from islice(sums_beyond(bench, variable, part), 1) if part else ()
        for sheet in bench.sheets if part else ():
            assert part is not None
            places = sheet.reading.places(part.name) if sheet.reading else []
            total = sum((sheet.size_at(part, place) for place in places), Decimal(0))
            free = [place for place in places if sheet.size_at(part, place) < part.high]
            if total == variable.high and free and not part.is_text and not _counts(sheet, part.name):
                value = sheet.size_at(part, free[0]) + 1
                yield variable.name, total + 1, sheet.document.with_token(free[0], number_token(value)).data
                break


def _counts(sheet: Sheet, name: str) -> bool:
    return sheet.reading is not None and any(group.name == name for group in sheet.reading.groups)


def summed(bench: Workbench, spec: ProblemSpec, variable: Variable) -> Variable | None:
    """`c_i` for `sum_c`; None unless the name says so and the sums of all tests lie within the bounds."""
    if not LONGER.match(variable.name) or any(s.reading and s.reading.places(variable.name) for s in bench.sheets):
        return None
    base = variable.name.rpartition("_")[2]
    found = next((item for item in spec.variables if item != variable and item.base == base), None)
    if found is None:
        return None
    for sheet in bench.sheets:
        places = sheet.reading.places(found.name) if sheet.reading else []
        if not variable.low <= sum((sheet.size_at(found, place) for place in places), Decimal(0)) <= variable.high:
            return None
    return found


def _edges(bench: Workbench, spec: ProblemSpec) -> Iterator[Edge]:
    """Bounds that no test has and that single changes of tests cannot reach either, though values short of it can."""
    for variable in spec.variables:
        extremes = bench.seen(variable)
        if extremes is None:
            continue
        for bound, reached in ((variable.low, extremes[0]), (variable.high, extremes[1])):
            if bound != reached and not _reachable(bench, variable, bound):
                yield Edge(variable.name, bound, reached)


def _reachable(bench: Workbench, variable: Variable, bound: Decimal) -> bool:
    tried = 0
    for sheet in sorted(
        (s for s in bench.sheets if s.reading), key=lambda sheet: _distance_or_far(sheet, variable, bound)
    ):
        assert sheet.reading is not None
        places = sheet.reading.places(variable.name)
        made = [_replaced(sheet, variable, place, bound) for place in dict.fromkeys((*places[:2], *places[-2:]))]
        made.append(_regrown(sheet, variable, bound) if places else None)
        for document in made:
            if document is not None and bench.accepts(document.data):
                return True
            tried += 1
        if tried >= _EDGE_TRIES:
            return False
    return False


def _distance_or_far(sheet: Sheet, variable: Variable, value: Decimal) -> Decimal:
    assert sheet.reading is not None
    return _distance(sheet, variable, value) if sheet.reading.places(variable.name) else Decimal("1e99")


def _odd_words(bench: Workbench, spec: ProblemSpec) -> Iterator[Odd]:
    """Bounds written in a statement that are not the spec's: one that some place states rightly counts as stated."""
    for statement in bench.statements:
        found = comparisons(statement.shown, spec.variables)
        for variable in spec.variables:
            for is_upper, bound in ((False, variable.low), (True, variable.high)):
                written = [item for item in found.bounds if item.name == variable.name and item.is_upper == is_upper]
                stated = [item.inclusive(variable.kind != "real") for item in written]
                if stated and bound not in stated:
                    yield Odd(
                        variable.name,
                        is_upper,
                        bound,
                        stated[0],
                        f"statement ({statement.language})",
                    )


def typed(bench: Workbench, spec: ProblemSpec) -> Iterator[str]:
    """Bounds typed as numbers though problem.yaml has constants for them, which would change without the statement."""
    for statement in bench.statements:
        bare = replace(statement, text=_PLACEHOLDER.sub(" ", statement.raw))
        written = comparisons(bare.shown, spec.variables).bounds
        for variable in spec.variables:
            for end, is_upper, bound in (("min", False, variable.low), ("max", True, variable.high)):
                stated = [item for item in written if item.name == variable.name and item.is_upper == is_upper]
                is_typed = any(item.inclusive(variable.kind != "real") == bound for item in stated)
                name = f"{variable.name}_{end}"
                if is_typed and name in bench.package.constants and bound not in _FREE:
                    where = f"statement ({statement.language})"
                    yield f"{where} types {bound}, the {end} of {variable.name}: {{{{{name}}}}} stands for it"


def _decide(found: Bounds) -> Finding:
    problems = [*map(_told, found.written), *found.typed]
    problems += [f"the validator accepts {item.name} = {item.value}" for item in found.beyond]
    if problems:
        evidence = "\n".join([*problems, *(excerpt(item.data, 250) for item in found.beyond[:2])])
        blame = Blame.STATEMENT if found.written or found.typed else Blame.VALIDATOR
        return failed(blame, listed(list(dict.fromkeys(problems)), "disagreements"), evidence)
    notes = [f"{edge.name} = {edge.bound} is never accepted, {edge.reached} is" for edge in found.edges]
    return passed(Blame.VALIDATOR, f"{found.tried} inputs beyond a bound are rejected", "\n".join(notes))


def _told(odd: Odd) -> str:
    side = "max" if odd.is_upper else "min"
    return f"{odd.where} says {odd.other}, the spec says {odd.spec} as {side} of {odd.name}"


GATE = Gate(
    "bounds-agree",
    Blame.VALIDATOR,
    _measure,
    _decide,
    "no .alpaco/spec.json",
    after=(
        "structure",
        "spec-sound",
        "constants-agree",
        "programs-complete",
        "validator-accepts-tests",
        "validator-rejects-invalid",
    ),
)
