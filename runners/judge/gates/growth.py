"""Gate `naive-grows`: what must be too slow is so because its work grows with the input, seen on four sizes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from chalicelib.protocol import RunReport, Verdict

from judge.gates.model import Blame, Finding, Gate, failed, listed, passed
from judge.gates.workbench import Workbench
from judge.matrix import Row
from judge.package import TestCase
from judge.package.expectations import Bound
from judge.verdict import ON_THE_CLOCK

_SIZES = 4
# So many more runs are made of one that was not seen to end in time.
_SMALLEST = 3
# Starting a program takes about this long; shorter times say nothing of its work.
_STARTING_S = 0.03


@dataclass(frozen=True)
class Step:
    """One size: the input's bytes, and the seconds taken; None if the run was not made after others were stopped."""

    size: int
    seconds: float | None


@dataclass(frozen=True)
class Naive:
    """`quickest_s` of all its runs, which `is_quick` if it ended in time."""

    name: str
    steps: tuple[Step, ...]
    quickest_s: float
    is_quick: bool

    @property
    def exponent(self) -> float | None:
        """By which the time grows with the size of the input; None if no two sizes tell."""
        told = [step for step in self.steps if step.seconds is not None]
        if len(told) < 2 or told[0].size >= told[-1].size or (told[-1].seconds or 0) <= _STARTING_S:
            return None
        grown = (told[-1].seconds or 0) / max(told[0].seconds or 0, _STARTING_S)
        return log(grown) / log(told[-1].size / told[0].size) if grown > 0 else None


@dataclass(frozen=True)
class Growth:
    complexity: str
    naive: tuple[Naive, ...]


def _measure(bench: Workbench) -> Growth | None:
    spec = bench.spec
    if spec is None or not spec.naive_complexity or not bench.is_plain or not bench.package.submissions:
        return None
    cases = _by_size(list(bench.package.cases()))
    rows = [row for row in bench.matrix.rows if row.promise.has_bound(Bound.UPPER) and row.runs] if cases else []
    found = tuple(_naive(bench, row, cases) for row in rows)
    return Growth(spec.naive_complexity, found) if found else None


def _by_size(cases: Sequence[TestCase]) -> list[TestCase]:
    """One test case per size of the input, the smallest first; none if there are too few sizes."""
    by_size = {case.input.stat().st_size: case for case in reversed(cases) if case.input.stat().st_size}
    return [by_size[size] for size in sorted(by_size)] if len(by_size) >= _SIZES else []


def _naive(bench: Workbench, row: Row, cases: Sequence[TestCase]) -> Naive:
    """From the runs of the matrix; small inputs are run if none of those ended in time."""
    runs = {run.test: (_seconds(run), run.verdict is not Verdict.TIME_LIMIT_EXCEEDED) for run in row.runs}
    for case in cases[:_SMALLEST]:
        if not any(is_quick for _, is_quick in runs.values()):
            runs[case.name] = _run(bench, row.name, case)
    chosen = [cases[step * (len(cases) - 1) // (_SIZES - 1)] for step in range(_SIZES)]
    steps = [Step(case.input.stat().st_size, runs.get(case.name, (None,))[0]) for case in chosen]
    return Naive(row.name, tuple(steps), min(runs.values())[0], any(is_quick for _, is_quick in runs.values()))


def _seconds(run: RunReport) -> float:
    """A run that was stopped on the clock counts with that time: it may have slept."""
    return run.wall_s / 2 if run.message == ON_THE_CLOCK else run.cpu_s


def _run(bench: Workbench, name: str, case: TestCase) -> tuple[float, bool]:
    program = bench.submission_named(name)
    player = bench.player(program, bench.matrix.time_limit_s)
    played = player.play(case.input.read_bytes(), case.args) if player else None
    return (0.0, True) if played is None else (played.outcome.usage.cpu_s, not played.too_slow)


def _decide(found: Growth) -> Finding:
    told = [f"{item.name}: {', '.join(map(_shown, item.steps))}" for item in found.naive]
    if not any(item.is_quick for item in found.naive):
        names = [f"{item.name} takes {item.quickest_s:.2f} s or more on every input" for item in found.naive]
        summary = f"{listed(names, 'submissions')}: that says nothing of {found.complexity}"
        return failed(Blame.WRONG, summary, "\n".join(told))
    grown = [item.exponent for item in found.naive if item.exponent is not None]
    much = f", by about the power {max(grown):.1f} of the input's size" if grown else ""
    return passed(Blame.WRONG, f"the time of {found.complexity} grows{much}", "\n".join(told))


def _shown(step: Step) -> str:
    return f"{step.size} bytes {'not run' if step.seconds is None else f'{step.seconds:.2f} s'}"


GATE = Gate(
    "naive-grows",
    Blame.WRONG,
    _measure,
    _decide,
    "no submission that must be too slow, no naive complexity in .alpaco/spec.json, or inputs of fewer than four sizes",
    after=("structure", "spec-sound", "programs-complete", "submissions", "time-limit"),
)
