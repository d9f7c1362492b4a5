"""One page that shows how the service is doing."""

from __future__ import annotations

from collections.abc import Mapping

from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct

from stacks import metrics

ENDS = ("Started", "Succeeded", "Failed", "TimedOut", "Aborted")


class Board(Construct):
    """The dashboard, in rows: what users see, what waits, what fails."""

    def __init__(self, scope: Construct, id_: str, *, name: str) -> None:
        super().__init__(scope, id_)
        self.dashboard = cloudwatch.Dashboard(self, "Dashboard", dashboard_name=name)

    def show_apis(self, api_name: str, websocket_api_id: str, stage: str) -> None:
        answers = [metrics.rest(name, api_name, stage, "Sum", name) for name in ("Count", "4XXError", "5XXError")]
        latency = [metrics.rest("Latency", api_name, stage, "p95", "p95")]
        messages = [
            metrics.websocket(name, websocket_api_id, "Sum", name)
            for name in ("ConnectCount", "MessageCount", "IntegrationError")
        ]
        self._row(("HTTP answers", answers), ("HTTP latency, ms", latency), ("WebSocket", messages))

    def show_executions(self, machine_arns: Mapping[str, str]) -> None:
        for name, arn in machine_arns.items():
            ends = [
                metrics.executions(end, arn, end) for end in ("Started", "Succeeded", "Failed", "TimedOut", "Aborted")
            ]
            times = [metrics.execution_time(arn, statistic, statistic) for statistic in ("p50", "p95")]
            self._row((f"{name}: executions", ends), (f"{name}: time, ms", times))

    def show_queues(self, queue_names: Mapping[str, str]) -> None:
        waiting = [
            metrics.queue("ApproximateNumberOfMessagesVisible", queue, "Maximum", name)
            for name, queue in queue_names.items()
        ]
        age = [
            metrics.queue("ApproximateAgeOfOldestMessage", queue, "Maximum", name)
            for name, queue in queue_names.items()
        ]
        self._row(("Messages waiting", waiting), ("Age of the oldest, s", age))

    def show_functions(self, function_names: Mapping[str, str]) -> None:
        errors = [metrics.function("Errors", function, name) for name, function in function_names.items()]
        throttles = [metrics.function("Throttles", function, name) for name, function in function_names.items()]
        durations = [metrics.duration(function, name) for name, function in function_names.items()]
        self._row(("Errors", errors), ("Throttles", throttles), ("Duration p95, ms", durations))

    def _row(self, *graphs: tuple[str, list[cloudwatch.Metric]]) -> None:
        width = 24 // len(graphs)
        widgets = [cloudwatch.GraphWidget(title=title, left=shown, width=width) for title, shown in graphs]
        self.dashboard.add_widgets(*widgets)
