"""Gate `reference-deterministic`: the model solution ends cleanly and quickly, and prints the same again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from judge.gates.coarse import rounded
from judge.gates.model import Blame, Finding, Gate, diff, excerpt, failed, passed
from judge.gates.overflow import imprecise, overflowing
from judge.gates.workbench import Workbench
from judge.package import TestCase
from judge.probe.player import Player, together

# Few inputs, three more runs each: chance that shows in one run of ten shows here.
_REPEATED = 4
_HASH_SEEDS = (1, 2, 3)
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_NO_NUMBER = re.compile(rb"(?<![\w.])[+-]?(?:nan|inf|infinity)(?![\w.])", re.IGNORECASE)


@dataclass(frozen=True)
class Flaw:
    problem: str
    evidence: str


@dataclass(frozen=True)
class Behaviour:
    """`flaws` in the order of the tests, one per test at most."""

    name: str
    runs: int
    flaws: tuple[Flaw, ...]


def _measure(bench: Workbench) -> Behaviour | None:
    reference, cases = bench.reference, list(bench.package.cases())
    if reference is None or not cases or not bench.is_plain:
        return None
    flaws = together(lambda case: _once(reference, case), cases)
    smallest = sorted(cases, key=lambda case: case.input.stat().st_size)
    chosen = list({case.name: case for case in [*smallest[:2], *_middle(smallest)]}.values())[:_REPEATED]
    flaws += together(lambda case: _again(reference, case), chosen)
    found = [flaw for flaw in flaws if flaw is not None]
    if not found and not bench.is_large:
        found += _overflows(bench, reference, cases)
    return Behaviour(reference.name, len(cases), tuple(found))


def _overflows(bench: Workbench, reference: Player, cases: list[TestCase]) -> Iterator[Flaw]:
    inputs = [(case.name, case.input.read_bytes()) for case in cases]
    inputs += [(item.label, item.data) for item in bench.fresh if item.stratum == "extreme"]
    name = overflowing(bench, inputs)
    if name:
        yield Flaw(f"{reference.name} counts beyond the range of its numbers on {name}", "signed integer overflow")
    for name, printed, wider in imprecise(bench, inputs):
        shown = diff("what it prints", printed, "the same with double for float", wider)
        yield Flaw(f"{reference.name} computes with too few digits on {name}", "\n".join(shown))
    for name, printed, exact in rounded(bench, inputs):
        shown = diff("what it prints", printed, "the same with exact division", exact)
        yield Flaw(f"{reference.name} divides numbers that a real one cannot hold on {name}", "\n".join(shown))


def _middle(cases: list[TestCase]) -> list[TestCase]:
    return [cases[len(cases) // 2], cases[-1]]


def _once(reference: Player, case: TestCase) -> Flaw | None:
    played = reference.play(case.input.read_bytes(), case.args)
    if not played.ended_well:
        return Flaw(f"{reference.name} ends with {played.verdict} on {case.name}", played.complaint)
    if not played.output.strip():
        return Flaw(f"{reference.name} prints nothing on {case.name}", "")
    if _CONTROL.search(played.output) or not _is_utf8(played.output):
        return Flaw(f"{reference.name} prints no text on {case.name}", excerpt(played.output))
    no_number = _NO_NUMBER.search(played.output)
    if no_number and _NO_NUMBER.search(case.input.read_bytes()) is None and b"." in played.output + no_number[0]:
        return Flaw(f"{reference.name} prints no number on {case.name}", excerpt(played.output))
    return None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _again(reference: Player, case: TestCase) -> Flaw | None:
    data = case.input.read_bytes()
    first = reference.play(data, case.args)
    for seed in _HASH_SEEDS:
        again = reference.play_anew(data, case.args, hash_seed=seed)
        if first.ended_well and again.ended_well and again.output != first.output:
            shown = f"{excerpt(first.output)}\nand then\n{excerpt(again.output)}"
            return Flaw(f"{reference.name} prints something else each time on {case.name}", shown)
    return None


def _decide(found: Behaviour) -> Finding:
    if found.flaws:
        first, *others = found.flaws
        more = f" (and on {len(others)} more)" if others else ""
        evidence = "\n".join(f"{flaw.problem}\n{flaw.evidence}" for flaw in found.flaws[:3])
        return failed(Blame.REFERENCE, first.problem + more, evidence)
    return passed(Blame.REFERENCE, f"{found.name} ends cleanly on {found.runs} test cases and repeats itself")


GATE = Gate(
    "reference-deterministic",
    Blame.REFERENCE,
    _measure,
    _decide,
    "no model solution that prints one output per test",
    after=("structure", "programs-complete"),
)
