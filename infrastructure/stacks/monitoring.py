"""Alarms and the dashboard over all parts of the service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from constructs import Construct
from settings import Settings

from stacks.alarms import MAX_METRICS, Alarms
from stacks.application import API_STAGE, Application
from stacks.board import Board
from stacks.functions import FUNCTIONS
from stacks.queues import Queues


@dataclass(frozen=True)
class Watched:
    """`machine_arns` by what an execution does; a verdict is what the one called Grader ends with."""

    application: Application
    queues: Queues
    machine_arns: Mapping[str, str]

    @property
    def function_names(self) -> dict[str, str]:
        """The deployed name of each function of the app."""
        return {name: self.application.resource(name).ref for name in FUNCTIONS}


class Monitoring(Construct):
    def __init__(self, scope: Construct, id_: str, *, watched: Watched, settings: Settings) -> None:
        super().__init__(scope, id_)
        self._watched = watched
        self.alarms = Alarms(self, "Alarms", settings=settings)
        self._sound(self.alarms)
        self._show(Board(self, "Board", name=settings.stack_name))

    def _sound(self, alarms: Alarms) -> None:
        queues = self._watched.queues
        alarms.on_dead_letters("Jobs", queues.job_dead_letters.queue_name)
        alarms.on_dead_letters("Progress", queues.progress_dead_letters.queue_name)
        alarms.on_dead_letters("Event", queues.event_dead_letters.queue_name)
        for pool, queue in queues.jobs.items():
            alarms.on_waiting_jobs(pool, queue.queue_name)
        for name, arn in self._watched.machine_arns.items():
            alarms.on_failed_executions(name, arn)
        alarms.on_slow_verdicts(self._watched.machine_arns["Grader"])
        alarms.on_server_errors(self._watched.application.api_name, API_STAGE)
        names = list(self._watched.function_names.values())
        for number, first in enumerate(range(0, len(names), MAX_METRICS)):
            alarms.on_function_trouble(number, names[first : first + MAX_METRICS])

    def _show(self, board: Board) -> None:
        application, queues = self._watched.application, self._watched.queues
        board.show_apis(application.api_name, application.websocket_api.ref, API_STAGE)
        board.show_executions(self._watched.machine_arns)
        shown = {**queues.jobs, "progress": queues.progress, "dead letters": queues.job_dead_letters}
        board.show_queues({name: queue.queue_name for name, queue in shown.items()})
        board.show_functions(self._watched.function_names)
