"""Generations, from the request to the stored problem."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from chalicelib.bootstrap.grading import GradingServices

if TYPE_CHECKING:
    from chalicelib.usecases.deciding import Deciding
    from chalicelib.usecases.drafting import Drafter, Drafting, Drafts
    from chalicelib.usecases.finishing import Assembling, Failing, Storing
    from chalicelib.usecases.generation import Audience, Generations
    from chalicelib.usecases.keeping import Keeping
    from chalicelib.usecases.nearness import Nearby
    from chalicelib.usecases.progress import Reports
    from chalicelib.usecases.rescue import GenerationReaper
    from chalicelib.usecases.results import Results


class GenerationServices(GradingServices):
    @cached_property
    def generation_reaper(self) -> GenerationReaper:
        from chalicelib.usecases.rescue import GenerationReaper

        return GenerationReaper(self.jobs, self.generator, self.frames, self.now)

    @cached_property
    def audience(self) -> Audience:
        from chalicelib.usecases.generation import Audience

        return Audience(self.connections, self.frames)

    @cached_property
    def generations(self) -> Generations:
        from chalicelib.usecases.generation import Generations

        return Generations(
            jobs=self.jobs,
            log=self.frames,
            audience=self.audience,
            executions=self.generator,
            model=self.model,
            clock=self.now,
            entropy=self.entropy,
        )

    @cached_property
    def keeping(self) -> Keeping:
        from chalicelib.usecases.keeping import Keeping

        return Keeping(self.jobs, self.problems, self.now)

    @cached_property
    def results(self) -> Results:
        from chalicelib.usecases.results import Results

        return Results(self.jobs, self.objects, self.drafts)

    @cached_property
    def drafting(self) -> Drafting:
        from chalicelib.usecases.drafting import Drafting
        from chalicelib.usecases.lane import Lane
        from chalicelib.usecases.streams import FrameLog

        # A model does not wait for the connections of those who watch it.
        log = FrameLog(self.jobs, self.link, Lane())
        return Drafting(self.jobs, log, self.drafts, self.drafter, self.nearby, self.now)

    @cached_property
    def nearby(self) -> Nearby:
        from chalicelib.usecases.nearness import Nearby

        return Nearby(self.problems, self.objects)

    @cached_property
    def drafter(self) -> Drafter:
        from chalicelib.domain.generation import TEMPLATE_MODEL
        from chalicelib.usecases.template_mode import Catalogue, TemplateDrafter

        catalogue = Catalogue(self.problems)
        if self.model == TEMPLATE_MODEL:
            return TemplateDrafter(catalogue, self.objects, self.drafts)
        from chalicelib.adapters.llm.build import model_drafter
        from chalicelib.usecases.budgeted import WithinBudget
        from chalicelib.usecases.model_drafting.seeds import LibrarySeeds

        drafter = model_drafter(
            self.config.variables,
            secrets=lambda: self._clients.secretsmanager,
            objects=self.objects,
            seeds=LibrarySeeds(catalogue, self.objects),
            has_ended=self._has_ended,
            clock=self.now,
        )
        return WithinBudget(drafter, self.budget)

    def _has_ended(self, job_id: str) -> bool:
        job = self.jobs.get(job_id)
        return job is None or job.ended

    @cached_property
    def model(self) -> str:
        """What drafts problems: a model by its name, or templates."""
        from chalicelib.adapters.llm import settings
        from chalicelib.domain.generation import TEMPLATE_MODEL

        return settings.model_name(self.config.variables) or TEMPLATE_MODEL

    @cached_property
    def drafts(self) -> Drafts:
        from chalicelib.usecases.drafting import Drafts

        return Drafts(self.objects)

    @cached_property
    def assembling(self) -> Assembling:
        from chalicelib.usecases.finishing import Assembling

        return Assembling(self.jobs, self.objects, self.drafts, self.dispatch, self.frames, self.nearby)

    @cached_property
    def deciding(self) -> Deciding:
        from chalicelib.usecases.deciding import Deciding
        from chalicelib.usecases.model_drafting.journal import Journal
        from chalicelib.usecases.model_drafting.rounds import Rounds

        return Deciding(self.jobs, self.frames, self.objects, Rounds(Journal(self.objects)), self.now)

    @cached_property
    def storing(self) -> Storing:
        from chalicelib.usecases.finishing import Storing

        return Storing(self.jobs, self.frames, self.objects, self.importing)

    @cached_property
    def failing(self) -> Failing:
        from chalicelib.usecases.finishing import Failing

        return Failing(self.frames)

    @cached_property
    def reports(self) -> Reports:
        from chalicelib.usecases.progress import Reports

        return Reports(self.frames)
