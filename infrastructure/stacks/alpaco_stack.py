"""The whole service: its parts, and what connects them. Permissions are granted in `permissions.py` alone."""

from __future__ import annotations

import json
from collections.abc import Mapping

from aws_cdk import Environment, Stack
from aws_cdk import aws_secretsmanager as secretsmanager
from aws_cdk import aws_sqs as sqs
from constructs import Construct
from settings import STREAMING_IMAGE, Pool, Settings

from stacks.access import Access
from stacks.application import API_STAGE, Application
from stacks.cluster import Cluster
from stacks.embedded import remove_unknown
from stacks.events import Triggers
from stacks.functions import FUNCTIONS
from stacks.gateway import Gateway
from stacks.monitoring import Monitoring, Watched
from stacks.network import Network
from stacks.outputs import describe
from stacks.page import Page
from stacks.permissions import Permissions
from stacks.queues import Queues
from stacks.registry import Registry
from stacks.runners import RunnerPool
from stacks.storage import Storage
from stacks.tables import Tables
from stacks.workflow import Workflow

# Those that use the model, or say which one will be used.
DRAFTERS = "GenerationStage APIHandler WebsocketMessage"
# W3005: the CDK's state machine names its role as a dependency although it refers to it. W3010: the two zones are a
# setting, because not every zone of a region has every endpoint.
LINT_EXCEPTIONS = ("W3005", "W3010")


class AlpacoStack(Stack):
    def __init__(self, scope: Construct, id_: str, *, settings: Settings) -> None:
        super().__init__(scope, id_, stack_name=settings.stack_name, env=Environment(region=settings.region))
        self.settings = settings
        self.template_options.metadata = {"cfn-lint": {"config": {"ignore_checks": list(LINT_EXCEPTIONS)}}}
        self.network = Network(self, "Network", settings=settings)
        self.tables = Tables(self, "Tables", settings=settings)
        self.storage = Storage(self, "Storage", settings=settings)
        self.queues = Queues(self, "Queues", settings=settings)
        self.cluster = Cluster(self, "Cluster", network=self.network, settings=settings)
        self.registry = Registry(self, "Registry", settings=settings)
        self.runners = self._runners()
        self.application = self._application()
        Access(self, "Access", application=self.application, settings=settings)
        Gateway(self, "Gateway", application=self.application, settings=settings)
        self.page = self._page()
        self.grader = self._workflow("Grader", "grader.asl.json")
        self.generator = self._workflow("Generator", "generator.asl.json")
        self.model_key = self._model_key()
        self.monitoring = self._monitoring()
        self._connect()
        Permissions(self).grant()
        self._set_environments()
        self._describe()
        if settings.local:
            remove_unknown(self)

    def _application(self) -> Application:
        application = Application(self, "Application", settings=self.settings)
        if self.network.function_place:
            application.place(self.network.function_place)
        if STREAMING_IMAGE in self.settings.images:
            image = self.registry.streaming.repository_uri_for_digest(self.settings.images[STREAMING_IMAGE])
            application.run_from_image("GenerationStage", image)
        return application

    def _page(self) -> Page | None:
        folder, mode = self.settings.page, self.settings.auth_mode
        return Page(self, "Page", folder=folder, auth_mode=mode, application=self.application) if folder else None

    def _runners(self) -> dict[str, RunnerPool]:
        """Those pools for which there is an image."""
        pools = [pool for pool in self.settings.pools if pool.name in self.settings.images]
        return {pool.name: self._runner_pool(pool) for pool in pools}

    def _runner_pool(self, pool: Pool) -> RunnerPool:
        queue, rejudges = self.queues.jobs[pool.name], self.queues.rejudges[pool.name]
        runners = RunnerPool(
            self,
            f"Runners-{pool.name}",
            pool=pool,
            image=self.settings.images[pool.name],
            repository=self.registry.pools[pool.name],
            cluster=self.cluster.cluster,
            network=self.network,
            environment={
                "BUCKET": self.storage.bucket.bucket_name,
                "JOB_QUEUE_URLS": self.to_json_string({pool.name: queue.queue_url}),
                "REJUDGE_QUEUE_URLS": self.to_json_string({pool.name: rejudges.queue_url}),
                "PROGRESS_QUEUE_URL": self.queues.progress.queue_url,
            },
            settings=self.settings,
        )
        runners.scale(queue.queue_name, rejudges.queue_name)
        return runners

    def _workflow(self, id_: str, definition: str) -> Workflow:
        return Workflow(self, id_, definition=definition, values=self._definition_values(), settings=self.settings)

    def _definition_values(self) -> dict[str, str]:
        functions = {f"{name}Arn": self.application.function_arn(name) for name in FUNCTIONS}
        subnet_a, subnet_c = self.network.runner_subnets
        return {
            **functions,
            "ClusterArn": self.cluster.cluster.cluster_arn,
            "RunnerSubnetA": subnet_a.subnet_id,
            "RunnerSubnetC": subnet_c.subnet_id,
            "RunnerSecurityGroup": self.network.runner_security_group.security_group_id,
        }

    def _connect(self) -> None:
        dead_letters = self.queues.event_dead_letters
        triggers = Triggers(self, "Triggers", application=self.application, dead_letters=dead_letters)
        triggers.on_messages("Progress", self.queues.progress, batch_size=10)
        triggers.on_messages("DeliverWebhook", self.queues.webhooks, batch_size=1)
        triggers.on_messages("DeadLetter", self.queues.job_dead_letters, batch_size=1)
        triggers.on_schedule("Reaper", "rate(1 minute)")
        triggers.on_stopped_task("TaskStopped", self.cluster.cluster)

    def _model_variables(self) -> dict[str, str]:
        """Where the model is, and the name of the secret that holds its key; only the stages may read that."""
        model = self.settings.model
        if model is None:
            return {}
        variables = {**model.drafting, "OPENAI_MODEL": model.name, "OPENAI_BASE_URL": model.base_url}
        if self.model_key:
            variables["OPENAI_API_KEY_SECRET"] = self.model_key.secret_arn
        return {name: value for name, value in variables.items() if value}

    def _model_key(self) -> secretsmanager.Secret | None:
        if self.settings.model is None or not self.settings.model.has_key:
            return None
        return secretsmanager.Secret(self, "ModelKey", description="Key of the model's server; set after deploying")

    def _set_environments(self) -> None:
        values = self._variables()
        model = self._model_variables()
        common = {"ALPACO_STAGE": self.settings.stage, "LOG_LEVEL": self.settings.log_level}
        for name, function in FUNCTIONS.items():
            own = {variable: values[variable] for variable in function.variables.split()}
            drafts = model if name in DRAFTERS.split() else {}
            provider = self._provider_variables() if name == "APIHandler" else {}
            self.application.set_environment(name, {**common, **own, **drafts, **provider})

    def _provider_variables(self) -> dict[str, str]:
        provider = self.settings.provider
        if provider is None:
            return {}
        return {"JWT_JWKS_URL": provider.jwks_url, "JWT_ISSUER": provider.issuer, "JWT_AUDIENCE": provider.audience}

    def _variables(self) -> dict[str, str]:
        return {
            "PROBLEMS_TABLE": self.tables.problems.table_name,
            "SUBMISSIONS_TABLE": self.tables.submissions.table_name,
            "JOBS_TABLE": self.tables.jobs.table_name,
            "CONNECTIONS_TABLE": self.tables.connections.table_name,
            "ACCESS_TABLE": self.tables.access.table_name,
            "AUTH_MODE": self.settings.auth_mode,
            "LIMITS": json.dumps(dict(self.settings.limits)),
            "DAILY_TOKENS": str(self.settings.daily_tokens),
            "WEBHOOK_QUEUE_URL": self.queues.webhooks.queue_url,
            "BUCKET": self.storage.bucket.bucket_name,
            "GRADER_ARN": self.grader.machine.state_machine_arn,
            "GENERATOR_ARN": self.generator.machine.state_machine_arn,
            "WEBSOCKET_ENDPOINT": self.application.websocket_endpoint,
            "JOB_QUEUE_URLS": self._urls_of(self.queues.jobs),
            "REJUDGE_QUEUE_URLS": self._urls_of(self.queues.rejudges),
            "TASK_DEFINITIONS": self.to_json_string(
                {name: pool.task.task_definition_arn for name, pool in self.runners.items()}
            ),
            "DISPATCH_MODE": self.settings.dispatch,
        }

    def _urls_of(self, queues: Mapping[str, sqs.Queue]) -> str:
        return self.to_json_string({name: queue.queue_url for name, queue in queues.items()})

    def _describe(self) -> None:
        described = {
            **self._urls(),
            "ProblemsTable": self.tables.problems.table_name,
            "SubmissionsTable": self.tables.submissions.table_name,
            "JobsTable": self.tables.jobs.table_name,
            "ConnectionsTable": self.tables.connections.table_name,
            "AccessTable": self.tables.access.table_name,
            "Bucket": self.storage.bucket.bucket_name,
            "JobQueueUrls": self._urls_of(self.queues.jobs),
            "RejudgeQueueUrls": self._urls_of(self.queues.rejudges),
            "ProgressQueueUrl": self.queues.progress.queue_url,
            "GraderArn": self.grader.machine.state_machine_arn,
            "GeneratorArn": self.generator.machine.state_machine_arn,
            "ClusterName": self.cluster.cluster.cluster_name,
            "RepositoryUris": self.to_json_string(
                {name: repository.repository_uri for name, repository in self.registry.all.items()}
            ),
        }
        if self.page:
            described["PageUrl"] = self.page.url
        if self.model_key:
            described["ModelKeySecret"] = self.model_key.secret_arn
        describe(self, described, prefix=f"/alpaco/{self.settings.stage}")

    def _urls(self) -> dict[str, str]:
        return {
            "HttpUrl": self.application.rest_url,
            "WebSocketUrl": self.application.websocket_url,
            "RestApiId": self.application.rest_api.ref,
            "WebSocketApiId": self.application.websocket_api.ref,
            "ApiStage": API_STAGE,
        }

    def _monitoring(self) -> Monitoring:
        watched = Watched(
            application=self.application,
            queues=self.queues,
            machine_arns={
                "Grader": self.grader.machine.state_machine_arn,
                "Generator": self.generator.machine.state_machine_arn,
            },
        )
        return Monitoring(self, "Monitoring", watched=watched, settings=self.settings)
