"""Problems, submissions and custom runs, from their arrival to their verdict."""

from __future__ import annotations

import time
from functools import cached_property
from typing import TYPE_CHECKING

from chalicelib.bootstrap.access import AccessServices

if TYPE_CHECKING:
    from chalicelib.usecases.custom_runs import CustomRuns
    from chalicelib.usecases.grading import Grading, Intake, Starting
    from chalicelib.usecases.importing import Importing
    from chalicelib.usecases.languages import Catalogue
    from chalicelib.usecases.problems import Library
    from chalicelib.usecases.rejudging import Rejudging
    from chalicelib.usecases.rescue import Reaper
    from chalicelib.usecases.verdicts import Dispatch, Freezing, Planning, Recording, Verdicts
    from chalicelib.usecases.waiting import Waiting
    from chalicelib.usecases.webhooks import Delivering


class GradingServices(AccessServices):
    @cached_property
    def grading(self) -> Grading:
        from chalicelib.usecases.grading import Grading

        return Grading(
            self.problems,
            self.submissions,
            self.intake,
            self.now,
            self.entropy,
            self.webhook_secrets,
            self.languages,
        )

    @cached_property
    def intake(self) -> Intake:
        from chalicelib.usecases.grading import Intake

        return Intake(self.submissions, self.objects, self.starting)

    @cached_property
    def languages(self) -> Catalogue:
        from chalicelib.usecases.languages import Catalogue

        return Catalogue(self.objects, self.now)

    @cached_property
    def custom_runs(self) -> CustomRuns:
        from chalicelib.usecases.custom_runs import CustomRuns

        return CustomRuns(self.submissions, self.objects, self.intake, self.now, self.entropy, self.languages)

    @cached_property
    def rejudging(self) -> Rejudging:
        from chalicelib.usecases.rejudging import Rejudging

        return Rejudging(self.problems, self.submissions, self.starting, self.now)

    @cached_property
    def waiting(self) -> Waiting:
        from chalicelib.usecases.waiting import Waiting

        return Waiting(self.submissions, self.now, time.sleep)

    @cached_property
    def starting(self) -> Starting:
        from chalicelib.usecases.grading import Starting

        return Starting(self.grader)

    @cached_property
    def importing(self) -> Importing:
        from chalicelib.usecases.importing import Importing

        return Importing(self.problems, self.objects, self.now, self.entropy)

    @cached_property
    def library(self) -> Library:
        from chalicelib.usecases.problems import Library

        return Library(self.problems, self.objects)

    @cached_property
    def planning(self) -> Planning:
        from chalicelib.usecases.verdicts import Planning

        return Planning(self.problems, self.submissions, self.dispatch, self.languages)

    @cached_property
    def freezing(self) -> Freezing:
        from chalicelib.usecases.verdicts import Freezing

        return Freezing(self.problems)

    @cached_property
    def verdicts(self) -> Verdicts:
        from chalicelib.usecases.verdicts import Verdicts
        from chalicelib.usecases.webhooks import Webhooks

        return Verdicts(self.submissions, self.frames, self.now, Webhooks(lambda: self.outbox))

    @cached_property
    def delivering(self) -> Delivering:
        from chalicelib.adapters.webhooks import WebhookSender
        from chalicelib.usecases.webhooks import Delivering

        local = self.config.is_local
        return Delivering(self.access, WebhookSender(local=local), self.outbox, self.now, local)

    @cached_property
    def recording(self) -> Recording:
        from chalicelib.usecases.verdicts import Recording

        return Recording(self.verdicts, self.objects)

    @cached_property
    def reaper(self) -> Reaper:
        from chalicelib.usecases.rescue import Reaper

        return Reaper(self.submissions, self.grader, self.starting, self.verdicts, self.now)

    @cached_property
    def dispatch(self) -> Dispatch:
        from chalicelib.usecases.verdicts import Dispatch

        on_demand = self.config.dispatch_mode == "on_demand"
        tasks = self.config.task_definitions if on_demand else {}
        config = self.config
        return Dispatch(config.dispatch_mode, config.job_queue_urls, tasks, patient=config.rejudge_queue_urls)
