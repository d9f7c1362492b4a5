"""Gate `programs-complete`: every program of the package compiles, and nothing was left to be filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from judge.gates.model import Blame, Finding, Gate, blame_of, failed, listed, passed
from judge.gates.workbench import Workbench
from judge.package import SourceProgram, files_of
from judge.package.expectations import Expectation
from judge.package.programs import NOT_RUN
from judge.probe.player import together
from judge.probe.programs import NotCompiled

_NOT_DONE = r"NotImplementedError|(?i:your code here|lorem ipsum|insert (?:code|text) here)"
_LEFT_OVER = re.compile(rf"\b(?:TODO|FIXME|TBD)\b|{_NOT_DONE}")
# People write down what could still be done in programs that work.
_LEFT_OVER_BY_PEOPLE = re.compile(_NOT_DONE)
# "TODO" is an ordinary word of several languages.
_LEFT_OVER_PROSE = re.compile(
    r"\b(?:TODO\s*:|FIXME\b|TBD\b)|\[(?:TODO|TBD)\b[^\]]*\]|"
    r"(?i:lorem ipsum|insert \w+ here|[\[<(](?:insert|add|fill in|write|put|describe)\b[^\])>]{3,80}[\])>](?!\())"
)


@dataclass(frozen=True)
class Flaw:
    blame: Blame
    problem: str
    evidence: str = ""


@dataclass(frozen=True)
class Completeness:
    flaws: tuple[Flaw, ...]
    programs: int


def _measure(bench: Workbench) -> Completeness:
    package = bench.package
    tools = [(Blame.VALIDATOR, item) for item in package.input_validators if item.path.suffix not in NOT_RUN]
    tools += [(Blame.CHECKER, program) for program in package.output_validators]
    tools += [(Blame.GENERATOR, bench.generator_source)] if bench.generator_source else []
    named = tools + [(blame_of(program.name), program) for program in package.submissions]
    compiled = together(lambda pair: _uncompiled(bench, *pair), named)
    flaws = [flaw for flaw in compiled if flaw is not None]
    pattern = _LEFT_OVER_BY_PEOPLE if bench.spec is None else _LEFT_OVER
    for blame, program in named:
        flaws += _left_over(blame, program.name, _text(bench, program), pattern)
    for statement in bench.statements:
        flaws += _left_over(Blame.STATEMENT, f"statement in {statement.language}", statement.raw, _LEFT_OVER_PROSE)
    return Completeness(tuple(flaws), len(named))


def _uncompiled(bench: Workbench, blame: Blame, program: SourceProgram) -> Flaw | None:
    promise = bench.promises.get(program.name)
    is_submission = promise is not None
    compiled = bench.programs.submission(program) if is_submission else bench.programs.tool(program)
    if not isinstance(compiled, NotCompiled) or compiled.is_ours or _may_fail(promise):
        return None
    return Flaw(blame, f"{program.name} does not compile", compiled.reason)


def _may_fail(promise: Expectation | None) -> bool:
    """Only the legacy format knows submissions that must not compile."""
    return promise is not None and promise.final is not None and "COMPILE_ERROR" in promise.final


def _text(bench: Workbench, program: SourceProgram) -> str:
    return b"\n".join(files_of(bench.package, program).values()).decode("utf-8", "replace")


def _left_over(blame: Blame, name: str, text: str, pattern: re.Pattern[str]) -> Iterator[Flaw]:
    match = pattern.search(text)
    if match:
        line = text.count("\n", 0, match.start())
        yield Flaw(blame, f"{name} holds {match[0]!r}", text.splitlines()[line])


def _decide(found: Completeness) -> Finding:
    if found.flaws:
        problems = [flaw.problem for flaw in found.flaws]
        evidence = "\n".join(f"{flaw.problem}: {flaw.evidence[:600]}" for flaw in found.flaws)
        return failed(found.flaws[0].blame, listed(problems, "flaws"), evidence)
    return passed(Blame.PACKAGE, f"all {found.programs} programs compile")


GATE = Gate("programs-complete", Blame.PACKAGE, _measure, _decide)
