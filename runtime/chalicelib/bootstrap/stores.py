"""Tables, bucket, machines, connections and queues, each made when it is first used."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from chalicelib.config import Config

if TYPE_CHECKING:
    from chalicelib.adapters.access import AccessTable
    from chalicelib.adapters.clients import Clients
    from chalicelib.adapters.connections import ConnectionTable
    from chalicelib.adapters.jobs import JobTable
    from chalicelib.adapters.push import Connections
    from chalicelib.adapters.workflows import StateMachine
    from chalicelib.usecases.ports import Callbacks, Executions, ObjectStore, ProblemStore, SubmissionStore
    from chalicelib.usecases.streams import FrameLog
    from chalicelib.usecases.webhooks import Outbox

ENTROPY_BYTES = 40


class Stores:
    """What everything else stands on. Tests put fakes in the place of attributes."""

    def __init__(self, config: Config) -> None:
        self.config = config

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
    def jobs(self) -> JobTable:
        from chalicelib.adapters.jobs import JobTable

        return JobTable(self._clients.dynamodb, self.config.jobs_table)

    @cached_property
    def connections(self) -> ConnectionTable:
        from chalicelib.adapters.connections import ConnectionTable

        return ConnectionTable(self._clients.dynamodb, self.config.connections_table)

    @cached_property
    def access(self) -> AccessTable:
        from chalicelib.adapters.access import AccessTable

        return AccessTable(self._clients.dynamodb, self.config.access_table)

    @cached_property
    def frames(self) -> FrameLog:
        from chalicelib.usecases.streams import FrameLog

        return FrameLog(self.jobs, self.link)

    @cached_property
    def link(self) -> Connections:
        from chalicelib.adapters.push import Connections

        return Connections(self._clients.session, self.config.websocket_endpoint, self.config.endpoint_url)

    @cached_property
    def grader(self) -> Executions:
        from chalicelib.adapters.workflows import StateMachine

        return StateMachine(self._clients.stepfunctions, self.config.grader_arn)

    @cached_property
    def generator(self) -> StateMachine:
        from chalicelib.adapters.workflows import StateMachine

        return StateMachine(self._clients.stepfunctions, self.config.generator_arn)

    @cached_property
    def callbacks(self) -> Callbacks:
        from chalicelib.adapters.workflows import TaskTokens

        return TaskTokens(self._clients.stepfunctions)

    @cached_property
    def outbox(self) -> Outbox:
        from chalicelib.adapters.webhooks import SqsOutbox

        return SqsOutbox(self._clients.sqs, self.config.webhook_queue_url)

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
