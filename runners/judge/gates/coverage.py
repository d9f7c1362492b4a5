"""Gate `tests-cover`: the secret tests reach every stratum, every bound and every class of answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from judge.gates.model import Blame, Finding, Gate, failed, listed, passed
from judge.gates.workbench import Workbench
from judge.generating.plan import STRATA
from judge.probe.allowed import untried
from judge.probe.spec import ProblemSpec, Variable

# A bound counts as reached within this part of the range; the lower end of a single number within two, or a
# thousandth, but zero is a case of its own.
_NEAR = Decimal("0.05")
_NEAR_LOW = Decimal("0.001")
# That no input of the generator has a count at its lower bound says something only of as many inputs.
_FEWEST_MADE = 60


@dataclass(frozen=True)
class Missing:
    """`fresh` says that other seeds of the generator would give it."""

    what: str
    fresh: bool


@dataclass(frozen=True)
class Coverage:
    asked: int
    missing: tuple[Missing, ...]


def _measure(bench: Workbench) -> Coverage | None:
    spec = bench.spec
    if spec is None or not bench.secret:
        return None
    strata = list(_strata(bench))
    classes = list(_classes(bench, spec))
    bounds = list(_bounds(bench, spec))
    bounds += _fewest(bench, spec, [item.what.split()[0] for item in bounds])
    allowed = list(_allowed(bench, spec))
    asked = len(STRATA) + len(spec.answer_classes) + 2 * len(spec.variables)
    return Coverage(asked, tuple(strata + classes + bounds + allowed))


def _strata(bench: Workbench) -> Iterator[Missing]:
    """Only where the tests are named after strata at all and the generator has the stratum."""
    named = {wanted.stratum for wanted in bench.planned.values()}
    for stratum in STRATA if named else ():
        if stratum not in named and any(_is_new(bench, item.data) for item in bench.generated([(stratum, 1)])):
            yield Missing(f"no test of the stratum {stratum}", fresh=True)


def _is_new(bench: Workbench, data: bytes) -> bool:
    return all(bench.input_of(case.name) != data for case in bench.secret)


def _classes(bench: Workbench, spec: ProblemSpec) -> Iterator[Missing]:
    tokens = {token.lower() for case in bench.secret if case.answer for token in case.answer.read_bytes().split()}
    for wanted in spec.answer_classes:
        if wanted.lower().encode() not in tokens:
            yield Missing(f"no secret answer holds {wanted}", fresh=_is_printed(bench, wanted))


def _is_printed(bench: Workbench, wanted: str) -> bool:
    reference = bench.reference
    if reference is None:
        return False
    return any(wanted.lower().encode() in reference.play(data).output.lower().split() for data in bench.pool[:100])


def _bounds(bench: Workbench, spec: ProblemSpec) -> Iterator[Missing]:
    for variable in spec.variables:
        tests, fresh = bench.seen(variable, secret_only=True), bench.seen_fresh(variable)
        if tests is None:
            continue
        if not _reaches_low(bench, variable, tests[0]):
            is_fresh = fresh is not None and _reaches_low(bench, variable, fresh[0])
            yield Missing(f"{variable.name} is never near {variable.low}, at least {tests[0]}", is_fresh)
        if not _reaches_high(variable, tests[1]):
            is_fresh = fresh is not None and _reaches_high(variable, fresh[1])
            yield Missing(f"{variable.name} is never near {variable.high}, at most {tests[1]}", is_fresh)


def _fewest(bench: Workbench, spec: ProblemSpec, known: Sequence[str]) -> Iterator[Missing]:
    """Counts that are never at their lower bound, neither in tests nor in what the generator makes, though they may."""
    if len(bench.made) < _FEWEST_MADE:
        return
    for variable in spec.variables:
        tests = bench.seen(variable)
        if variable.name in known or tests is None or tests[0] <= variable.low or not _is_count(bench, variable):
            continue
        if not _has(bench, variable, bench.made) and _has(bench, variable, bench.pool):
            yield Missing(f"{variable.name} is never {variable.low}, at least {tests[0]}", fresh=False)


def _is_count(bench: Workbench, variable: Variable) -> bool:
    """Whether each input holds it once, and other tokens of the input as often as it says."""
    readings = [sheet.reading for sheet in bench.sheets if sheet.reading]
    counted = any(group.name == variable.name for reading in readings for group in reading.groups)
    return counted and bench.is_single(variable)


def _has(bench: Workbench, variable: Variable, inputs: Sequence[bytes]) -> bool:
    """Whether one of them has the variable at its lower bound."""
    found = bench.extremes(variable, inputs)
    return found is not None and found[0] <= variable.low


def _allowed(bench: Workbench, spec: ProblemSpec) -> Iterator[Missing]:
    """What a rule allows in so many words and no secret test has."""
    if bench.layout is None:
        return
    secret = [sheet for sheet in bench.sheets if sheet.name.startswith("secret/")]
    fresh = [bench.sheet_of(item.data) for item in bench.fresh]
    made = set(untried(fresh, bench.layout, spec.rules))
    for what in untried(secret, bench.layout, spec.rules):
        yield Missing(what, fresh=what not in made and bool(fresh))


def _reaches_high(variable: Variable, value: Decimal) -> bool:
    return variable.high - value <= _NEAR * (variable.high - variable.low)


def _reaches_low(bench: Workbench, variable: Variable, value: Decimal) -> bool:
    width = variable.high - variable.low
    if bench.is_single(variable) and variable.low == 0 and variable.kind != "real":
        return value == 0
    if bench.is_single(variable):
        return value - variable.low <= max(Decimal(2), _NEAR_LOW * width)
    return value - variable.low <= _NEAR * width


def _decide(found: Coverage) -> Finding:
    if found.missing:
        told = [item.what for item in found.missing]
        blame = Blame.TESTS if all(item.fresh for item in found.missing) else Blame.GENERATOR
        return failed(blame, listed(told, "gaps"), "\n".join(told))
    return passed(Blame.TESTS, f"{found.asked} bounds, strata and classes of answers are reached")


GATE = Gate(
    "tests-cover",
    Blame.TESTS,
    _measure,
    _decide,
    "no .alpaco/spec.json",
    after=("structure", "spec-sound", "constants-agree", "programs-complete", "validator-accepts-tests",
           "bounds-agree", "generator-deterministic", "generator-valid", "reference-deterministic", "brute-agrees",
           "solvers-agree"),
)  # fmt: skip
