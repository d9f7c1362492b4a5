"""Gate `constants-agree`: the constants of problem.yaml are the bounds of the spec."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from judge.gates.model import Blame, Finding, Gate, failed, listed, passed
from judge.gates.workbench import Workbench
from judge.package.constants import Constants
from judge.probe.spec import ProblemSpec


@dataclass(frozen=True)
class Constant:
    """A constant that stands for a bound; `seen` is the extreme value in the tests, None if that is not known."""

    name: str
    value: Decimal
    bound: Decimal
    seen: Decimal | None


@dataclass(frozen=True)
class Compared:
    constants: tuple[Constant, ...]


def _measure(bench: Workbench) -> Compared | None:
    return None if bench.spec is None else Compared(tuple(_constants(bench, bench.spec)))


def _constants(bench: Workbench, spec: ProblemSpec) -> list[Constant]:
    found = []
    for variable in spec.variables:
        extremes = bench.seen(variable)
        for index, (suffix, bound) in enumerate((("min", variable.low), ("max", variable.high))):
            name = f"{variable.name}_{suffix}"
            value = constant(bench.package.constants, name)
            if value is not None:
                found.append(Constant(name, value, bound, extremes[index] if extremes else None))
    return found


def constant(constants: Constants, name: str) -> Decimal | None:
    """The number that a constant of problem.yaml stands for; None if there is none."""
    try:
        return Decimal(constants[name]["value"].replace("_", ""))
    except (KeyError, InvalidOperation):
        return None


def _decide(found: Compared) -> Finding:
    odd = [item for item in found.constants if item.value != item.bound]
    if odd:
        problems = [f"{item.name} is {item.value} in problem.yaml, {item.bound} in the spec" for item in odd]
        blame = Blame.SPEC if all(_is_right(item) for item in odd) else Blame.PACKAGE
        return failed(blame, listed(problems, "constants"), "\n".join(problems))
    return passed(Blame.PACKAGE, f"{len(found.constants)} constants are the bounds of the spec")


def _is_right(item: Constant) -> bool:
    """Whether the tests speak for the constant and against the spec."""
    return item.seen is not None and abs(item.seen - item.value) < abs(item.seen - item.bound)


GATE = Gate(
    "constants-agree", Blame.PACKAGE, _measure, _decide, "no .alpaco/spec.json", after=("structure", "spec-sound")
)
