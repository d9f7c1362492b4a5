"""Gate `tests-distinct`: no secret test is there twice, or twice in a group where groups score by themselves."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from judge.gates.model import Blame, Finding, Gate, failed, listed, passed
from judge.gates.workbench import Workbench
from judge.package import TestCase

# Of larger inputs the white space counts: to leave it out takes much time and memory.
_SPLIT_BYTES = 1 << 20


@dataclass(frozen=True)
class Twins:
    """Groups of tests with the same tokens. `by_generator` says that the generator makes each of the first group."""

    tests: int
    groups: tuple[tuple[str, ...], ...]
    by_generator: bool


def _measure(bench: Workbench) -> Twins | None:
    if len(bench.secret) < 2:
        return None
    names: dict[tuple[object, ...], list[str]] = {}
    for case in bench.secret:
        names.setdefault(_identity(bench, case), []).append(case.name)
    groups = tuple(tuple(group) for group in names.values() if len(group) > 1)
    return Twins(len(bench.secret), groups, bool(groups) and all(_is_generated(bench, name) for name in groups[0]))


def _identity(bench: Workbench, case: TestCase) -> tuple[object, ...]:
    """What makes it another test than others: the secret of an interactive problem may stand in the answer."""
    data = case.input.read_bytes()
    digests = [hashlib.sha256(b" ".join(data.split()) if len(data) <= _SPLIT_BYTES else data).digest()]
    if case.answer and bench.package.is_interactive:
        digests.append(hashlib.sha256(case.answer.read_bytes()).digest())
    group = case.name.rpartition("/")[0] if bench.package.is_scoring else ""
    return (*digests, case.args, case.files, group)


def _is_generated(bench: Workbench, name: str) -> bool:
    wanted = bench.planned.get(name)
    if wanted is None or bench.generator is None:
        return False
    return bench.generator.play(b"", (wanted.stratum, str(wanted.seed))).output == bench.input_of(name)


def _decide(found: Twins) -> Finding:
    if found.groups:
        told = [" = ".join(group) for group in found.groups]
        blame = Blame.GENERATOR if found.by_generator else Blame.TESTS
        return failed(blame, f"the same input twice: {listed(told, 'groups')}", "\n".join(told))
    return passed(Blame.TESTS, f"{found.tests} different secret tests")


GATE = Gate("tests-distinct", Blame.TESTS, _measure, _decide, "fewer than two secret tests", after=("structure",))
