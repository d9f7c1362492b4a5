"""The one place that knows adapters: builds what use cases need, each when it is first used.

A cold start pays only for what its request touches; boto3 alone takes 0.4 s to import.
"""

from __future__ import annotations

import logging
import os
import time
from datetime import UTC, datetime
from functools import cache, cached_property
from typing import TYPE_CHECKING

from chalicelib.config import LOCAL_STAGE, Config

if TYPE_CHECKING:
    from chalicelib.adapters.access import AccessTable
    from chalicelib.adapters.clients import Clients
    from chalicelib.adapters.connections import ConnectionTable
    from chalicelib.adapters.jobs import JobTable
    from chalicelib.adapters.push import Connections
    from chalicelib.adapters.workflows import StateMachine
    from chalicelib.usecases.custom_runs import CustomRuns
    from chalicelib.usecases.deciding import Deciding
    from chalicelib.usecases.drafting import Drafter, Drafting, Drafts
    from chalicelib.usecases.finishing import Assembling, Failing, Storing
    from chalicelib.usecases.generation import Audience, Generations
    from chalicelib.usecases.grading import Grading, Intake, Starting
    from chalicelib.usecases.identity import Identity, Tickets, TokenVerifier
    from chalicelib.usecases.importing import Importing
    from chalicelib.usecases.keeping import Keeping
    from chalicelib.usecases.languages import Catalogue
    from chalicelib.usecases.limits import Budget, Limits
    from chalicelib.usecases.nearness import Nearby
    from chalicelib.usecases.ports import Callbacks, Executions, ObjectStore, ProblemStore, SubmissionStore
    from chalicelib.usecases.problems import Library
    from chalicelib.usecases.progress import Reports
    from chalicelib.usecases.rejudging import Rejudging
    from chalicelib.usecases.rescue import GenerationReaper, Reaper
    from chalicelib.usecases.results import Results
    from chalicelib.usecases.streams import FrameLog
    from chalicelib.usecases.verdicts import Dispatch, Freezing, Planning, Recording, Verdicts
    from chalicelib.usecases.visibility import Visibility
    from chalicelib.usecases.waiting import Waiting
    from chalicelib.usecases.webhooks import Delivering, Outbox, Secrets

ENTROPY_BYTES = 40


class Services:
    """Everything that an entry point may need. Tests build it with fakes by setting attributes of the same names."""

    def __init__(self, config: Config) -> None:
        self.config = config

    @cached_property
    def identity(self) -> Identity:
        from chalicelib.usecases.identity import Identity

        return Identity(self.config.auth_mode, self.access, self._token_verifier, self.now)

    @cached_property
    def tickets(self) -> Tickets:
        from chalicelib.usecases.identity import Tickets

        return Tickets(self.config.auth_mode, self.access, self.now, self.entropy)

    @cached_property
    def limits(self) -> Limits:
        from chalicelib.usecases.limits import Limits

        return Limits(self.config.allowances, self.access, self.now)

    @cached_property
    def budget(self) -> Budget:
        from chalicelib.usecases.limits import Budget

        return Budget(self.access, self.config.daily_tokens, self.now)

    @cached_property
    def visible(self) -> Visibility:
        from chalicelib.usecases.visibility import Visibility

        return Visibility(self.submissions, self.jobs)

    @cached_property
    def access(self) -> AccessTable:
        from chalicelib.adapters.access import AccessTable

        return AccessTable(self._clients.dynamodb, self.config.access_table)

    @cached_property
    def _verifier(self) -> TokenVerifier:
        from chalicelib.adapters.tokens import JwtVerifier, Provider

        names = ("JWT_JWKS_URL", "JWT_ISSUER", "JWT_AUDIENCE")
        return JwtVerifier(Provider(*(self.config.text(name) for name in names)))

    def _token_verifier(self) -> TokenVerifier:
        return self._verifier

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
    def webhook_secrets(self) -> Secrets:
        from chalicelib.usecases.webhooks import Secrets

        return Secrets(self.access, self.entropy, self.config.is_local)

    @cached_property
    def delivering(self) -> Delivering:
        from chalicelib.adapters.webhooks import WebhookSender
        from chalicelib.usecases.webhooks import Delivering

        local = self.config.is_local
        return Delivering(self.access, WebhookSender(local=local), self.outbox, self.now, local)

    @cached_property
    def outbox(self) -> Outbox:
        from chalicelib.adapters.webhooks import SqsOutbox

        return SqsOutbox(self._clients.sqs, self.config.webhook_queue_url)

    @cached_property
    def recording(self) -> Recording:
        from chalicelib.usecases.verdicts import Recording

        return Recording(self.verdicts, self.objects)

    @cached_property
    def reaper(self) -> Reaper:
        from chalicelib.usecases.rescue import Reaper

        return Reaper(self.submissions, self.grader, self.starting, self.verdicts, self.now)

    @cached_property
    def generation_reaper(self) -> GenerationReaper:
        from chalicelib.usecases.rescue import GenerationReaper

        return GenerationReaper(self.jobs, self.generator, self.frames, self.now)

    @cached_property
    def dispatch(self) -> Dispatch:
        from chalicelib.usecases.verdicts import Dispatch

        on_demand = self.config.dispatch_mode == "on_demand"
        tasks = self.config.task_definitions if on_demand else {}
        config = self.config
        return Dispatch(config.dispatch_mode, config.job_queue_urls, tasks, patient=config.rejudge_queue_urls)

    @cached_property
    def problems(self) -> ProblemStore:
        from chalicelib.adapters.problems import ProblemTable

        return ProblemTable(self._clients.dynamodb, self.config.problems_table)

    @cached_property
    def submissions(self) -> SubmissionStore:
        from chalicelib.adapters.submissions import SubmissionTable

        return SubmissionTable(self._clients.dynamodb, self.config.submissions_table)

    @cached_property
    def objects(self) -> ObjectStore:
        from chalicelib.adapters.objects import Bucket

        return Bucket(self._clients.s3, self.config.bucket)

    @cached_property
    def frames(self) -> FrameLog:
        from chalicelib.usecases.streams import FrameLog

        return FrameLog(self.jobs, self.link)

    @cached_property
    def link(self) -> Connections:
        from chalicelib.adapters.push import Connections

        return Connections(self._clients.session, self.config.websocket_endpoint, self.config.endpoint_url)

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

        return Assembling(self.jobs, self.objects, self.drafts, self.dispatch)

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

    @cached_property
    def connections(self) -> ConnectionTable:
        from chalicelib.adapters.connections import ConnectionTable

        return ConnectionTable(self._clients.dynamodb, self.config.connections_table)

    @cached_property
    def generator(self) -> StateMachine:
        from chalicelib.adapters.workflows import StateMachine

        return StateMachine(self._clients.stepfunctions, self.config.generator_arn)

    @cached_property
    def jobs(self) -> JobTable:
        from chalicelib.adapters.jobs import JobTable

        return JobTable(self._clients.dynamodb, self.config.jobs_table)

    @cached_property
    def grader(self) -> Executions:
        from chalicelib.adapters.workflows import StateMachine

        return StateMachine(self._clients.stepfunctions, self.config.grader_arn)

    @cached_property
    def callbacks(self) -> Callbacks:
        from chalicelib.adapters.workflows import TaskTokens

        return TaskTokens(self._clients.stepfunctions)

    @staticmethod
    def now() -> datetime:
        return datetime.now(UTC)

    @staticmethod
    def entropy() -> bytes:
        return os.urandom(ENTROPY_BYTES)

    @cached_property
    def _clients(self) -> Clients:
        from chalicelib.adapters.clients import Clients

        return Clients(self.config.endpoint_url)


@cache
def services() -> Services:
    """The services of this process."""
    config = Config.from_environ()
    logger = logging.getLogger("chalicelib")
    logger.setLevel(config.log_level)
    if config.stage != LOCAL_STAGE:
        from chalicelib.adapters.metrics import MetricsHandler

        logger.addHandler(MetricsHandler(config.stage))
    return Services(config)
