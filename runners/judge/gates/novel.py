"""Gate `problem-new`: the package is no stored problem once more, by its words or by what its tests ask for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from judge.gates.model import Blame, Finding, Gate, failed, listed, passed
from judge.gates.workbench import Workbench
from judge.generating import reference_of
from judge.jury import promises
from judge.package import Package, TestCase
from judge.probe.likeness import likeness
from judge.probe.player import Player
from judge.probe.programs import Programs
from judge.probe.prose import read_statements
from judge.probe.verdicts import Question

# Different problems share a few runs of three words of a hundred; the same one with other names and things, most.
_ALIKE = 0.5
_TRIED_FIRST = 3
_RUN_S = 2.0


@dataclass(frozen=True)
class Twin:
    """`alike` is the likeness of the statements, `passes` whether its model solution passes these tests."""

    name: str
    alike: float
    passes: bool


@dataclass(frozen=True)
class Compared:
    stored: int
    twins: tuple[Twin, ...]


def _measure(bench: Workbench) -> Compared | None:
    others = [package for package in bench.stored if not _is_same(package, bench.package)]
    if not others:
        return None
    return Compared(len(others), tuple(twin for package in others if (twin := _compare(bench, package)) is not None))


def _is_same(stored: Package, package: Package) -> bool:
    """A package may be stored already: a new version of a problem is no duplicate of it."""
    return bool(package.uuid) and stored.uuid == package.uuid


def _compare(bench: Workbench, stored: Package) -> Twin | None:
    alike = max(_likenesses(bench, stored), default=0.0)
    passes = alike < _ALIKE and _passes(bench, stored)
    return Twin(stored.name, alike, passes) if alike >= _ALIKE or passes else None


def _likenesses(bench: Workbench, stored: Package) -> Iterator[float]:
    """In each common language, as readers see it and before names are filled in."""
    known = {statement.language: statement for statement in read_statements(stored)}
    for statement in bench.statements:
        other = known.get(statement.language)
        if other is not None:
            yield max(likeness(statement.shown, other.shown), likeness(statement.raw, other.raw))


def _passes(bench: Workbench, stored: Package) -> bool:
    program = reference_of(stored)
    cases = sorted(bench.secret, key=lambda case: case.input.stat().st_size)
    if program is None or not bench.is_plain or len(cases) < _TRIED_FIRST:
        return False
    programs = Programs(stored, bench.workshop, promises(stored))
    try:
        compiled = programs.submission(program)
        player = programs.player(program.name, compiled, _RUN_S, stored.limits.output_mib)
        return player is not None and all(_is_right(bench, player, case) for case in cases)
    finally:
        programs.close()


def _is_right(bench: Workbench, player: Player, case: TestCase) -> bool:
    played = player.play(case.input.read_bytes(), case.args)
    return played.ended_well and bench.verdicts.one(Question.of(case, played.output)).is_accepted


def _decide(found: Compared) -> Finding:
    if found.twins:
        told = [f"{twin.name} ({_told(twin)})" for twin in found.twins]
        return failed(Blame.PACKAGE, f"a stored problem again: {listed(told, 'problems')}", "\n".join(told))
    return passed(Blame.PACKAGE, f"unlike {found.stored} stored problems")


def _told(twin: Twin) -> str:
    return "its model solution passes all tests" if twin.passes else f"statements {twin.alike:.0%} alike"


GATE = Gate(
    "problem-new",
    Blame.PACKAGE,
    _measure,
    _decide,
    "no stored problems to compare with",
    after=("structure", "programs-complete"),
)
