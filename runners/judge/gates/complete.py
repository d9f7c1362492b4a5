"""Gate `statement-complete`: variables, bounds, rules and their numbers, sections, words of answers, tolerance."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from judge.gates.model import Blame, Finding, Gate, failed, listed, passed
from judge.gates.workbench import Workbench
from judge.probe.lexicon import ANY, INPUT_HEADING, OUTPUT_HEADING, TIE, TIE_RULE, says
from judge.probe.numerals import values
from judge.probe.prose import Statement, sentences
from judge.probe.relations import comparisons
from judge.probe.said import holds_token, names_variable, numbers, says_number
from judge.probe.said_otherwise import says_otherwise
from judge.probe.spec import ProblemSpec
from judge.probe.tolerance import stated_tolerances
from judge.probe.tongue import may_be_in
from judge.probe.unsaid import unsaid_rules

_IF = re.compile(r"\b(?:if|when|otherwise|impossible|no such|cannot)\b|면\b|없|경우", re.IGNORECASE)
_PRECISION = re.compile(
    r"decimals?[ -](?:places?|digits?|point)|decimals\b|digits|accura|round|toleran|precis|\berror\b|자리|소수|오차|erreur|décimal|fehler|nachkomma|erro|casas|ошибк|погрешност|"
    r"小数|誤差|误差",
    re.IGNORECASE,
)
_ZERO_CASE = re.compile(
    r"\b(?:if|when)\b.{0,60}\b(?:no|none|not|never|cannot|nothing|nobody|empty)\b.{0,60}\b(?:is|are|print|prints|printed|answer)\b.{0,20}\b0\b|"
    r"\b(?:if|when) (?:there is|there are) no\b.{0,60}\b0\b|"
    r"\b(?:is|are|print|prints|answer)\b.{0,20}\b0 (?:if|when)\b",
    re.IGNORECASE,
)
# What is below such a heading are samples, wherever they come from.
_SAMPLES = re.compile(
    r"\b(?:sample|example)s?\b|예제|예시|サンプル|样例|beispiel|ejemplo|exemple|exemplo|esempio|пример", re.IGNORECASE
)
_SMALL = Decimal("0.1")
_FEWEST_LETTERS = 12
_PARAGRAPH_LETTERS = 40
_ENDS = re.compile(r"[.!?:;。！？…)\]}'\"”’»$*`|>_-]\s*$|[다요오]\s*$")
# Words that no sentence ends with.
_GOES_ON = re.compile(
    r"\b(?:an?|the|of|by|and|or|with|for|from|is|are|that|which|if|as|each|every|its|their|at least|at most)$|"
    r"[가-힣$](?:을|를|의|와|과|에서|마다)$"
)
_FEWEST_WORDS = 3
# Numbers up to this one are part of any prose.
_ORDINARY = 2


@dataclass(frozen=True)
class Complete:
    statements: int
    missing: tuple[str, ...]


def _measure(bench: Workbench) -> Complete | None:
    if not bench.statements:
        return None
    missing = [f"{item.language}: {what}" for item in bench.statements for what in _missing(bench, item)]
    return Complete(len(bench.statements), tuple(missing))


def _missing(bench: Workbench, statement: Statement) -> Iterator[str]:
    yield from missing_sections(statement)
    spec = bench.spec
    if is_cut_off(statement) or breaks_off(statement, [*spec.rules, *spec.output_layout] if spec else []):
        yield "the text ends in the middle of a sentence"
    if spec is None:
        return
    yield from missing_variables(statement, spec)
    yield from missing_numbers(statement, spec)
    yield from missing_words(statement, spec)
    yield from missing_ties(statement, spec)
    yield from missing_rules(statement, spec)
    if bench.is_plain:
        yield from missing_grading(statement, spec)


def missing_sections(statement: Statement) -> Iterator[str]:
    """Only where there are headings of input or of output at all."""
    if len(re.sub(r"\W", "", statement.words)) < _FEWEST_LETTERS:
        yield "there is hardly any text"
        return
    sections = [item for item in statement.sections if item.heading and not _SAMPLES.search(item.heading)]
    inputs = [s for s in sections if INPUT_HEADING.search(s.heading) and not OUTPUT_HEADING.search(s.heading)]
    outputs = [s for s in sections if OUTPUT_HEADING.search(s.heading)]
    if inputs and not outputs:
        yield "there is a section on the input and none on the output"
    if outputs and not inputs and not any(INPUT_HEADING.search(s.heading) for s in outputs):
        yield "there is a section on the output and none on the input"
    for section in [*inputs, *outputs]:
        if not section.body.strip() and not _has_parts(statement, section.heading):
            yield f"the section {section.heading!r} is empty"


def is_cut_off(statement: Statement) -> bool:
    """Whether the last paragraph lacks the end that all other paragraphs have."""
    paragraphs = [block for block in statement.blocks if len(block.text) >= _PARAGRAPH_LETTERS or block.kind == "code"]
    if len(paragraphs) < 3 or paragraphs[-1].kind != "text" or statement.blocks[-1] is not paragraphs[-1]:
        return False
    *others, last = [block.text for block in paragraphs if block.kind == "text"]
    return not _ENDS.search(last) and all(_ENDS.search(text) for text in others)


def breaks_off(statement: Statement, known: Sequence[str]) -> bool:
    """Whether the last words, without an end, must go on: after a word such as `the`, or where a known text does."""
    blocks = [block for block in statement.blocks if block.kind != "heading"]
    if not blocks or blocks[-1].kind != "text" or blocks[-1] is not statement.blocks[-1] or len(blocks) < 2:
        return False
    last = sentences(blocks[-1].text)[-1]
    words = last.split()
    if _ENDS.search(last) or len(words) < _FEWEST_WORDS:
        return False
    if statement.language.partition("-")[0] in ("en", "ko") and _GOES_ON.search(last):
        return True
    begun = f" {' '.join(words[-_FEWEST_WORDS:])} ".lower()
    return any(begun in f" {text}".lower() for text in known)


def _has_parts(statement: Statement, heading: str) -> bool:
    """Whether something follows the heading: code, or a heading below it."""
    blocks = statement.blocks
    place = next(index for index, block in enumerate(blocks) if block.kind == "heading" and block.text == heading)
    return place + 1 < len(blocks) and (
        blocks[place + 1].kind == "code" or not _is_data_heading(blocks[place + 1].text)
    )


def _is_data_heading(text: str) -> bool:
    return bool(INPUT_HEADING.search(text) or OUTPUT_HEADING.search(text))


def missing_variables(statement: Statement, spec: ProblemSpec) -> Iterator[str]:
    """A variable is stated by its name or by both its bounds; its upper bound by the number or by an expression."""
    found = numbers(statement.shown)
    compared = comparisons(statement.shown, spec.variables)
    upper = {item.name for item in compared.bounds if item.is_upper} | compared.bounded_by_expression
    upper |= {relation.left for relation in compared.relations}
    for variable in spec.variables:
        if _is_stated(variable.high, statement, found) or variable.name in upper:
            continue
        if not names_variable(variable, statement.shown):
            yield f"nothing is said of {variable.name}"
        else:
            yield f"the bound {variable.high} of {variable.name} is not stated"


def _is_stated(value: Decimal, statement: Statement, found: set[Decimal]) -> bool:
    return says_number(value, statement.shown, found | {number - 1 for number in found if number > _ORDINARY})


def missing_numbers(statement: Statement, spec: ProblemSpec) -> Iterator[str]:
    """Numbers that the rules have, the package's constants among them."""
    found = numbers(statement.shown)
    bounds = {bound for variable in spec.variables for bound in (variable.low, variable.high)}
    for rule in spec.rules:
        for value in sorted(values(_without_examples(rule))):
            if value in bounds or abs(value) <= _ORDINARY or value != value.to_integral_value():
                continue
            if not any(is_said(value, statement.shown, found) for is_said in (says_number, says_otherwise)):
                yield f"{value} of the rule {rule[:60]!r} is missing"


def _without_examples(rule: str) -> str:
    return re.split(r"\be\.g\.|\bfor example\b|\bfor instance\b|예를 들", rule, maxsplit=1)[0]


def missing_words(statement: Statement, spec: ProblemSpec) -> Iterator[str]:
    """What must be printed in a case of its own; a number that is an ordinary answer need not be said."""
    if any(_ZERO_CASE.search(rule) for rule in spec.rules) and not _tells_zero(statement):
        yield "that the answer may be 0 is not mentioned"
    for token in spec.answer_classes:
        is_number = re.fullmatch(r"\d+(?:\.\d+)?", token) is not None
        if is_number and not any(_IF.search(rule) and holds_token(token, rule) for rule in spec.rules):
            continue
        if not holds_token(token, statement.shown) and not (is_number and _says_zero(token, statement)):
            yield f"the answer {token} is not mentioned"


def _tells_zero(statement: Statement) -> bool:
    """Bounds of variables, which hold zeros of their own, do not count."""
    plain = re.sub(r"\$[^$]*(?:\\le|\\ge|[<>≤≥])[^$]*\$", " ", statement.shown)
    return re.search(r"(?<![\d.])0(?![\d.]*\d)", plain) is not None or _says_zero("0", statement)


def _says_zero(word: str, statement: Statement) -> bool:
    words = r"\bzero\b|\bnone\b|\bnothing\b|\bnull\b|\bcero\b|\bzéro\b|영을|ноль|нуль|零"
    return word != "0" or re.search(words, statement.shown, re.IGNORECASE) is not None


def missing_ties(statement: Statement, spec: ProblemSpec) -> Iterator[str]:
    """Which of several counts, where a rule says so and not every one is right."""
    if spec.output_kind == "any_valid":
        return
    for rule in spec.rules:
        is_rule = any(says(TIE_RULE, language, rule) for language in TIE_RULE)
        if is_rule and says(TIE, statement.language, statement.shown) is False:
            yield f"which one counts if there are several is missing: {rule[:80]!r}"
            return


def missing_rules(statement: Statement, spec: ProblemSpec) -> Iterator[str]:
    """What rules say in words alone, where spec and statement are in one language."""
    if may_be_in(statement.language, spec.prose):
        yield from unsaid_rules(spec, statement)


def missing_grading(statement: Statement, spec: ProblemSpec) -> Iterator[str]:
    """That any answer is right, and how exact real numbers must be."""
    if spec.output_kind == "any_valid" and says(ANY, statement.language, statement.shown) is False:
        yield "it is not said that any valid answer is accepted"
    if spec.output_kind == "float":
        small = any(0 < value <= _SMALL for value in numbers(statement.shown))
        if not small and not _PRECISION.search(statement.shown):
            yield "it is not said how exact the answer must be"
        yield from _other_tolerances(statement, spec.float_tolerance)


def _other_tolerances(statement: Statement, granted: str) -> Iterator[str]:
    """Where errors are spoken of, the spec's tolerance is, if any is."""
    found = stated_tolerances(statement)
    if granted and found and Decimal(granted) not in found:
        yield f"an error of {min(found)} is allowed, by the spec {granted}"


def _decide(found: Complete) -> Finding:
    if found.missing:
        return failed(Blame.STATEMENT, listed(list(found.missing), "gaps"), "\n".join(found.missing))
    return passed(Blame.STATEMENT, f"{found.statements} statements have all that the spec has")


GATE = Gate(
    "statement-complete",
    Blame.STATEMENT,
    _measure,
    _decide,
    "no statement in Markdown",
    after=("spec-sound", "constants-agree", "statement-language", "statement-renders"),
)
