"""Gate `promises-agree`: what the statement promises of the input, the validator demands, and the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from judge.gates.model import Blame, Finding, Gate, excerpt, failed, listed, passed
from judge.gates.workbench import Workbench
from judge.probe.allowed import doubled
from judge.probe.document import Document
from judge.probe.guarantees import Finder, Guarantee
from judge.probe.layout import Layout, Names
from judge.probe.lexicon import CONDITIONAL, GUARANTEES, INPUT_HEADING, OUTPUT_HEADING, says
from judge.probe.pairs import pairs
from judge.probe.promising import promises_in_words
from judge.probe.prose import Statement, sentences
from judge.probe.relations import Relation, comparisons
from judge.probe.scramble import scrambled
from judge.probe.small_demands import SmallDemand, small_demands
from judge.probe.spec import ProblemSpec, Variable
from judge.probe.variants import Sheet, number_token

_SHEETS = 4
_FEWEST_PAIRS, _PAIRS_READ = 5, 4_000
_DRAWN, _OWN = 900, 300
_FEWEST_REFUSED = 4
_IDENTIFIER = r"\$?([A-Za-z]\w*)\$?"
# Relations in words, by operator: `k is at most n`, `v_i, different from u_i`, `k는 n 이하`.
_WORDS = (
    ("<=", re.compile(rf"{_IDENTIFIER} is at most {_IDENTIFIER}(?![\w\-+*/^])")),
    ("<", re.compile(rf"{_IDENTIFIER} is (?:strictly )?(?:less|smaller) than {_IDENTIFIER}(?![\w\-+*/^])")),
    ("!=", re.compile(rf"{_IDENTIFIER} (?:is|are) (?:different|distinct) from {_IDENTIFIER}(?![\w\-+*/^])")),
    ("<=", re.compile(rf"{_IDENTIFIER}[은는이가] {_IDENTIFIER} ?이하")),
    ("<", re.compile(rf"{_IDENTIFIER}[은는이가] {_IDENTIFIER} ?(?:미만|보다 작)")),
)
_OWN_WORDS = (
    ("<=", re.compile(rf"\bat most {_IDENTIFIER}(?![\w\-+*/^])")),
    ("!=", re.compile(rf"\b(?:different|distinct) from {_IDENTIFIER}(?![\w\-+*/^])")),
    ("<=", re.compile(rf"{_IDENTIFIER} ?이하")),
)


# What a tree has without a word said of it, and how trees are told.
_OF_TREES = ("no loop", "no double", "connected")
_ONE_LESS = re.compile(r"[A-Za-z]\w*\s*[-−]\s*1\b")
_REACHED = re.compile(
    r"\bconnected\b|\bcan be reached\b|\breachable\b|\bconnects? (?:all|every)|\bbetween (?:any|every)\b|"
    r"연결|오갈 수|갈 수 있|도달",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Promise:
    """A relation and where it is promised. `firm` if a formula says it."""

    relation: Relation
    source: str
    blame: Blame
    firm: bool


@dataclass(frozen=True)
class Kept:
    """How a promise fares: a test that breaks it, or an input that breaks it and that the validator accepts."""

    promise: Promise
    pairs: int
    broken_by: str = ""
    accepted: bytes = b""


@dataclass(frozen=True)
class Unstated:
    """A demand of the validator that these languages' statements do not mention; `in_spec` whether the spec does."""

    guarantee: Guarantee
    languages: tuple[str, ...]
    in_spec: bool


@dataclass(frozen=True)
class Promises:
    kept: tuple[Kept, ...]
    guarantees: int
    unstated: tuple[Unstated, ...]
    unasked: tuple[Guarantee, ...] = ()
    refused: tuple[bytes, ...] = ()
    small: tuple[SmallDemand, ...] = ()


def _measure(bench: Workbench) -> Promises | None:
    spec, layout = bench.spec, bench.layout
    if spec is None or layout is None or not bench.input_checker.validators:
        return None
    found = {str(item.relation): item for item in reversed(list(promised(bench, spec)))}
    kept = [_kept(bench, layout, promise) for promise in found.values()]
    guarantees, free = Finder(bench.sheets, layout, bench.accepts_each).found()
    small = tuple(small_demands([*bench.small_sheets, *_drawn(bench, layout, _OWN)], bench.accepts_each))
    unstated = [item for guarantee in guarantees if (item := _unstated(bench, spec, guarantee)) is not None]
    texts = [*spec.rules, *(text for item in bench.statements for text in sentences(item.shown))]
    unasked = [item for item in free if any(promises_in_words(item, text) for text in texts)]
    return Promises(tuple(kept), len(guarantees), tuple(unstated), tuple(unasked), _refused(bench, spec, layout), small)


def _refused(bench: Workbench, spec: ProblemSpec, layout: Layout) -> tuple[bytes, ...]:
    """Valid inputs with their last row doubled that are rejected, though a rule allows it and others are accepted."""
    if next(doubled(bench.small_sheets, layout, spec.rules), None) is None:
        return ()
    sheets = [*bench.small_sheets, *_drawn(bench, layout, _DRAWN)]
    made = [data for _, data in doubled(sheets, layout, spec.rules)]
    taken = set(bench.accepted(made))
    refused = tuple(dict.fromkeys(data for data in made if data not in taken))
    return refused if len(refused) >= _FEWEST_REFUSED <= len(taken) else ()


def _drawn(bench: Workbench, layout: Layout, count: int) -> list[Sheet]:
    """The valid ones of so many small inputs that owe nothing to the generator, which may be at fault itself."""
    drawn = list(islice(scrambled(layout, bench.small_sheets, seed=2), count))
    return [bench.sheet_of(data) for data in bench.accepted(drawn)]


def promised(bench: Workbench, spec: ProblemSpec) -> Iterator[Promise]:
    for rule in spec.rules:
        yield from _in_text(rule, spec.variables, "the spec", Blame.SPEC)
    for variable in spec.variables:
        yield from _in_meaning(variable, spec.variables)
    for statement in bench.statements:
        where = f"the statement ({statement.language})"
        for sentence in sentences(input_part(statement)):
            yield from _in_text(sentence, spec.variables, where, Blame.STATEMENT)


def input_part(statement: Statement) -> str:
    """The section on the input; nothing if there is no heading that says so."""
    parts = [
        section.body
        for section in statement.sections
        if INPUT_HEADING.search(section.heading) and not OUTPUT_HEADING.search(section.heading)
    ]
    return "\n\n".join(parts)


def _in_text(text: str, variables: Sequence[Variable], source: str, blame: Blame) -> Iterator[Promise]:
    if CONDITIONAL.search(re.sub(r"\$[^$]*\$", " ", text)):
        return
    for relation in comparisons(text, variables).relations:
        yield Promise(relation, source, blame, firm=blame is Blame.STATEMENT)
    names = Names(variables)
    for operator, pattern in _WORDS:
        for match in pattern.finditer(text):
            left, right = names.of(match[1])[0], names.of(match[2])[0]
            if left and right and left != right:
                yield Promise(Relation(left, operator, right), source, blame, firm=False)


def _in_meaning(variable: Variable, variables: Sequence[Variable]) -> Iterator[Promise]:
    names = Names(variables)
    for operator, pattern in _OWN_WORDS:
        for match in pattern.finditer(variable.meaning):
            other = names.of(match[1])[0]
            if other and other != variable.name:
                yield Promise(Relation(variable.name, operator, other), "the spec", Blame.SPEC, firm=False)


def _kept(bench: Workbench, layout: Layout, promise: Promise) -> Kept:
    seen = 0
    for sheet in bench.sheets:
        for left, right in islice(pairs_of(sheet, promise.relation), _PAIRS_READ):
            seen += 1
            if not promise.relation.holds(left, right):
                return Kept(promise, seen, f"{sheet.name}: {left} and {right}")
    if seen < _FEWEST_PAIRS:
        return Kept(promise, seen)
    for data in _breaking(bench, layout, promise.relation):
        if bench.accepts(data):
            return Kept(promise, seen, accepted=data)
    return Kept(promise, seen)


def pairs_of(sheet: Sheet, relation: Relation) -> Iterator[tuple[Decimal, Decimal]]:
    if sheet.reading is None:
        return
    for a, b in pairs(sheet.reading, relation.left, relation.right):
        left, right = sheet.value(a), sheet.value(b)
        if left is not None and right is not None:
            yield left, right


def _breaking(bench: Workbench, layout: Layout, relation: Relation) -> Iterator[bytes]:
    """Inputs that break nothing but the relation, as far as bounds go."""
    usable = [sheet for sheet in bench.small_sheets if sheet.reading and any(True for _ in pairs_of(sheet, relation))]
    for sheet in usable[:_SHEETS]:
        assert sheet.reading is not None
        rows = pairs(sheet.reading, relation.left, relation.right)
        for a, b in {rows[0], rows[-1]}:
            made = _broken(sheet, layout, relation, a, b)
            if made is not None:
                yield made.data


def _broken(sheet: Sheet, layout: Layout, relation: Relation, a: int, b: int) -> Document | None:
    """The left side changed if it counts nothing, else the right one."""
    assert sheet.reading is not None
    counters = {group.counter for group in sheet.reading.groups}
    left, right = sheet.value(a), sheet.value(b)
    if left is None or right is None:
        return None
    more = Decimal(1 if relation.operator == "<=" else 0)
    for name, place, value in ((relation.left, a, right + more), (relation.right, b, left - more)):
        variable = layout.variables.get(name)
        if variable is not None and place not in counters and variable.low <= value <= variable.high:
            return sheet.document.with_token(place, number_token(value))
    return None


def _unstated(bench: Workbench, spec: ProblemSpec, guarantee: Guarantee) -> Unstated | None:
    words = GUARANTEES[guarantee.kind]
    silent = [
        item.language
        for item in bench.statements
        if says(words, item.language, item.shown) is False and not (guarantee.kind in _OF_TREES and is_tree(item))
    ]
    if not silent:
        return None
    in_spec = any(says(words, language, spec.prose) for language in ("en", "ko", *silent))
    return Unstated(guarantee, tuple(silent), in_spec)


def is_tree(statement: Statement) -> bool:
    """Whether it says that one edge less than there are vertices connects them all."""
    return bool(_ONE_LESS.search(statement.shown) and _REACHED.search(statement.shown))


def _decide(found: Promises) -> Finding:
    broken = [item for item in found.kept if item.broken_by and item.promise.firm]
    if broken:
        told = [f"{item.promise.source} says {item.promise.relation}, but {item.broken_by}" for item in broken]
        return failed(broken[0].promise.blame, listed(told, "promises"), "\n".join(told))
    lax = [item for item in found.kept if item.accepted]
    if lax:
        told = [f"{item.promise.source} promises {item.promise.relation}, the validator accepts" for item in lax]
        return failed(Blame.VALIDATOR, listed(told, "promises"), f"{told[0]}\n{excerpt(lax[0].accepted)}")
    if found.unasked:
        told = [f"{item} is promised, the validator does not ask for it" for item in found.unasked]
        return failed(Blame.VALIDATOR, listed(told, "promises"), f"{told[0]}\n{excerpt(found.unasked[0].example)}")
    if found.refused:
        summary = "a rule allows that the same two are connected twice, the validator rejects it now and then"
        return failed(Blame.VALIDATOR, summary, f"rejected:\n{excerpt(min(found.refused, key=len))}")
    if found.small:
        demand = found.small[0]
        summary = f"the validator rejects small inputs {demand.what}, of at most {demand.largest} units, and no others"
        return failed(Blame.VALIDATOR, summary, f"rejected:\n{excerpt(demand.example)}")
    if found.unstated:
        first = found.unstated[0]
        told = [f"the validator demands {item.guarantee}, the statement does not say so" for item in found.unstated]
        blame = Blame.STATEMENT if first.in_spec else Blame.VALIDATOR
        return failed(blame, listed(told, "demands"), f"{told[0]}; rejected:\n{excerpt(first.guarantee.example)}")
    enforced = sum(not item.broken_by for item in found.kept)
    return passed(Blame.VALIDATOR, f"{enforced} promised relations are enforced, {found.guarantees} demands are stated")


GATE = Gate(
    "promises-agree",
    Blame.VALIDATOR,
    _measure,
    _decide,
    "no layout in .alpaco/spec.json that fits the tests, or no validator",
    after=("structure", "spec-sound", "constants-agree", "programs-complete", "validator-accepts-tests",
           "validator-rejects-invalid", "bounds-agree"),
)  # fmt: skip
