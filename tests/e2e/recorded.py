"""Who did what in the end-to-end runs: the recorded calls of functions and workers, and what the machines did."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from chalicelib.domain import ids

from tests.e2e.recording.collector import Collector
from tests.infrastructure.iam.calls import Deployed, Machine, last_part, translate
from tests.infrastructure.iam.policies import Call
from tools.dev.local_platform import Platform

STACK = "alpaco-local"
WORKER = "RunnersmainTask"
MACHINES = {"GraderArn": "GraderMachine", "GeneratorArn": "GeneratorMachine"}


@dataclass
class Records:
    """What is known of all deployments of a run. `look` at each before it changes: names end with their stack."""

    collector: Collector
    names: dict[str, str] = field(default_factory=dict)
    machines: set[Call] = field(default_factory=set)

    def look(self, platform: Platform) -> None:
        """Learns the names of a deployment, and what its state machines did so far."""
        pages = platform.client("cloudformation").get_paginator("list_stack_resources").paginate(StackName=STACK)
        resources = [item for page in pages for item in page["StackResourceSummaries"]]
        self.names |= Deployed.of(resources, {}).names
        for output, name in MACHINES.items():
            self._look_at_machine(platform, platform.deployment.outputs[output], name)

    def _look_at_machine(self, platform: Platform, arn: str, name: str) -> None:
        client = platform.client("stepfunctions")
        definition = json.loads(client.describe_state_machine(stateMachineArn=arn)["definition"])
        machine = Machine(name, definition, self._passed_roles(platform))
        pages = client.get_paginator("list_executions").paginate(stateMachineArn=arn)
        for execution in (item["executionArn"] for page in pages for item in page["executions"]):
            histories = client.get_paginator("get_execution_history").paginate(executionArn=execution)
            events = [event for page in histories for event in page["events"]]
            self.machines |= set(machine.calls(events, Deployed(self.names)))

    def _passed_roles(self, platform: Platform) -> Mapping[str, list[str]]:
        """By family of task definition, the logical names of the roles that a task of it gets."""
        ecs = platform.client("ecs")
        passed: dict[str, list[str]] = {}
        for arn in ecs.list_task_definitions()["taskDefinitionArns"]:
            task = ecs.describe_task_definition(taskDefinition=arn)["taskDefinition"]
            roles = (last_part(task[role]) for role in ("taskRoleArn", "executionRoleArn"))
            passed[task["family"]] = [self.names[role] for role in roles if role in self.names]
        return passed

    def calls(self) -> set[Call]:
        """Of functions, workers and state machines. Raises UnknownCall."""
        told = self.collector.calls
        tokens = {item["token"]: _machine_of(item["job_id"]) for item in told if "token" in item}
        deployed = Deployed(self.names, tokens)
        made = (item for item in told if "operation" in item and item["principal"])
        return {call for item in made for call in translate(item, deployed)} | self.machines

    def write(self, path: Path) -> None:
        """As JSON, a line for each call, in order."""
        lines = [
            list(filter(None, (call.principal, call.action, call.resource, call.passed_to))) for call in self._sorted()
        ]
        path.parent.mkdir(exist_ok=True)
        path.write_text("[\n" + ",\n".join(json.dumps(line) for line in lines) + "\n]\n")

    def _sorted(self) -> list[Call]:
        return sorted(self.calls())


def _machine_of(job_id: str) -> str:
    return "GraderMachine" if ids.is_log_of_submission(job_id) else "GeneratorMachine"


def learn_token(collector: Collector, token: str, job_id: str) -> None:
    """For a token that the test itself took from a queue."""
    collector.take({"token": token, "job_id": job_id})
