"""The drafter that asks a model, and what else a generation wants to know of its journal."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from chalicelib.domain.generation import GenerationFailed, GenerationJob, Spending
from chalicelib.domain.spec import ProblemSpec
from chalicelib.domain.stages import SOLVER, Stage
from chalicelib.usecases.drafting import Product
from chalicelib.usecases.model_drafting import failures, products, repairing
from chalicelib.usecases.model_drafting.asking import Conversation, Desk
from chalicelib.usecases.model_drafting.journal import Attempt, Ending, Journal, Past
from chalicelib.usecases.model_drafting.ladder import Ladder, RungMemory
from chalicelib.usecases.model_drafting.ports import Message, ModelFault, Stream
from chalicelib.usecases.model_drafting.products import Setting
from chalicelib.usecases.model_drafting.prompting import Brief, Prompts
from chalicelib.usecases.model_drafting.stage_run import StageRun
from chalicelib.usecases.model_drafting.watch import Cancelled, Watch
from chalicelib.usecases.ports import Clock
from chalicelib.usecases.streams import JobEnded

log = logging.getLogger(__name__)


class SeedSource(Protocol):
    def near(self, job: GenerationJob) -> Sequence[str]:
        """Library problems near the request, each as text, nearest first; at most a few."""


@dataclass(frozen=True)
class Library:
    """What the model is told: templates, the schema of a spec, problems to learn from."""

    prompts: Prompts
    schema: Mapping[str, object]
    seeds: SeedSource


@dataclass(frozen=True)
class ModelDrafter:
    """A `Drafter`. A stage that was accepted costs nothing when run again; `has_ended` says whether a job is over."""

    desk: Desk
    library: Library
    journal: Journal
    memory: RungMemory
    has_ended: Callable[[str], bool]
    clock: Clock

    def draft(self, job: GenerationJob, stage: str, stream: Stream) -> Product | None:
        """The stage's product; None if this problem needs none, or if no third solution can be had.

        Raises GenerationFailed and, if the job ends meanwhile, JobEnded.
        """
        past = self._past(job)
        if stage == Stage.CHECKER and not _spec(past).needs_checker:
            return None
        if past.current(stage) is None and not past.was_given_up(stage):
            past = self._asked(job, stage, past, stream)
        return self._product(job, stage, past) if past.current(stage) else None

    def spending(self, job: GenerationJob) -> Spending:
        """What the job's replies have cost, those that could not be used included."""
        usage = self.journal.read(job.draft_id).of_job(job.job_id).spent()
        cost = self.desk.settings.cost(usage)
        return Spending(usage.prompt_tokens, usage.completion_tokens, usage.is_estimated, cost)

    def _past(self, job: GenerationJob) -> Past:
        """The draft's past, to which a job that a person asked for adds its wish once."""
        past = self.journal.read(job.draft_id)
        if job.remake is None or any(order.job_id == job.job_id for order in past.orders):
            return past
        return self.journal.write(job.draft_id, repairing.wished(job.job_id, job.remake))

    def _asked(self, job: GenerationJob, stage: str, past: Past, stream: Stream) -> Past:
        try:
            return self._accepted(job, stage, past, stream)
        except GenerationFailed as exc:
            if stage != SOLVER:
                raise
            # That ends nothing: a draft may do without a third solution.
            log.warning("no_solver", extra={"job_id": job.job_id, "class": str(exc.class_), "detail": exc.detail})
            return self.journal.write(job.draft_id, Attempt(SOLVER, past.last_number(SOLVER) + 1, Ending.BROKEN))

    def _accepted(self, job: GenerationJob, stage: str, past: Past, stream: Stream) -> Past:
        try:
            return self._run(job, stage, past, stream).accept(past, replies=self.desk.settings.replies_per_stage)
        except ModelFault as fault:
            raise failures.failure(fault) from fault
        except Cancelled as exc:
            raise JobEnded(job.job_id) from exc

    def _run(self, job: GenerationJob, stage: str, past: Past, stream: Stream) -> StageRun:
        ladder = Ladder(self.memory, self.desk.model.server, is_json=stage == Stage.SPEC)
        seeds = self.library.seeds.near(job) if stage == Stage.SPEC else ()

        def messages(now: Past) -> tuple[Message, ...]:
            return self.library.prompts.messages(stage, Brief(job.request, now, self.library.schema, seeds))

        return StageRun(
            job=job,
            stage=stage,
            title="" if stage == Stage.SPEC else _spec(past).title,
            schema=self.library.schema,
            journal=self.journal,
            conversation=Conversation(self.desk, ladder, stream, self._watch(job, past)),
            messages=messages,
        )

    def _watch(self, job: GenerationJob, past: Past) -> Watch:
        settings = self.desk.settings
        ends_s = min(job.deadline_s, job.created_at + settings.job_s)
        return Watch(
            self.desk.timer,
            settings,
            left_s=ends_s - self.clock().timestamp(),
            spent=past.of_job(job.job_id).spent(),
            has_ended=lambda: self.has_ended(job.job_id),
        )

    def _product(self, job: GenerationJob, stage: str, past: Past) -> Product:
        attempt = past.current(stage)
        if attempt is None or attempt.artefact is None:
            raise LookupError(f"the stage {stage} has not been drafted yet")
        setting = Setting(job.draft_id, job.request.language, _spec(past))
        return Product(
            files=products.files(stage, attempt.artefact, setting),
            shown=products.shown(stage, attempt.artefact, setting),
            attempt=attempt.number,
            tokens=past.of_job(job.job_id).spent_on(stage).total,
        )


def _spec(past: Past) -> ProblemSpec:
    attempt = past.latest(Stage.SPEC)
    if attempt is None or not isinstance(attempt.artefact, ProblemSpec):
        raise LookupError("the spec has not been drafted yet")
    return attempt.artefact
