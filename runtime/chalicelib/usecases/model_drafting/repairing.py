"""From the gates of a verification to what is remade."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from chalicelib.domain.generation import MAX_REPAIR_ROUNDS, Remake
from chalicelib.domain.spec import ProblemSpec
from chalicelib.domain.stages import SOLVER, Stage
from chalicelib.usecases.model_drafting.journal import Order, Past

FAIL = "fail"
# The third solution is at odds with reference and brute force, which agree: all three are thought over.
DISSENT = "solvers-agree"
# Tests are what the generator prints; where they are weak or wrong, it is at fault.
_MAKERS: Mapping[str, Stage] = {
    "the generator": Stage.GENERATOR,
    "generators/": Stage.GENERATOR,
    "the model solution": Stage.REFERENCE,
    "accepted/": Stage.REFERENCE,
    "input_validators/": Stage.VALIDATOR,
    "validate.py": Stage.VALIDATOR,
}
_STAGE_OF_BLAME: Mapping[str, Stage] = {**{str(stage): stage for stage in Stage}, "tests": Stage.GENERATOR}
# What is wrong with a package as a whole, a draft owes to these.
_STAGES_OF_PACKAGE: Mapping[str, tuple[Stage, ...]] = {
    "time-limit": (Stage.GENERATOR, Stage.WRONG),
    "problem-new": (Stage.SPEC,),
}
# A gate that fails again after its repair may have blamed the wrong one: then these are remade as well.
_SUSPECTS: Mapping[str, tuple[Stage, ...]] = {
    "brute-agrees": (Stage.REFERENCE, Stage.BRUTE, Stage.VALIDATOR),
    "checker-sound": (Stage.REFERENCE, Stage.CHECKER),
    "generator-valid": (Stage.VALIDATOR, Stage.GENERATOR),
    "hold-out-agrees": (Stage.GENERATOR, Stage.WRONG),
    "naive-grows": (Stage.GENERATOR, Stage.WRONG),
    DISSENT: (Stage.VALIDATOR,),
    "promises-agree": (Stage.VALIDATOR, Stage.STATEMENT),
    "submissions": (Stage.GENERATOR, Stage.CHECKER, Stage.WRONG),
    "tests-made": (Stage.REFERENCE, Stage.VALIDATOR, Stage.GENERATOR),
    "validator-accepts-tests": (Stage.VALIDATOR, Stage.GENERATOR),
}
# Solutions may well differ on an input that breaks a rule.
_OF_SOLUTIONS = ("brute-agrees", DISSENT)
_HINT = "\nThe solutions were made anew and still differ: if this input breaks a rule, it must be rejected."


@dataclass(frozen=True)
class Gate:
    """One gate of a report, as far as repairs need it."""

    id: str
    status: str
    blame: str
    summary: str
    evidence: str = ""


def gates_of(gates: Sequence[Mapping[str, object]]) -> tuple[Gate, ...]:
    """The gates of a report of `alpaco verify --json`. Raises KeyError if a field is missing."""
    return tuple(
        Gate(
            id=str(gate["id"]),
            status=str(gate["status"]),
            blame=str(gate["blame"]),
            summary=str(gate["summary"]),
            evidence=str(gate.get("evidence", "")),
        )
        for gate in gates
    )


def tests_failed(detail: str) -> Gate:
    """Stands for a verification that could not begin, as no tests could be made; `detail` is the runner's reason."""
    blame = next((stage for word, stage in _MAKERS.items() if word in detail), Stage.GENERATOR)
    return Gate("tests-made", FAIL, blame, "The tests could not be made.", detail)


def plan(gates: Iterable[Gate], past: Past) -> Order | None:
    """The next repair round; None if no gate failed, no stage is to blame, or the rounds are used up."""
    repairs = past.repairs()
    before = repairs[-1].gates if repairs else ()
    failed = [(gate, stages) for gate in gates if gate.status == FAIL and (stages := _at_fault(gate, before, past))]
    if not failed or past.rounds() >= MAX_REPAIR_ROUNDS:
        return None
    findings: dict[str, tuple[str, ...]] = {}
    for gate, stages in failed:
        findings |= {stage: (*findings.get(stage, ()), _finding(gate, stage)) for stage in stages}
    if any(gate.id == DISSENT for gate, _ in failed):
        findings[SOLVER] = ()
    return Order(past.rounds() + 1, remade(findings), tuple(gate.id for gate, _ in failed))


def _at_fault(gate: Gate, before: Collection[str], past: Past) -> tuple[Stage, ...]:
    """The stages that are to be remade for a failed gate; `before`: the gates of the last repair."""
    blamed = _STAGE_OF_BLAME.get(gate.blame)
    if blamed is Stage.CHECKER and not _asks_for_checker(past):
        return (Stage.SPEC,)
    if blamed is None:
        return _STAGES_OF_PACKAGE.get(gate.id, ())
    alike = _OF_SOLUTIONS if gate.id in _OF_SOLUTIONS else (gate.id,)
    suspects = _SUSPECTS.get(gate.id, ()) if any(name in before for name in alike) else ()
    own = (Stage.REFERENCE, Stage.BRUTE) if gate.id == DISSENT else (blamed,)
    return tuple(dict.fromkeys((*own, *suspects)))


def _asks_for_checker(past: Past) -> bool:
    """Without that, how answers are graded is the spec's own doing."""
    spec = past.latest(Stage.SPEC)
    return spec is None or not isinstance(spec.artefact, ProblemSpec) or spec.artefact.needs_checker


def wished(job_id: str, remake: Remake) -> Order:
    """A person wants a stage remade, by that job. That is no repair round."""
    return Order(0, remade({remake.stage: ()}), wish_for=remake.stage, wish=remake.instruction, job_id=job_id)


def remade(findings: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The stages to be remade, in order. All that was made from a spec falls with it, whatever else was found."""
    if Stage.SPEC not in findings:
        return {stage: findings[stage] for stage in (*Stage, SOLVER) if stage in findings}
    later: dict[str, tuple[str, ...]] = {name: () for name in (*Stage, SOLVER) if name != Stage.SPEC}
    return {Stage.SPEC: findings[Stage.SPEC], **later}


def stages_of(order: Order) -> tuple[Stage, ...]:
    """The stages that a round runs, in order; the solver follows in any case, as at first."""
    return tuple(stage for stage in Stage if stage in order.findings)


def _finding(gate: Gate, stage: Stage) -> str:
    hint = _HINT if stage is Stage.VALIDATOR and gate.id in _OF_SOLUTIONS else ""
    return f"{gate.id}: {gate.summary}\n{gate.evidence}".strip() + hint
