"""What follows a verification: nothing, a third solution, or a round of repair. Deciding twice decides the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum, auto

from chalicelib.domain.generation import GenerationJob
from chalicelib.domain.stages import Stage
from chalicelib.usecases.model_drafting import repairing
from chalicelib.usecases.model_drafting.journal import Journal, Order
from chalicelib.usecases.model_drafting.repairing import Gate


class Next(StrEnum):
    """`FINISH`: the report is final. `SOLVE`: draft `solver`, verify. `REPAIR`: draft the stages, verify."""

    FINISH = auto()
    SOLVE = auto()
    REPAIR = auto()


@dataclass(frozen=True)
class Decision:
    """`order` is set for REPAIR: its number, its gates, and the stages as keys of its findings."""

    next: Next
    order: Order | None = None

    @property
    def stages(self) -> tuple[Stage, ...]:
        """What is to be drafted, in order."""
        return repairing.stages_of(self.order) if self.order else ()


@dataclass(frozen=True)
class Rounds:
    journal: Journal

    def decide(self, job: GenerationJob, round_: int, gates: Sequence[Gate]) -> Decision:
        """What to do after the verification of a draft that has been through `round_` rounds of repair in this job.

        A repair is written into the journal once, however often it is decided.
        """
        past = self.journal.read(job.draft_id)
        decided = next((order for order in past.repairs() if order.round == round_ + 1), None)
        if decided is not None:
            return Decision(Next.REPAIR, decided)
        if repairing.needs_solver(gates, past):
            return Decision(Next.SOLVE)
        order = repairing.plan(gates, past)
        if order is None:
            return Decision(Next.FINISH)
        self.journal.write(job.draft_id, order)
        return Decision(Next.REPAIR, order)
