"""An interpreter for the grader's definition on a clock of the test's: what it uses of Amazon States Language."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chalicelib.usecases.ports import ExecutionState

DEFINITION = Path(__file__).parents[2] / "infrastructure/state_machines/grader.asl.json"
NEVER = float("inf")
ALL = "States.ALL"

Data = dict[str, Any]
Function = Callable[[Data], Any]


@dataclass
class Execution:
    """`due_s` is when it goes on by itself; a state that waits for an answer has a `token`."""

    name: str
    current: str
    data: Data
    due_s: float
    input: Data
    status: str = "RUNNING"
    token: str = ""
    silent_since_s: float = 0.0
    tries: Counter[str] = field(default_factory=Counter)
    serial: int = 0

    @property
    def is_running(self) -> bool:
        return self.status == "RUNNING"


class Machine:
    """`functions` by the name in the definition; `send` puts a message into a queue. Implements `Executions`."""

    def __init__(
        self, functions: Mapping[str, Function], send: Callable[[str, Data], None], now_s: Callable[[], float]
    ):
        self.definition: Data = json.loads(DEFINITION.read_text())
        self.functions = dict(functions)
        self.executions: dict[str, Execution] = {}
        self._send = send
        self._now_s = now_s

    def start(self, name: str, state: Data) -> None:
        begun = Execution(name, self.definition["StartAt"], dict(state), self._now_s(), dict(state))
        self.executions.setdefault(name, begun)

    def state(self, name: str) -> ExecutionState:
        found = self.executions.get(name)
        if found is None:
            return ExecutionState.UNKNOWN
        return ExecutionState.RUNNING if found.is_running else ExecutionState.ENDED

    def stop(self, name: str) -> None:
        self.executions[name].status = "ABORTED"

    def run(self) -> None:
        """Does everything that is due."""
        for execution in list(self.executions.values()):
            while execution.is_running and execution.due_s <= self._now_s():
                self._step(execution)

    def heartbeat(self, token: str) -> bool:
        found = self._waiting(token)
        if found:
            found.silent_since_s = self._now_s()
            found.due_s = min(found.due_s, self._silence_ends(found))
        return found is not None

    def succeed(self, token: str, output: Data) -> bool:
        found = self._waiting(token)
        if found:
            found.token = ""
            self._leave(found, json.loads(json.dumps(output)))
        return found is not None

    def fail(self, token: str, error: str, cause: str) -> bool:
        found = self._waiting(token)
        if found:
            self._failed(found, error, cause)
        return found is not None

    def _waiting(self, token: str) -> Execution | None:
        return next((item for item in self.executions.values() if item.is_running and item.token == token), None)

    def _of(self, execution: Execution) -> Data:
        state: Data = self.definition["States"][execution.current]
        return state

    def _silence_ends(self, execution: Execution) -> float:
        return execution.silent_since_s + float(self._of(execution)["HeartbeatSeconds"])

    def _step(self, execution: Execution) -> None:
        state = self._of(execution)
        if execution.token:
            self._failed(execution, "States.Timeout", "")
        elif state["Type"] == "Choice":
            self._go(execution, _chosen(state, execution.data))
        elif state["Type"] in ("Succeed", "Fail"):
            execution.status = "SUCCEEDED" if state["Type"] == "Succeed" else "FAILED"
        else:
            self._task(execution, state)

    def _task(self, execution: Execution, state: Data) -> None:
        execution.serial += 1
        execution.token = f"{execution.name}/{execution.serial}" if "waitForTaskToken" in state["Resource"] else ""
        given = _filled(state["Parameters"], execution) if "Parameters" in state else execution.data
        try:
            if execution.token:
                execution.silent_since_s = self._now_s()
                execution.due_s = min(self._now_s() + state["TimeoutSeconds"], self._silence_ends(execution))
                self._send(given["QueueUrl"], given["MessageBody"])
                return
            output = self.functions[state["Resource"].strip("${}").removesuffix("Arn")](json.loads(json.dumps(given)))
        except Exception as exc:  # noqa: BLE001 - as Lambda and SQS report whatever happens
            self._failed(execution, type(exc).__name__, str(exc))
            return
        self._leave(execution, json.loads(json.dumps(output)))

    def _leave(self, execution: Execution, output: Any) -> None:
        state = self._of(execution)
        path = state.get("ResultPath", "$")
        execution.data = output if path == "$" else {**execution.data, path.removeprefix("$."): output}
        self._go(execution, state["Next"])

    def _go(self, execution: Execution, name: str) -> None:
        execution.current, execution.due_s, execution.token = name, self._now_s(), ""
        execution.tries.clear()

    def _failed(self, execution: Execution, error: str, cause: str) -> None:
        execution.token = ""
        state = self._of(execution)
        for number, retrier in enumerate(state.get("Retry", [])):
            if {error, ALL} & set(retrier["ErrorEquals"]):
                done = execution.tries[str(number)]
                if done < retrier["MaxAttempts"]:
                    execution.tries[str(number)] += 1
                    wait_s = retrier.get("IntervalSeconds", 1) * retrier.get("BackoffRate", 1) ** done
                    execution.due_s = self._now_s() + min(wait_s, retrier.get("MaxDelaySeconds", wait_s))
                    return
                break
        for catcher in state.get("Catch", []):
            if {error, ALL} & set(catcher["ErrorEquals"]):
                name = catcher["ResultPath"].removeprefix("$.")
                execution.data = {**execution.data, name: {"Error": error, "Cause": cause}}
                self._go(execution, catcher["Next"])
                return
        execution.status = "FAILED"


def _chosen(state: Data, data: Data) -> str:
    for rule in state["Choices"]:
        if all(_holds(part, data) for part in rule.get("And", [rule])):
            return str(rule["Next"])
    return str(state["Default"])


def _holds(rule: Data, data: Data) -> bool:
    value = data[rule["Variable"].removeprefix("$.")]
    return bool(value == rule.get("BooleanEquals", rule.get("StringEquals")))


def _filled(template: Any, execution: Execution) -> Any:
    if not isinstance(template, dict):
        return template
    return {
        key.removesuffix(".$"): _value(item, execution) if key.endswith(".$") else _filled(item, execution)
        for key, item in template.items()
    }


def _value(path: str, execution: Execution) -> Any:
    context: Data = {"$$.Task.Token": execution.token, "$$.Execution.Input": execution.input}
    return context[path] if path in context else execution.data[path.removeprefix("$.")]
