"""A drafter that keeps within the day's budget for models."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from chalicelib.domain.generation import FailureClass, GenerationFailed, GenerationJob, Spending
from chalicelib.errors import AlpacoError, OverLimit
from chalicelib.usecases.drafting import Drafter, Product, StageStream
from chalicelib.usecases.limits import Budget

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class WithinBudget:
    """Asks the budget before each stage and tells it afterwards what the stage took, whatever became of it."""

    drafter: Drafter
    budget: Budget

    def draft(self, job: GenerationJob, stage: str, stream: StageStream) -> Product | None:
        self._check()
        try:
            return self.drafter.draft(job, stage, stream)
        finally:
            self._count(job)

    def spending(self, job: GenerationJob) -> Spending:
        return self.drafter.spending(job)

    def _check(self) -> None:
        try:
            self.budget.require()
        except OverLimit as exc:
            detail = f"{exc.detail[0].upper()}{exc.detail[1:]}; it goes on tomorrow."
            raise GenerationFailed(FailureClass.BUDGET, detail, retryable=True) from exc

    def _count(self, job: GenerationJob) -> None:
        """Since the job's spending was last noted, so that what a crash took is counted with the next try."""
        try:
            tokens = _tokens(self.drafter.spending(job)) - _tokens(job.spending)
            if tokens > 0:
                self.budget.spend(job.owner, tokens)
        except AlpacoError:
            log.exception("tokens_not_counted", extra={"job_id": job.job_id})


def _tokens(spending: Spending) -> int:
    return spending.prompt_tokens + spending.completion_tokens
