"""What wakes somebody: work that is lost, stuck, failing, throttled or slow."""

from __future__ import annotations

from collections.abc import Sequence

from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from constructs import Construct
from settings import Settings

from stacks import metrics
from stacks.budget import Budget

OLDEST_JOB_S = 300
SLOW_VERDICT_S = 60
# An alarm takes at most ten metrics.
MAX_METRICS = 10
# Percent of the answers, and how many there must be at least.
SERVER_ERROR_RATE = 1
LEAST_ERRORS = 3


class Alarms(Construct):
    """`topic` gets every alarm and its end."""

    def __init__(self, scope: Construct, id_: str, *, settings: Settings) -> None:
        super().__init__(scope, id_)
        self.topic = sns.Topic(self, "Topic", enforce_ssl=True)
        if settings.alarm_email:
            self.topic.add_subscription(subscriptions.EmailSubscription(settings.alarm_email))
        if settings.monthly_budget_usd:
            Budget(self, "Budget", topic=self.topic, settings=settings)

    def on_dead_letters(self, name: str, queue_name: str) -> None:
        metric = metrics.queue("ApproximateNumberOfMessagesVisible", queue_name, "Maximum")
        self._alarm(f"{name}DeadLetters", metric, above=0, says=f"{name}: a message was given up after three attempts")

    def on_waiting_jobs(self, pool: str, queue_name: str) -> None:
        metric = metrics.queue("ApproximateAgeOfOldestMessage", queue_name, "Maximum")
        self._alarm(
            f"OldestJob-{pool}", metric, above=OLDEST_JOB_S, says=f"Pool {pool}: a job has waited for five minutes"
        )

    def on_failed_executions(self, name: str, machine_arn: str) -> None:
        failures = [metrics.executions(end, machine_arn) for end in ("Failed", "TimedOut", "Aborted")]
        self._alarm(
            f"{name}Failures", metrics.total(failures), above=0, says=f"{name}: executions end without a result"
        )

    def on_slow_verdicts(self, machine_arn: str) -> None:
        metric = metrics.execution_time(machine_arn, "p95")
        self._alarm(
            "SlowVerdicts", metric, above=SLOW_VERDICT_S * 1000, says="One verdict in twenty takes a minute", periods=3
        )

    def on_server_errors(self, api_name: str, stage: str) -> None:
        errors, answers = (metrics.rest(name, api_name, stage, "Sum") for name in ("5XXError", "Count"))
        metric = metrics.rate(errors, answers, LEAST_ERRORS)
        self._alarm(
            "ServerErrors", metric, above=SERVER_ERROR_RATE, says="One answer of the HTTP API in a hundred is an error"
        )

    def on_function_trouble(self, group: int, function_names: Sequence[str]) -> None:
        assert len(function_names) <= MAX_METRICS
        for trouble in ("Errors", "Throttles"):
            total = metrics.total([metrics.function(trouble, name) for name in function_names])
            self._alarm(f"Function{trouble}-{group}", total, above=5, says=f"Functions have {trouble.lower()}")

    def _alarm(self, id_: str, metric: cloudwatch.IMetric, *, above: float, says: str, periods: int = 1) -> None:
        alarm = cloudwatch.Alarm(
            self,
            id_,
            metric=metric,
            threshold=above,
            comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
            evaluation_periods=periods,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
            alarm_description=f"{says}. Cause and fix: docs/operations.md, {id_.partition('-')[0]}",
        )
        action = actions.SnsAction(self.topic)
        alarm.add_alarm_action(action)
        alarm.add_ok_action(action)
