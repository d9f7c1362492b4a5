"""Gate `statement-consistent`: the statement does not say the opposite of the spec, nor ask for words no answer has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from judge.gates.model import Blame, Finding, Gate, failed, listed, passed
from judge.gates.promises import input_part
from judge.gates.workbench import Workbench
from judge.package import files_of
from judge.probe.aligned import counted_from, names_exchanged, numbers_exchanged, turned
from judge.probe.limits_said import changed_sides
from judge.probe.mistyped import mistyped
from judge.probe.oppose import exchanged, opposed
from judge.probe.order_said import exchanged_on_line, signs_exchanged
from judge.probe.prose import Statement
from judge.probe.quoted import misquoted
from judge.probe.said import numbers, printed_words
from judge.probe.spec import ProblemSpec
from judge.probe.tongue import guess, may_be_english, may_be_in

# Answers beyond this size hold no other words than shorter ones.
_READ_BYTES = 1 << 16


@dataclass(frozen=True)
class Consistency:
    """`unknown`: words to be printed that are in no answer, with whether a solution could print them."""

    statements: int
    opposed: tuple[str, ...]
    unknown: tuple[tuple[str, bool], ...] = ()


def _measure(bench: Workbench) -> Consistency | None:
    if not bench.statements:
        return None
    against = [flaw for item in bench.statements if bench.spec for flaw in _against(bench.spec, item)]
    return Consistency(len(bench.statements), tuple(against), tuple(_unknown_words(bench)))


def _against(spec: ProblemSpec, statement: Statement) -> Iterator[str]:
    language = statement.language.partition("-")[0].lower()
    for ours, theirs in opposed(spec.prose, statement.shown, language):
        yield f"{statement.language}: says {theirs} where the spec says {ours}"
    spoken = guess(spec.prose) or ("en" if may_be_english(spec.prose) else "")
    for one, other in changed_sides((spoken, "\n".join(spec.rules)), (language, statement.shown)):
        yield f"{statement.language}: {one} is the most and {other} the least by the spec, here it is the reverse"
    wanted, said = counted_from(spec.prose), counted_from(statement.shown)
    if len(wanted) == len(said) == 1 and wanted != said:
        yield f"{statement.language}: counts from {said.pop()}, the spec from {wanted.pop()}"
    for one, other in exchanged_on_line(spec.input_layout, spec.variables, input_part(statement)):
        yield f"{statement.language}: a line holds {one} by the spec, here {other}"
    for one, other in mistyped(numbers(spec.prose), numbers(statement.shown)):
        yield f"{statement.language}: says {other} where the spec says {one}"
    if may_be_in(language, spec.prose):
        yield from (f"{statement.language}: {flaw}" for flaw in _in_one_language(spec, statement))


def _in_one_language(spec: ProblemSpec, statement: Statement) -> Iterator[str]:
    for one, other in turned(spec.rules, statement.shown):
        yield f"says {other} where a rule says {one}"
    for one, other in misquoted(spec.rules, statement.shown):
        yield f"says {other} in the words of a rule that says {one}"
    for one, other in signs_exchanged(spec.rules, statement.shown):
        yield f"says {other} where a rule says {one}"
    for one, other in names_exchanged(spec.rules, statement.shown, spec.answer_classes):
        yield f"says {other} where a rule says {one}"
    for one, other in numbers_exchanged(spec.rules, statement.shown):
        yield f"{one} and {other} have changed places"
    for one, other in exchanged("\n".join([spec.summary, *spec.rules]), statement.shown):
        yield f"{one} and {other} have changed places"


def _unknown_words(bench: Workbench) -> Iterator[tuple[str, bool]]:
    if not bench.is_plain or not bench.package.cases():
        return
    known = _words_of_data(bench)
    wanted = {word for statement in bench.statements for word in printed_words(statement.shown)}
    unknown = sorted(word for word in wanted if word.lower() not in known)
    sources = _sources(bench) if unknown else ""
    yield from ((word, word.lower() in sources) for word in unknown)


def _words_of_data(bench: Workbench) -> set[str]:
    paths = [path for case in bench.package.cases() for path in (case.input, case.answer, case.output) if path]
    small = [path for path in paths if path.stat().st_size <= _READ_BYTES]
    return {token.decode("utf-8", "replace").lower() for path in small for token in path.read_bytes().split()}


def _sources(bench: Workbench) -> str:
    accepted = [item for item in bench.package.submissions if bench.promises[item.name].is_accepted]
    data = b"\n".join(data for item in accepted for data in files_of(bench.package, item).values())
    return data.decode("utf-8", "replace").lower()


def _decide(found: Consistency) -> Finding:
    foreign = [f"no solution prints {word}, which the statement asks for" for word, known in found.unknown if not known]
    if found.opposed or foreign:
        told = [*found.opposed, *foreign]
        return failed(Blame.STATEMENT, listed(told, "contradictions"), "\n".join(told))
    untested = [word for word, _ in found.unknown]
    if untested:
        return failed(Blame.TESTS, f"no answer is {listed(untested, 'words')}, though the statement has that case")
    return passed(Blame.STATEMENT, f"{found.statements} statements agree with the spec and with the answers")


GATE = Gate(
    "statement-consistent",
    Blame.STATEMENT,
    _measure,
    _decide,
    "no statement in Markdown",
    after=("structure", "spec-sound", "statement-language", "statement-renders"),
)
