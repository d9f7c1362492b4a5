"""Recorded calls in the words of IAM: which action, on what.

What differs from run to run (keys of objects, executions, connections) becomes `x`; physical names become logical ones.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.infrastructure.iam.policies import Call, general, logical_name

_ARN = "arn:aws:{}:region:account:{}"
_SAME_NAME = {
    "dynamodb": {"GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query", "Scan", "DescribeTable"},
    "sqs": {"ReceiveMessage", "DeleteMessage", "ChangeMessageVisibility", "GetQueueAttributes", "SendMessage"},
    "s3": {"GetObject", "PutObject", "DeleteObject"},
}
_TRANSACTION = {
    "Put": "PutItem",
    "Update": "UpdateItem",
    "Delete": "DeleteItem",
    "ConditionCheck": "ConditionCheckItem",
}
# To be told that an object is missing takes the right to list its bucket: S3 answers 403 otherwise.
_MISSING = {"NoSuchKey", "404"}
_ECS = "ecs-tasks.amazonaws.com"


class UnknownCall(ValueError):
    """A call that nobody has said yet which action it is."""


def last_part(identifier: str) -> str:
    """The name in a name, URL or ARN."""
    return re.split(r"[:/]", identifier)[-1]


@dataclass(frozen=True)
class Deployed:
    """`names`: logical by physical. `tokens`: the machine that waits for a token, by the token."""

    names: Mapping[str, str]
    tokens: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, resources: Iterable[Mapping[str, Any]], tokens: Mapping[str, str]) -> Deployed:
        """From what CloudFormation lists of a stack."""
        named = {
            last_part(item["PhysicalResourceId"]): logical_name(item["LogicalResourceId"])
            for item in resources
            if item.get("PhysicalResourceId")
        }
        return cls(named, tokens)

    def name(self, identifier: str) -> str:
        """Raises UnknownCall."""
        found = self.names.get(last_part(identifier))
        if found is None:
            raise UnknownCall(f"nothing of the stack is called {identifier}")
        return found


def translate(raw: Mapping[str, Any], deployed: Deployed) -> Iterator[Call]:
    """The actions of one recorded call. Raises UnknownCall."""
    principal = deployed.names.get(raw["principal"], raw["principal"])
    translator = _SERVICES.get(raw["service"])
    if translator is None:
        raise UnknownCall(f"{raw['service']}:{raw['operation']} by {principal}")
    for action, resource in translator(raw, raw["parameters"], deployed):
        yield Call(principal, action, resource)


Found = Iterator[tuple[str, str]]
Parameters = Mapping[str, Any]


def _dynamodb(raw: Mapping[str, Any], parameters: Parameters, deployed: Deployed) -> Found:
    if raw["operation"] == "TransactWriteItems":
        for verb, table in parameters["items"]:
            yield f"dynamodb:{_TRANSACTION[verb]}", _ARN.format("dynamodb", f"table/{deployed.name(table)}")
        return
    index = f"/index/{parameters['IndexName']}" if "IndexName" in parameters else ""
    resource = _ARN.format("dynamodb", f"table/{deployed.name(parameters['TableName'])}{index}")
    yield f"dynamodb:{_known(raw)}", resource


def _s3(raw: Mapping[str, Any], parameters: Parameters, deployed: Deployed) -> Found:
    bucket = f"arn:aws:s3:::{deployed.name(parameters['Bucket'])}"
    if raw["operation"] in ("ListObjectsV2", "ListObjects", "HeadBucket"):
        yield "s3:ListBucket", bucket
        return
    operation = "GetObject" if raw["operation"] == "HeadObject" else _known(raw)
    yield f"s3:{operation}", f"{bucket}/{parameters['Key'].partition('/')[0]}/x"
    if raw["error"] in _MISSING:
        yield "s3:ListBucket", bucket


def _sqs(raw: Mapping[str, Any], parameters: Parameters, deployed: Deployed) -> Found:
    operation = raw["operation"].removesuffix("Batch")
    yield f"sqs:{operation}", _ARN.format("sqs", deployed.name(parameters["QueueUrl"]))


def _stepfunctions(raw: Mapping[str, Any], parameters: Parameters, deployed: Deployed) -> Found:
    if "executionArn" in parameters:
        machine, _ = parameters["executionArn"].split(":")[-2:]
        resource = f"execution:{deployed.name(machine)}:x"
    elif "taskToken" in parameters:
        resource = f"stateMachine:{deployed.tokens.get(parameters['taskToken'], 'of an unknown token')}"
    else:
        resource = f"stateMachine:{deployed.name(parameters['stateMachineArn'])}"
    yield f"states:{raw['operation']}", _ARN.format("states", resource)


def _connections(raw: Mapping[str, Any], _: Parameters, deployed: Deployed) -> Found:
    (api,) = (name for name in set(deployed.names.values()) if name == "WebsocketAPI")
    yield "execute-api:ManageConnections", _ARN.format("execute-api", f"{api}/api/POST/@connections/x")


def _secrets(raw: Mapping[str, Any], parameters: Parameters, deployed: Deployed) -> Found:
    name = deployed.name(parameters["SecretId"])
    yield f"secretsmanager:{raw['operation']}", _ARN.format("secretsmanager", f"secret:{name}")


def _known(raw: Mapping[str, Any]) -> str:
    """The operation, if the action has its name. Raises UnknownCall."""
    if raw["operation"] not in _SAME_NAME[raw["service"]]:
        raise UnknownCall(f"{raw['service']}:{raw['operation']}")
    return str(raw["operation"])


_SERVICES: Mapping[str, Callable[[Mapping[str, Any], Parameters, Deployed], Found]] = {
    "dynamodb": _dynamodb,
    "s3": _s3,
    "sqs": _sqs,
    "stepfunctions": _stepfunctions,
    "apigatewaymanagementapi": _connections,
    "secretsmanager": _secrets,
}


@dataclass(frozen=True)
class Machine:
    """A state machine: `definition` as deployed; `roles` that are passed with a task, by its family."""

    name: str
    definition: Mapping[str, Any]
    roles: Mapping[str, list[str]]

    def calls(self, events: Iterable[Mapping[str, Any]], deployed: Deployed) -> Iterator[Call]:
        """What the machine itself did in an execution, from its history."""
        entered: Mapping[str, Any] = {}
        for event in events:
            entered = event.get("stateEnteredEventDetails", entered)
            if "taskScheduledEventDetails" in event:
                state = self.definition["States"][entered["name"]]
                for action, resource in self._actions(state, json.loads(entered["input"]), deployed):
                    yield Call(self.name, action, resource, _ECS if action == "iam:PassRole" else "")

    def _actions(self, state: Mapping[str, Any], data: Mapping[str, Any], deployed: Deployed) -> Found:
        resource = state["Resource"]
        if resource.endswith("sqs:sendMessage.waitForTaskToken"):
            yield "sqs:SendMessage", _ARN.format("sqs", deployed.name(_at(state, "QueueUrl", data)))
        elif resource.endswith("ecs:runTask.waitForTaskToken"):
            family = _at(state, "TaskDefinition", data).rpartition("/")[2].partition(":")[0]
            yield "ecs:RunTask", general(_ARN.format("ecs", f"task-definition/{family}:x"))
            yield from (("iam:PassRole", f"arn:aws:iam::account:role/{role}") for role in self.roles[family])
        else:
            yield "lambda:InvokeFunction", _ARN.format("lambda", f"function:{deployed.name(resource)}")


def _at(state: Mapping[str, Any], parameter: str, data: Mapping[str, Any]) -> str:
    """The value of a parameter that is a path to a field of the state's input."""
    value: Any = data
    for name in state["Parameters"][f"{parameter}.$"].removeprefix("$.").split("."):
        value = value[name]
    return str(value)
