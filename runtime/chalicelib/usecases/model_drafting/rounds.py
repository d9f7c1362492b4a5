"""What follows a verification: nothing, or a round of repair. Deciding twice decides the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.domain.generation import GenerationJob
from chalicelib.usecases.model_drafting import repairing
from chalicelib.usecases.model_drafting.journal import Journal, Order
from chalicelib.usecases.model_drafting.repairing import Gate


@dataclass(frozen=True)
class Rounds:
    journal: Journal

    def decide(self, job: GenerationJob, round_: int, gates: Sequence[Gate]) -> Order | None:
        """What is to be remade after the verification of a draft that has been through `round_` repairs in this job.

        None if the report is final. A repair is written into the journal once, however often it is decided.
        """
        past = self.journal.read(job.draft_id)
        decided = next((order for order in past.repairs() if order.round == round_ + 1), None)
        if decided is not None:
            return decided
        order = repairing.plan(gates, past)
        if order is not None:
            self.journal.write(job.draft_id, order)
        return order
