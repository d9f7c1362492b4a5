"""Gate `programs-safe`: no program starts processes, goes to the network, or touches files that it was not given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from judge.gates.model import Blame, Finding, Gate, blame_of, failed, listed, passed
from judge.gates.workbench import Workbench, is_brute
from judge.package import SourceProgram, files_of
from judge.probe.unsafe import dangers


@dataclass(frozen=True)
class Danger:
    blame: Blame
    program: str
    what: str


@dataclass(frozen=True)
class Safety:
    programs: int
    dangers: tuple[Danger, ...]


def _measure(bench: Workbench) -> Safety:
    named = list(programs(bench))
    found = [danger for blame, program in named for danger in _dangers(bench, blame, program)]
    return Safety(len(named), tuple(found))


def programs(bench: Workbench) -> Iterator[tuple[Blame, SourceProgram]]:
    """Those whose results the package rests on, with whom to blame for each. Wrong submissions may do as they like."""
    package = bench.package
    yield from ((Blame.VALIDATOR, program) for program in package.input_validators)
    yield from ((Blame.CHECKER, program) for program in package.output_validators)
    yield from ((Blame.GENERATOR, program) for program in [bench.generator_source] if program)
    kept = [item for item in package.submissions if bench.promises[item.name].is_accepted or is_brute(item.name)]
    yield from ((blame_of(program.name), program) for program in kept)


def _dangers(bench: Workbench, blame: Blame, program: SourceProgram) -> Iterator[Danger]:
    is_tool = blame in (Blame.VALIDATOR, Blame.CHECKER, Blame.GENERATOR)
    for name, data in files_of(bench.package, program).items():
        found = dangers(name, data.decode("utf-8", "replace"), is_tool=is_tool)
        yield from (Danger(blame, program.name, what) for what in dict.fromkeys(found))


def _decide(found: Safety) -> Finding:
    if found.dangers:
        told = [f"{item.program} {item.what}" for item in found.dangers]
        return failed(found.dangers[0].blame, listed(told, "dangers"), "\n".join(told))
    return passed(Blame.PACKAGE, f"{found.programs} programs keep to their input and output")


GATE = Gate("programs-safe", Blame.PACKAGE, _measure, _decide)
