"""Gate `answers-graded`: where several answers or several roundings are right, the grading allows them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from judge.gates.agreement import difference
from judge.gates.model import Blame, Finding, Gate, excerpt, failed, passed
from judge.gates.workbench import Workbench
from judge.probe.agreement import Agreement, Cause
from judge.probe.tolerance import is_tighter

_REAL = re.compile(rb"[+-]?\d+\.\d+(?:[eE][+-]?\d+)?")
_TOLERANCES = ("float_tolerance", "float_absolute_tolerance", "float_relative_tolerance")


@dataclass(frozen=True)
class Grading:
    """`kind` is the spec's output kind (empty without a spec); `args` those of each test group, all tests together.

    `granted` is the error that spec or statement allow.
    """

    kind: str
    wanted: str
    custom: bool
    args: tuple[tuple[str, ...], ...]
    reals: bytes
    says_any: bool | None
    agreement: Agreement | None
    granted: Decimal | None = None


def _measure(bench: Workbench) -> Grading | None:
    if not bench.is_plain or not bench.package.cases():
        return None
    cases = bench.package.cases()
    return Grading(
        bench.spec.output_kind if bench.spec else "",
        bench.spec.float_tolerance if bench.spec else "",
        bool(bench.output_validators),
        tuple(dict.fromkeys(case.output_validator_args for case in cases)),
        _uneven_reals([case.answer.read_bytes() for case in cases if case.answer]),
        bench.says_any,
        bench.agreement if bench.reference else None,
        bench.granted_tolerance,
    )


def _uneven_reals(answers: list[bytes]) -> bytes:
    """Answers with real numbers of different precision: nobody can be asked to print the same digits."""
    reals = [token for answer in answers for token in answer.split() if _REAL.fullmatch(token)]
    places = {len(token.partition(b".")[2]) for token in reals}
    return b" ".join(reals[:5]) if len(places) > 1 or max(places, default=0) > 8 else b""


def _decide(found: Grading) -> Finding:
    problem = _unfit(found)
    if problem:
        return failed(Blame.CHECKER, problem, excerpt(found.reals))
    agreement = found.agreement
    cause = agreement.cause(found.says_any) if agreement else None
    if agreement and cause is Cause.TOLERANCE:
        return failed(Blame.CHECKER, "real answers need a wider tolerance", difference(agreement))
    if agreement and cause is Cause.MANY_ANSWERS:
        return failed(Blame.CHECKER, "several answers are right, only one is accepted", difference(agreement))
    if agreement and cause is Cause.CHECKER:
        return failed(Blame.CHECKER, "the output validator does not accept other right answers", difference(agreement))
    if found.says_any and not found.custom:
        return failed(Blame.CHECKER, "the statement allows several answers, and there is no output validator")
    return passed(Blame.CHECKER, "an own output validator" if found.custom else "one answer, compared by tokens")


def _unfit(found: Grading) -> str:
    """What is wrong with the kind of grading, whatever solutions print."""
    if found.custom:
        return ""
    if found.kind == "any_valid":
        return "the spec allows any valid answer, and there is no output validator"
    without = [args for args in found.args if not any(word in _TOLERANCES for word in args)]
    if found.kind == "float" and without:
        return "the spec wants a tolerance, and tests are compared without one"
    tight = [args for args in found.args if found.granted is not None and is_tighter(args, found.granted)]
    if not found.kind and tight:
        return f"an error of {found.granted} is allowed, tests are compared with {' '.join(tight[0])}"
    if found.kind == "float" and not all(_has(args, found.wanted) for args in found.args):
        return f"the spec wants the tolerance {found.wanted}, tests are compared with {' '.join(found.args[0])}"
    return "answers are real numbers, and there is no tolerance" if found.reals and without else ""


def _has(args: tuple[str, ...], wanted: str) -> bool:
    try:
        return any(Decimal(number) == Decimal(wanted) for number in args if number[:1].isdigit())
    except InvalidOperation:
        return True


GATE = Gate(
    "answers-graded",
    Blame.CHECKER,
    _measure,
    _decide,
    "no tests that are graded by one output",
    after=("structure", "spec-sound", "programs-complete", "reference-deterministic", "brute-agrees"),
)
