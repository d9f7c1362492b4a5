"""Gate `answers-current`: the answers of the tests are what the model solution prints now."""

from __future__ import annotations

from dataclasses import dataclass

from judge.gates.model import Blame, Finding, Gate, diff, failed, listed, passed
from judge.gates.workbench import Workbench
from judge.package import TestCase
from judge.probe.player import Player, together
from judge.probe.verdicts import Question
from judge.validate import Judgement

_WITNESSES_ASKED = 12


@dataclass(frozen=True)
class Stale:
    """A test on which both sides differ. `for_answer`, `for_reference`: further solutions that take that side."""

    name: str
    answer: bytes
    output: bytes
    for_answer: int
    for_reference: int


@dataclass(frozen=True)
class Answers:
    """`checked` tests, and those that differ; `confirmed`: another solution agrees with the reference elsewhere."""

    checked: int
    stale: tuple[Stale, ...]
    confirmed: bool


def _measure(bench: Workbench) -> Answers | None:
    reference = bench.reference
    cases = [case for case in bench.package.cases() if case.answer is not None]
    if reference is None or not cases or not bench.is_plain:
        return None
    if bench.output_validators:
        bench.verdicts.of([question for case in cases for question in _questions(bench, reference, case)])
    found = together(lambda case: _checked(bench, reference, case), cases)
    stale = [item for item in found if item is not None]
    stale = [_with_witnesses(bench, case, item) for case in cases for item in stale if item.name == case.name]
    confirmed = bool(stale) and bench.agreement is not None and not bench.agreement.disputes
    return Answers(len(cases), tuple(stale), confirmed)


def _questions(bench: Workbench, reference: Player, case: TestCase) -> list[Question]:
    """What `_checked` will ask, to be asked together."""
    data, answer, args = case.input.read_bytes(), case.answer_data(), case.output_validator_args
    output = reference.play(data, case.args).output
    pairs = dict.fromkeys([(answer, output), (output, answer)])
    return [bench.question(data, one, other, args) for one, other in pairs]


def _checked(bench: Workbench, reference: Player, case: TestCase) -> Stale | None:
    """Each side is judged with the other as the judge's answer; a validator that fails says that they differ."""
    data, answer = case.input.read_bytes(), case.answer_data()
    output = reference.play(data, case.args).output
    if output == answer and not bench.output_validators:
        return None
    ours = bench.judge(data, answer, output, case.output_validator_args)
    theirs = ours if output == answer else bench.judge(data, output, answer, case.output_validator_args)
    if ours.is_accepted and theirs.is_accepted:
        return None
    if output == answer and ours.judgement is Judgement.REJECTED:
        return None  # The output validator is at odds with both: a matter of its own gate.
    return Stale(case.name, answer, output, 0, 0)


def _with_witnesses(bench: Workbench, case: TestCase, stale: Stale) -> Stale:
    solvers = ([bench.brute] if bench.brute else []) + bench.other_solvers
    data = case.input.read_bytes()
    for_answer = for_reference = 0
    for solver in solvers[:_WITNESSES_ASKED]:
        played = solver.play(data, case.args)
        if played.ended_well:
            for_answer += bench.judge(data, stale.answer, played.output, case.output_validator_args).is_accepted
            for_reference += bench.judge(data, stale.output, played.output, case.output_validator_args).is_accepted
    return Stale(stale.name, stale.answer, stale.output, for_answer, for_reference)


def _decide(found: Answers) -> Finding:
    if not found.stale:
        return passed(Blame.TESTS, f"all {found.checked} answers are what the model solution prints")
    names = [item.name for item in found.stale]
    first = found.stale[0]
    evidence = "\n".join([first.name, *diff("the answer", first.answer, "the model solution", first.output)])
    return failed(_blame(found), f"another answer for {listed(names, 'tests')}", f"{evidence}\n{' '.join(names)}")


def _blame(found: Answers) -> Blame:
    """Other solutions decide; without any, an answer here and there is stale, but most answers are not."""
    for_answer = sum(item.for_answer for item in found.stale)
    for_reference = sum(item.for_reference for item in found.stale)
    if for_answer != for_reference:
        return Blame.REFERENCE if for_answer > for_reference else Blame.TESTS
    return Blame.TESTS if found.confirmed or len(found.stale) * 2 <= found.checked else Blame.REFERENCE


GATE = Gate(
    "answers-current",
    Blame.TESTS,
    _measure,
    _decide,
    "no model solution that prints one output per test",
    after=("structure", "programs-complete", "validator-accepts-tests", "reference-deterministic", "brute-agrees",
           "answers-graded"),
)  # fmt: skip
