"""Who may do what: everything that is permitted is permitted here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aws_cdk import ArnFormat
from aws_cdk import aws_iam as iam
from aws_cdk import aws_stepfunctions as sfn
from settings import Dispatch

from stacks.application import API_STAGE
from stacks.functions import FUNCTIONS
from stacks.grants import Grants

if TYPE_CHECKING:
    from stacks.alpaco_stack import AlpacoStack

GRADER_STEPS = "LoadProblem FreezeTests RecordVerdict MarkJudgeError"
GENERATOR_STEPS = "GenerationStage AssemblePackage DecideRepair StoreProblem MarkGenerationFailed"
# Whatever adds a frame to the log of a job also pushes it to those who watch.
FRAME_WRITERS = (
    "APIHandler WebsocketMessage Progress GenerationStage AssemblePackage DecideRepair StoreProblem "
    "MarkGenerationFailed RecordVerdict MarkJudgeError Reaper"
)
# What Lambda does in the name of a function that runs in the VPC; none of it can be limited to a resource beforehand.
NETWORK_INTERFACE_ACTIONS = (
    "ec2:CreateNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:DeleteNetworkInterface",
    "ec2:AssignPrivateIpAddresses",
    "ec2:UnassignPrivateIpAddresses",
)


class Permissions:
    """Of the parts of a stack, which must all be there."""

    def __init__(self, stack: AlpacoStack) -> None:
        self._stack = stack

    def grant(self) -> None:
        self._machines()
        self._functions()
        self._runners()
        self._alarms()

    def _machines(self) -> None:
        for workflow, names in ((self._stack.grader, GRADER_STEPS), (self._stack.generator, GENERATOR_STEPS)):
            role = workflow.machine.role
            steps = [self._stack.application.function_arn(name) for name in names.split()]
            role.add_to_principal_policy(iam.PolicyStatement(actions=["lambda:InvokeFunction"], resources=steps))
            for queue in self._stack.queues.jobs.values():
                queue.grant(role, "sqs:SendMessage")
        for queue in self._stack.queues.rejudges.values():
            queue.grant(self._stack.grader.machine.role, "sqs:SendMessage")
        self._tasks(self._stack.grader.machine.role)

    def _tasks(self, role: iam.IRole) -> None:
        """Starting one task for one submission; the task's own roles may be handed to ECS and to nobody else."""
        tasks = [pool.task for pool in self._stack.runners.values()]
        if not tasks or self._stack.settings.dispatch is not Dispatch.ON_DEMAND:
            return
        # Every revision: an execution in flight while the stack is updated still names the one before.
        arns = [
            self._stack.format_arn(service="ecs", resource="task-definition", resource_name=f"{task.family}:*")
            for task in tasks
        ]
        role.add_to_principal_policy(iam.PolicyStatement(actions=["ecs:RunTask"], resources=arns))
        roles = [role.role_arn for task in tasks for role in (task.task_role, task.obtain_execution_role())]
        condition = {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}
        statement = iam.PolicyStatement(actions=["iam:PassRole"], resources=roles, conditions=condition)
        role.add_to_principal_policy(statement)

    def _functions(self) -> None:
        grants = Grants(self._stack.application.roles)
        self._rows(grants)
        self._objects(grants)
        self._starts(grants)
        posts = self._stack.format_arn(
            service="execute-api",
            resource=self._stack.application.websocket_api.ref,
            resource_name=f"{API_STAGE}/POST/@connections/*",
        )
        grants.allow(FRAME_WRITERS, [posts], "execute-api:ManageConnections")
        if self._stack.model_key:
            grants.allow("GenerationStage", [self._stack.model_key.secret_arn], "secretsmanager:GetSecretValue")
        self._stack.queues.progress.grant_consume_messages(self._stack.application.roles["Progress"])
        webhooks = self._stack.queues.webhooks
        webhooks.grant_consume_messages(self._stack.application.roles["DeliverWebhook"])
        grants.allow("RecordVerdict MarkJudgeError Reaper DeliverWebhook", [webhooks.queue_arn], "sqs:SendMessage")
        self._stack.queues.job_dead_letters.grant_consume_messages(self._stack.application.roles["DeadLetter"])
        grants.allow("Reaper TaskStopped", [self._stack.queues.event_dead_letters.queue_arn], "sqs:SendMessage")
        everybody = " ".join(FUNCTIONS)
        grants.allow(everybody, ["*"], "xray:PutTraceSegments", "xray:PutTelemetryRecords")
        if self._stack.network.function_place:
            grants.allow(everybody, ["*"], *NETWORK_INTERFACE_ACTIONS)

    def _rows(self, grants: Grants) -> None:
        tables = self._stack.tables
        grants.rows("APIHandler", tables.problems, "Get Query:by_listing Put Update")
        # Whoever keeps or discards a draft over WebSocket has its problem brought back or withdrawn.
        grants.rows("StoreProblem WebsocketMessage", tables.problems, "Get Put Update")
        grants.rows("LoadProblem", tables.problems, "Get")
        grants.rows("FreezeTests", tables.problems, "Get Update")
        grants.rows("GenerationStage AssemblePackage", tables.problems, "Query:by_listing")
        grants.rows("APIHandler", tables.submissions, "Get Query:by_problem Query:by_owner Put Update")
        grants.rows("LoadProblem WebsocketMessage", tables.submissions, "Get")
        grants.rows("RecordVerdict MarkJudgeError", tables.submissions, "Get Update")
        grants.rows("Reaper", tables.submissions, "Get Query:by_open Update")
        grants.rows(FRAME_WRITERS, tables.jobs, "Get Query Put Update Delete")
        grants.rows("WebsocketDisconnect", tables.jobs, "Delete")
        grants.rows("WebsocketConnect", tables.connections, "Put")
        grants.rows("WebsocketMessage", tables.connections, "Get Put")
        grants.rows("APIHandler", tables.access, "Get Put Update")
        grants.rows("WebsocketConnect", tables.access, "Delete")
        grants.rows("DeliverWebhook", tables.access, "Get")
        grants.rows("WebsocketMessage GenerationStage", tables.access, "Get Update")
        grants.rows("WebsocketDisconnect", tables.connections, "Query Delete")

    def _objects(self, grants: Grants) -> None:
        bucket = self._stack.storage.bucket
        grants.objects("APIHandler", bucket, "Put", "code")
        grants.objects("APIHandler LoadProblem", bucket, "Get", "languages")
        grants.objects("APIHandler", bucket, "Get Put", "packages tests uploads")
        grants.objects("APIHandler", bucket, "Get", "drafts evidence results")
        grants.objects("RecordVerdict", bucket, "Get", "results")
        grants.objects("GenerationStage", bucket, "Get Put", "drafts")
        grants.objects("GenerationStage", bucket, "Get", "packages")
        grants.objects("AssemblePackage", bucket, "Get", "drafts")
        grants.objects("AssemblePackage", bucket, "Get Put", "packages")
        grants.objects("DecideRepair", bucket, "Get Put", "drafts evidence")
        grants.objects("StoreProblem", bucket, "Get", "evidence")
        grants.objects("StoreProblem", bucket, "Put", "drafts")
        grants.objects("StoreProblem", bucket, "Get Put", "packages tests")

    def _starts(self, grants: Grants) -> None:
        grader, generator = self._stack.grader.machine, self._stack.generator.machine
        grants.allow("APIHandler Reaper", [grader.state_machine_arn], "states:StartExecution")
        executions = [self._executions(grader), self._executions(generator)]
        grants.allow("Reaper", executions, "states:DescribeExecution")
        starters = "APIHandler WebsocketMessage"
        grants.allow(starters, [generator.state_machine_arn], "states:StartExecution")
        grants.allow(starters, [self._executions(generator)], "states:StopExecution")
        machines = [grader.state_machine_arn, generator.state_machine_arn]
        grants.allow("DeadLetter", machines, "states:SendTaskFailure")
        # Tasks of their own have submissions alone.
        grants.allow("TaskStopped", [grader.state_machine_arn], "states:SendTaskFailure")

    def _runners(self) -> None:
        grants = Grants({name: pool.task.task_role for name, pool in self._stack.runners.items()})
        names = " ".join(self._stack.runners)
        grants.objects(names, self._stack.storage.bucket, "Get", "code packages")
        grants.objects(names, self._stack.storage.bucket, "Get Put", "tests results")
        grants.objects(names, self._stack.storage.bucket, "Put", "evidence languages")
        machines = [self._stack.grader.machine.state_machine_arn, self._stack.generator.machine.state_machine_arn]
        grants.allow(names, machines, "states:SendTaskSuccess", "states:SendTaskFailure", "states:SendTaskHeartbeat")
        grants.allow(names, [self._stack.queues.progress.queue_arn], "sqs:SendMessage")
        tasks = self._stack.format_arn(
            service="ecs", resource="task", resource_name=f"{self._stack.cluster.cluster.cluster_name}/*"
        )
        grants.allow(names, [tasks], "ecs:GetTaskProtection", "ecs:UpdateTaskProtection")
        both = (self._stack.queues.jobs, self._stack.queues.rejudges)
        for name in self._stack.runners:
            jobs = [queues[name].queue_arn for queues in both]
            grants.allow(name, jobs, "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility")

    def _executions(self, machine: sfn.StateMachine) -> str:
        return self._stack.format_arn(
            service="states",
            resource="execution",
            resource_name=f"{machine.state_machine_name}:*",
            arn_format=ArnFormat.COLON_RESOURCE_NAME,
        )

    def _alarms(self) -> None:
        # A topic with a policy of its own no longer has the one that lets services of the account in.
        statement = iam.PolicyStatement(
            principals=[iam.ServicePrincipal(f"{name}.amazonaws.com") for name in ("cloudwatch", "budgets")],
            actions=["sns:Publish"],
            resources=[self._stack.monitoring.alarms.topic.topic_arn],
            conditions={"StringEquals": {"aws:SourceAccount": self._stack.account}},
        )
        self._stack.monitoring.alarms.topic.add_to_resource_policy(statement)
