"""Gate `generator-deterministic`: the generator is quick, prints little enough, repeats itself and its tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from judge.gates.model import Blame, Finding, Gate, excerpt, failed, passed
from judge.gates.workbench import Workbench
from judge.generating.plan import Wanted
from judge.probe.player import Player, together

_HASH_SEEDS = (1, 2)
# A generator that fails on so many of its own tests need not be asked about the rest, each of which may take long.
_ENOUGH = 2
_CHUNK = 4


@dataclass(frozen=True)
class Flaw:
    problem: str
    evidence: str = ""


@dataclass(frozen=True)
class Generated:
    """`reproduced` of `tests` are byte for byte what the generator prints now."""

    tests: int
    reproduced: int
    flaws: tuple[Flaw, ...]
    different: str = ""


def _measure(bench: Workbench) -> Generated | None:
    generator = bench.generator
    if generator is None or not bench.planned:
        return None
    flaws: list[Flaw] = []
    reproduced, different = 0, ""
    tests = list(bench.planned.items())
    for start in range(0, len(tests), _CHUNK):
        found = together(lambda pair: _run(bench, generator, *pair), tests[start : start + _CHUNK])
        flaws += [item for item in found if isinstance(item, Flaw)]
        reproduced += sum(item is True for item in found)
        if False in found and not different:
            different = tests[start + found.index(False)][0]
        if len(flaws) >= _ENOUGH:
            break
    if not flaws:
        flaws = _changing(generator, list(bench.planned.values()))
    return Generated(len(tests), reproduced, tuple(flaws), different)


def _run(bench: Workbench, generator: Player, name: str, wanted: Wanted) -> bool | Flaw:
    """Whether the test is what the generator prints."""
    played = generator.play(b"", (wanted.stratum, str(wanted.seed)))
    if not played.ended_well:
        return Flaw(f"{wanted.stratum} {wanted.seed}: {played.complaint}")
    if not played.output.strip():
        return Flaw(f"{wanted.stratum} {wanted.seed}: prints nothing")
    return played.output == bench.input_of(name)


def _changing(generator: Player, plan: Sequence[Wanted]) -> list[Flaw]:
    """One test of each stratum again, in interpreters with other hash seeds."""
    chosen = list({wanted.stratum: wanted for wanted in reversed(plan)}.values())
    found = together(lambda wanted: _again(generator, wanted), chosen)
    return [flaw for flaw in found if flaw is not None]


def _again(generator: Player, wanted: Wanted) -> Flaw | None:
    arguments = (wanted.stratum, str(wanted.seed))
    first = generator.play(b"", arguments)
    for seed in _HASH_SEEDS:
        again = generator.play_anew(b"", arguments, hash_seed=seed)
        if again.ended_well and again.output != first.output:
            shown = f"{excerpt(first.output, 300)}\nand then\n{excerpt(again.output, 300)}"
            return Flaw(f"{wanted.stratum} {wanted.seed} is something else each time", shown)
    return None


def _decide(found: Generated) -> Finding:
    if found.flaws:
        evidence = "\n".join(f"{flaw.problem}\n{flaw.evidence}" for flaw in found.flaws[:3])
        return failed(Blame.GENERATOR, found.flaws[0].problem, evidence)
    if found.reproduced < found.tests:
        summary = f"{found.tests - found.reproduced} of {found.tests} tests are not what the generator prints"
        blame = Blame.TESTS if found.reproduced * 2 >= found.tests else Blame.GENERATOR
        return failed(blame, summary, f"the first that differs: {found.different}")
    return passed(Blame.GENERATOR, f"prints {found.reproduced} tests again, byte for byte")


GATE = Gate(
    "generator-deterministic",
    Blame.GENERATOR,
    _measure,
    _decide,
    "no generators/generate.py, or no test named after its arguments",
    after=("structure", "programs-complete"),
)
