"""Gate `spec-sound`: the spec fits its schema and makes sense by itself."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from judge.gates.model import Blame, Finding, Gate, failed, listed, passed
from judge.gates.workbench import Workbench
from judge.probe.spec import ProblemSpec, SpecError, read_spec


@dataclass(frozen=True)
class Read:
    """`problem` is why it cannot be read."""

    spec: ProblemSpec | None
    problem: str = ""


def _measure(bench: Workbench) -> Read | None:
    try:
        spec = read_spec(bench.package.root, bench.package.constants)
    except SpecError as exc:
        return Read(None, str(exc))
    return Read(spec) if spec else None


def _decide(read: Read) -> Finding:
    problems = [read.problem] if read.spec is None else _problems(read.spec)
    if problems:
        return failed(Blame.SPEC, f".alpaco/spec.json: {listed(problems, 'problems')}", "\n".join(problems))
    assert read.spec is not None
    return passed(Blame.SPEC, f"{len(read.spec.rules)} rules, {len(read.spec.variables)} variables")


def _problems(spec: ProblemSpec) -> list[str]:
    wanted = {
        "there are no rules": bool(spec.rules),
        "there is no input layout": bool(spec.input_layout),
        "there is no output layout": bool(spec.output_layout),
        "a rule is empty": all(rule.strip() for rule in spec.rules),
        "an answer class must be one token": all(len(item.split()) == 1 for item in spec.answer_classes),
        "a real output needs a positive tolerance": spec.output_kind != "float" or _is_positive(spec.float_tolerance),
    }
    return [problem for problem, is_right in wanted.items() if not is_right]


def _is_positive(text: str) -> bool:
    try:
        return Decimal(text) > 0
    except InvalidOperation:
        return False


GATE = Gate("spec-sound", Blame.SPEC, _measure, _decide, "no .alpaco/spec.json")
