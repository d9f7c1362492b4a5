"""The metrics that alarms and the dashboard show, each over five minutes. Labels are for the dashboard."""

from __future__ import annotations

from collections.abc import Sequence

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch

PERIOD = Duration.minutes(5)


def _metric(
    namespace: str, name: str, statistic: str, label: str | None = None, **dimensions: str
) -> cloudwatch.Metric:
    return cloudwatch.Metric(
        namespace=namespace,
        metric_name=name,
        statistic=statistic,
        label=label,
        dimensions_map=dimensions,
        period=PERIOD,
    )


def queue(name: str, queue_name: str, statistic: str, label: str | None = None) -> cloudwatch.Metric:
    return _metric("AWS/SQS", name, statistic, label, QueueName=queue_name)


def executions(end: str, machine_arn: str, label: str | None = None) -> cloudwatch.Metric:
    """Executions that ended so: Started, Succeeded, Failed, TimedOut, Aborted."""
    return _metric("AWS/States", f"Executions{end}", "Sum", label, StateMachineArn=machine_arn)


def execution_time(machine_arn: str, statistic: str, label: str | None = None) -> cloudwatch.Metric:
    """In milliseconds, waiting in the queue included: what a user waits for a verdict."""
    return _metric("AWS/States", "ExecutionTime", statistic, label, StateMachineArn=machine_arn)


def rest(name: str, api_name: str, stage: str, statistic: str, label: str | None = None) -> cloudwatch.Metric:
    return _metric("AWS/ApiGateway", name, statistic, label, ApiName=api_name, Stage=stage)


def websocket(name: str, api_id: str, statistic: str, label: str | None = None) -> cloudwatch.Metric:
    return _metric("AWS/ApiGateway", name, statistic, label, ApiId=api_id)


def function(name: str, function_name: str, label: str | None = None) -> cloudwatch.Metric:
    return _metric("AWS/Lambda", name, "Sum", label, FunctionName=function_name)


def duration(function_name: str, label: str) -> cloudwatch.Metric:
    return _metric("AWS/Lambda", "Duration", "p95", label, FunctionName=function_name)


def rate(part: cloudwatch.IMetric, whole: cloudwatch.IMetric, least: int) -> cloudwatch.MathExpression:
    """In percent; 0 while there are fewer than `least`, of which each would weigh too much."""
    return cloudwatch.MathExpression(
        expression=f"IF(FILL(part, 0) >= {least}, 100 * part / whole, 0)",
        using_metrics={"part": part, "whole": whole},
        period=PERIOD,
    )


def total(parts: Sequence[cloudwatch.IMetric]) -> cloudwatch.MathExpression:
    named = {f"m{number}": part for number, part in enumerate(parts)}
    expression = f"SUM([{', '.join(f'FILL({name}, 0)' for name in named)}])"
    return cloudwatch.MathExpression(expression=expression, using_metrics=named, period=PERIOD)
