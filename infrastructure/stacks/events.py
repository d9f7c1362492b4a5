"""What calls functions that no client calls: queues, the clock, and tasks that end."""

from __future__ import annotations

from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_events as events
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from stacks.application import Application

# The least that Lambda lets a queue ask for.
LEAST_CONCURRENCY = 2


class Triggers(Construct):
    """Wires plain Lambda functions of the app to their sources; `dead_letters` keeps what nobody could handle."""

    def __init__(self, scope: Construct, id_: str, *, application: Application, dead_letters: sqs.Queue) -> None:
        super().__init__(scope, id_)
        self._application = application
        self._dead_letters = dead_letters

    def on_messages(self, function: str, queue: sqs.Queue, *, batch_size: int, wait_s: int = 0) -> None:
        mapping = lambda_.CfnEventSourceMapping(
            self,
            f"{function}Messages",
            function_name=self._application.resource(function).ref,
            event_source_arn=queue.queue_arn,
            batch_size=batch_size,
            maximum_batching_window_in_seconds=wait_s,
            function_response_types=["ReportBatchItemFailures"],
            scaling_config=self._at_most_what_is_set_aside(function),
        )
        # Lambda refuses a mapping while the role may not yet read the queue.
        mapping.node.add_dependency(self._application.roles[function])

    def _at_most_what_is_set_aside(self, function: str) -> lambda_.CfnEventSourceMapping.ScalingConfigProperty | None:
        """A refused invocation counts as a receive: three of them would make a dead letter of a sound message."""
        reserved = self._application.reserved_concurrency.get(function)
        most = max(LEAST_CONCURRENCY, reserved) if reserved else None
        return lambda_.CfnEventSourceMapping.ScalingConfigProperty(maximum_concurrency=most) if most else None

    def on_schedule(self, function: str, expression: str) -> None:
        self._on_rule(function, schedule_expression=expression)

    def on_stopped_task(self, function: str, cluster: ecs.Cluster) -> None:
        pattern = {
            "source": ["aws.ecs"],
            "detail-type": ["ECS Task State Change"],
            "detail": {"clusterArn": [cluster.cluster_arn], "lastStatus": ["STOPPED"]},
        }
        self._on_rule(function, event_pattern=pattern)

    def _on_rule(self, function: str, **when: object) -> None:
        arn = self._application.function_arn(function)
        dead_letters = events.CfnRule.DeadLetterConfigProperty(arn=self._dead_letters.queue_arn)
        target = events.CfnRule.TargetProperty(arn=arn, id=function, dead_letter_config=dead_letters)
        self._application.keep_lost_events(function, self._dead_letters.queue_arn)
        rule = events.CfnRule(self, f"{function}Rule", targets=[target], **when)  # type: ignore[arg-type]  # jsii kwargs
        lambda_.CfnPermission(
            self,
            f"{function}Permission",
            action="lambda:InvokeFunction",
            function_name=arn,
            principal="events.amazonaws.com",
            source_arn=rule.attr_arn,
        )
