"""The generator's real definition, executed by moto, with our functions behind its Lambda steps."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from chalicelib.api import generations
from chalicelib.domain import packages
from chalicelib.protocol import sha256_hex

from tests.functional.service.cloud import ACCOUNT, REGION, Cloud

DEFINITION = Path(__file__).parents[3] / "infrastructure/state_machines/generator.asl.json"
PATIENCE_S = 240
POLL_S = 0.05
HANDLERS: Mapping[str, Callable[[Any, Any], Any]] = {
    "GenerationStage": generations.run_stage,
    "AssemblePackage": generations.assemble,
    "DecideRepair": generations.decide,
    "StoreProblem": generations.store,
    "MarkGenerationFailed": generations.fail,
}
GATE = {"id": "validator-accepts-tests", "status": "pass", "blame": "validator", "summary": "all are accepted"}
TESTS = {"data/secret/001-small-1.in": b"1\n", "data/secret/001-small-1.ans": b"1\n"}


def definition() -> str:
    """The definition with the functions filled in as the stack does it."""
    return re.sub(
        r"\$\{(\w+)Arn\}",
        lambda match: f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{match[1]}",
        DEFINITION.read_text(),
    )


@dataclass
class Functions:
    """What Lambda would do: runs our handler, reports its exception by name.

    `faults` happen instead of a step, in order, `lost` after it; `before` is called with the job's id before it.
    """

    cloud: Cloud
    faults: dict[str, list[Exception]] = field(default_factory=dict)
    lost: dict[str, list[Exception]] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    before: dict[str, Callable[[str], object]] = field(default_factory=dict)
    under_way: int = 0
    changed: threading.Condition = field(default_factory=threading.Condition)

    def invoke(
        self, _backend: object, function_name: str, _qualifier: object, body: Any, _headers: object, answer: Any
    ) -> bytes:
        self._count(1)
        try:
            return self._run(function_name.rsplit(":", 1)[-1], body, answer)
        finally:
            self._count(-1)

    def settle(self) -> None:
        """Waits for the steps that are under way, which would else go on in the cloud of the next test."""
        with self.changed:
            assert self.changed.wait_for(lambda: self.under_way == 0, PATIENCE_S), "a step does not end"

    def _count(self, more: int) -> None:
        with self.changed:
            self.under_way += more
            self.changed.notify_all()

    def _run(self, name: str, body: Any, answer: Any) -> bytes:
        event = json.loads(body)
        step = event.get("stage", name)
        self.calls.append(step)
        self.before.get(step, str)(event["job_id"])
        try:
            if self.faults.get(step):
                raise self.faults[step].pop(0)
            done = HANDLERS[name](event, self.cloud.services)
            if self.lost.get(step):
                raise self.lost[step].pop(0)
            return json.dumps(done).encode()
        except Exception as exc:  # noqa: BLE001 - Lambda reports every exception
            answer["x-amz-function-error"] = "Unhandled"
            return json.dumps({"errorType": type(exc).__name__, "errorMessage": str(exc)}).encode()


@dataclass
class Machine:
    """The generator on moto, and a runner that the test answers for."""

    cloud: Cloud
    functions: Functions

    def start(self, **request: object) -> str:
        body = {"prompt": "ferries on a graph", "difficulty": "easy", "language": "en", "seed": 5, **request}
        return str(self.cloud.call("POST", "/generations", body).body["job_id"])

    def frames(self, job_id: str) -> list[dict[str, Any]]:
        shown = self.cloud.call("GET", f"/generations/{job_id}?after_seq=0").body
        return cast("list[dict[str, Any]]", shown["frames"])

    def job(self) -> tuple[str, dict[str, Any]]:
        """Token and job of the next message to a runner."""
        sqs = self.cloud.client("sqs")
        url = self.cloud.services.config.job_queue_urls["main"]

        def receive() -> Any:
            return sqs.receive_message(QueueUrl=url).get("Messages")

        [message] = wait_for(receive, "a job for a runner")
        sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        body = json.loads(message["Body"])
        return body["token"], body["job"]

    def answer(self, token: str, name: str, key: str, data: bytes) -> None:
        """A runner's success with one output, which lies in the bucket."""
        self.cloud.client("s3").put_object(Bucket="bucket", Key=key, Body=data)
        output = {"verdict": "ACCEPTED", "outputs": {name: {"key": key, "sha256": sha256_hex(data)}}}
        self.cloud.client("stepfunctions").send_task_success(taskToken=token, output=json.dumps(output))

    def make_tests(self) -> dict[str, Any]:
        token, job = self.job()
        packed = packages.write({path: packages.Entry(data) for path, data in TESTS.items()})
        self.answer(token, "tests", f"tests/{sha256_hex(packed)}.zip", packed)
        return job

    def verify(self, outcome: str, *gates: dict[str, str]) -> dict[str, Any]:
        token, job = self.job()
        report = {"outcome": outcome, "gates": gates or [GATE]}
        key = f"evidence/{job['job_id']}/{job['attempt']}.report"
        self.answer(token, "report", key, json.dumps(report).encode())
        return job

    def fail(self, error: str, cause: str = "told by the test") -> None:
        token, _ = self.job()
        self.cloud.client("stepfunctions").send_task_failure(taskToken=token, error=error, cause=cause)

    def stop(self) -> None:
        """Ends every execution: none calls a function after this."""
        states = self.cloud.client("stepfunctions")
        arn = self.cloud.services.config.generator_arn
        for execution in states.list_executions(stateMachineArn=arn, statusFilter="RUNNING")["executions"]:
            states.stop_execution(executionArn=execution["executionArn"])
        self.functions.settle()

    def ended(self, job_id: str) -> str:
        """How the execution ended."""
        config = self.cloud.services.config
        arn = f"{config.generator_arn.replace(':stateMachine:', ':execution:')}:{job_id}-1"

        def look() -> str:
            status = self.cloud.client("stepfunctions").describe_execution(executionArn=arn)["status"]
            return "" if status == "RUNNING" else str(status)

        return str(wait_for(look, "the end of the execution"))


def wait_for(look: Callable[[], Any], what: str) -> Any:
    deadline = time.monotonic() + PATIENCE_S
    while not (seen := look()):
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(POLL_S)
    return seen
