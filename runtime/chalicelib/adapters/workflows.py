"""Executions of a state machine, and the states that wait for an answer from outside."""

from __future__ import annotations

import json
import logging
from typing import Any

from chalicelib.adapters.aws import error_code, translated
from chalicelib.domain import tracing
from chalicelib.usecases.ports import ExecutionState

log = logging.getLogger(__name__)

# Somebody answered before, or the state ended by its time-out: nobody waits any more.
_LATE = ("TaskTimedOut", "TaskDoesNotExist", "InvalidToken")
MAX_CAUSE = 1000


class StateMachine:
    def __init__(self, client: Any, arn: str) -> None:
        self._client = client
        self._arn = arn

    def start(self, name: str, state: dict[str, object]) -> None:
        with translated(f"starting {name}"):
            try:
                self._client.start_execution(
                    stateMachineArn=self._arn, name=name, input=json.dumps(state), **_trace_header(state)
                )
            except self._client.exceptions.ExecutionAlreadyExists:
                log.info("execution_exists", extra={"execution": name})

    def stop(self, name: str, cause: str) -> None:
        with translated(f"stopping {name}"):
            try:
                self._client.stop_execution(executionArn=self._execution_arn(name), cause=cause[:MAX_CAUSE])
            except self._client.exceptions.ExecutionDoesNotExist:
                log.info("execution_unknown", extra={"execution": name})

    def _execution_arn(self, name: str) -> str:
        return f"{self._arn.replace(':stateMachine:', ':execution:')}:{name}"

    def state(self, name: str) -> ExecutionState:
        arn = self._execution_arn(name)
        with translated(f"looking up {name}"):
            try:
                status = self._client.describe_execution(executionArn=arn)["status"]
            except self._client.exceptions.ExecutionDoesNotExist:
                return ExecutionState.UNKNOWN
        return ExecutionState.RUNNING if status == "RUNNING" else ExecutionState.ENDED


def _trace_header(state: dict[str, object]) -> dict[str, str]:
    """So that X-Ray shows the execution in the trace of its request."""
    trace_id = tracing.of_event(state)
    return {"traceHeader": tracing.xray_header(trace_id)} if trace_id else {}


class TaskTokens:
    def __init__(self, client: Any) -> None:
        self._client = client

    def fail(self, token: str, error: str, cause: str) -> None:
        with translated("answering a task token"):
            try:
                self._client.send_task_failure(taskToken=token, error=error, cause=cause[:MAX_CAUSE])
            except self._client.exceptions.ClientError as exc:
                if error_code(exc) not in _LATE:
                    raise
                log.info("token_is_late", extra={"error": error})
