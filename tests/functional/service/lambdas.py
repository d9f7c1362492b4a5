"""Answers the calls of a state machine that moto cannot: Lambda functions run in this process, ECS tasks are noted.

The seam is botocore's own `before-send` event, the one that moto uses too.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import unquote

import boto3
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders

Function = Callable[[Any], Any]


class _Body(io.BytesIO):
    def stream(self, **_: object) -> Any:
        while chunk := self.read():
            yield chunk


def _response(body: object, **headers: str) -> AWSResponse:
    return AWSResponse("https://example", 200, HTTPHeaders.from_dict(headers), _Body(json.dumps(body).encode()))


class Integrations:
    """`functions` by name (the last part of the ARN); `tasks` are the overrides of every task that was started."""

    def __init__(self, functions: Mapping[str, Function]) -> None:
        self.functions = dict(functions)
        self.tasks: list[Mapping[str, Any]] = []

    def install(self) -> None:
        boto3.setup_default_session()
        session: Any = boto3.DEFAULT_SESSION
        events = session.events
        events.register("before-send.lambda.Invoke", self._invoke)
        events.register("provide-client-params.ecs.RunTask", _lower_first)
        events.register("before-send.ecs.RunTask", self._run_task)
        events.register("after-call.ecs.RunTask", _as_the_interpreter_reads)
        events.register("before-send.ecs.DescribeTasks", lambda **_: _response({"tasks": [], "failures": []}))

    def _invoke(self, request: Any, **_: object) -> AWSResponse:
        name = unquote(request.url).split("/functions/")[1].split("/")[0].rpartition(":")[2]
        try:
            return _response(self.functions[name](json.loads(request.body)))
        except Exception as exc:  # noqa: BLE001 - Lambda reports whatever a function raises
            problem = {"errorType": type(exc).__name__, "errorMessage": str(exc)}
            return _response(problem, **{"X-Amz-Function-Error": "Unhandled"})

    def _run_task(self, request: Any, **_: object) -> AWSResponse:
        asked = json.loads(request.body)
        self.tasks.append(asked)
        task = {"clusterArn": asked.get("cluster", "runners"), "taskArn": f"task-{len(self.tasks)}"}
        return _response({"tasks": [task], "failures": []})


def _as_the_interpreter_reads(parsed: dict[str, Any], **_: object) -> None:
    """moto's interpreter looks for the capitals of the ASL in the answer too."""
    parsed["Tasks"] = [{"ClusterArn": task["clusterArn"], "TaskArn": task["taskArn"]} for task in parsed["tasks"]]


def _lower_first(params: object, **_: object) -> Any:
    """The parameters as the ECS API spells them: the ASL's begin with capitals, which moto forgets to change."""
    if isinstance(params, dict):
        return {f"{name[0].lower()}{name[1:]}": _lower_first(value) for name, value in params.items()}
    return [_lower_first(value) for value in params] if isinstance(params, list) else params
