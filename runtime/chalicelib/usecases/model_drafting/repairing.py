"""From the gates of a verification to what is remade, and when a third, independent solution is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from chalicelib.domain.generation import MAX_REPAIR_ROUNDS, Remake
from chalicelib.domain.stages import SOLVER, Stage
from chalicelib.usecases.model_drafting.journal import Order, Past

FAIL = "fail"
# The gate that compares reference and brute force. Without a third opinion it blames the reference.
DISAGREEMENT = "brute-agrees"
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


def needs_solver(gates: Iterable[Gate], past: Past) -> bool:
    """Whether reference and brute force disagree and no third solution has been asked for yet.

    The next verification finds it in the package and blames whom it outvotes; without it, `reference` is blamed.
    """
    disagree = any(gate.id == DISAGREEMENT and gate.status == FAIL and gate.blame == Stage.REFERENCE for gate in gates)
    return disagree and not past.since_order(SOLVER)


def plan(gates: Iterable[Gate], past: Past) -> Order | None:
    """The next repair round; None if no gate failed, no stage is to blame, or the rounds are used up."""
    failed = [gate for gate in gates if gate.status == FAIL and gate.blame in _STAGE_OF_BLAME]
    if not failed or past.rounds() >= MAX_REPAIR_ROUNDS:
        return None
    findings: dict[str, tuple[str, ...]] = {}
    for gate in failed:
        stage = _STAGE_OF_BLAME[gate.blame]
        findings[stage] = (*findings.get(stage, ()), _finding(gate))
    return Order(past.rounds() + 1, remade(findings), tuple(gate.id for gate in failed))


def wished(job_id: str, remake: Remake) -> Order:
    """A person wants a stage remade, by that job. That is no repair round."""
    return Order(0, remade({remake.stage: ()}), wish_for=remake.stage, wish=remake.instruction, job_id=job_id)


def remade(findings: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The stages to be remade, in order. All that was made from a spec falls with it, whatever else was found."""
    if Stage.SPEC not in findings:
        return {stage: findings[stage] for stage in Stage if stage in findings}
    later: dict[str, tuple[str, ...]] = {name: () for name in (*Stage, SOLVER) if name != Stage.SPEC}
    return {Stage.SPEC: findings[Stage.SPEC], **later}


def stages_of(order: Order) -> tuple[Stage, ...]:
    """The stages that a round runs, in order; the solver is asked again only if it is needed again."""
    return tuple(stage for stage in Stage if stage in order.findings)


def _finding(gate: Gate) -> str:
    return f"{gate.id}: {gate.summary}\n{gate.evidence}".strip()
