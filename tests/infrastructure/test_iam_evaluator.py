"""The evaluator of policies, and the translation of recorded calls, on small examples."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.infrastructure.iam.calls import Deployed, Machine, UnknownCall, translate
from tests.infrastructure.iam.policies import Call, Grant, Template, UnknownExpression, allows, denied, unused

TABLE = "arn:aws:dynamodb:region:account:table/TablesProblems"
GRANT = Grant("LoadProblem", "dynamodb:GetItem", TABLE)
DEPLOYED = Deployed(
    {
        "alpaco-local-TablesProblems-1": "TablesProblems",
        "bucket-1": "StorageBucket",
        "jobs-1": "QueuesJobsmain",
        "grader-1": "GraderMachine",
        "alpaco-local-LoadProblem-1": "LoadProblem",
        "api-1": "WebsocketAPI",
    },
    {"token-1": "GraderMachine"},
)


@pytest.mark.parametrize(
    ("call", "allowed"),
    [
        (Call("LoadProblem", "dynamodb:GetItem", TABLE), True),
        (Call("LoadProblem", "dynamodb:PutItem", TABLE), False),
        (Call("FreezeTests", "dynamodb:GetItem", TABLE), False),
        (Call("LoadProblem", "dynamodb:GetItem", f"{TABLE}/index/by_listing"), False),
    ],
    ids=["as granted", "other action", "other principal", "index of the table"],
)
def test_grant_allows_what_it_says_and_nothing_else(call: Call, allowed: bool) -> None:
    assert allows(GRANT, call) is allowed
    assert (denied([call], [GRANT]) == []) is allowed
    assert (unused([GRANT], [call]) == []) is allowed


def test_wildcards_allow_what_they_match() -> None:
    wide = Grant("LoadProblem", "s3:Get*", "arn:aws:s3:::StorageBucket/code/*")
    assert allows(wide, Call("LoadProblem", "s3:GetObject", "arn:aws:s3:::StorageBucket/code/x"))
    assert not allows(wide, Call("LoadProblem", "s3:GetObject", "arn:aws:s3:::StorageBucket/tests/x"))


def _raw(service: str, operation: str, error: str = "", **parameters: Any) -> dict[str, Any]:
    return {
        "principal": "alpaco-local-LoadProblem-1",
        "service": service,
        "operation": operation,
        "parameters": parameters,
        "error": error,
    }


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (_raw("dynamodb", "GetItem", TableName="alpaco-local-TablesProblems-1"), [("dynamodb:GetItem", TABLE)]),
        (
            _raw("dynamodb", "Query", TableName="alpaco-local-TablesProblems-1", IndexName="by_listing"),
            [("dynamodb:Query", f"{TABLE}/index/by_listing")],
        ),
        (
            _raw("dynamodb", "TransactWriteItems", items=[["Put", "alpaco-local-TablesProblems-1"]]),
            [("dynamodb:PutItem", TABLE)],
        ),
        (
            _raw("s3", "GetObject", "NoSuchKey", Bucket="bucket-1", Key="code/s1/1"),
            [("s3:GetObject", "arn:aws:s3:::StorageBucket/code/x"), ("s3:ListBucket", "arn:aws:s3:::StorageBucket")],
        ),
        (
            _raw("sqs", "SendMessageBatch", QueueUrl="http://here/000/jobs-1"),
            [("sqs:SendMessage", "arn:aws:sqs:region:account:QueuesJobsmain")],
        ),
        (
            _raw("stepfunctions", "SendTaskSuccess", taskToken="token-1"),
            [("states:SendTaskSuccess", "arn:aws:states:region:account:stateMachine:GraderMachine")],
        ),
        (
            _raw("stepfunctions", "StopExecution", executionArn="arn:aws:states:r:0:execution:grader-1:s1-1"),
            [("states:StopExecution", "arn:aws:states:region:account:execution:GraderMachine:x")],
        ),
        (
            _raw("apigatewaymanagementapi", "PostToConnection", ConnectionId="c1"),
            [
                (
                    "execute-api:ManageConnections",
                    "arn:aws:execute-api:region:account:WebsocketAPI/api/POST/@connections/x",
                )
            ],
        ),
    ],
    ids=lambda value: value["operation"] if isinstance(value, dict) else "",
)
def test_recorded_call_is_told_in_the_words_of_iam(raw: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert list(translate(raw, DEPLOYED)) == [Call("LoadProblem", *pair) for pair in expected]


@pytest.mark.parametrize(
    "raw",
    [
        _raw("ec2", "RunInstances"),
        _raw("s3", "PutBucketPolicy", Bucket="bucket-1", Key="x"),
        _raw("dynamodb", "GetItem", TableName="table-of-somebody-else"),
    ],
    ids=["unknown service", "unknown operation", "unknown resource"],
)
def test_call_that_nobody_has_thought_of_is_told(raw: dict[str, Any]) -> None:
    with pytest.raises(UnknownCall):
        list(translate(raw, DEPLOYED))


def test_machine_did_what_its_history_says() -> None:
    definition = {
        "States": {
            "Load": {"Resource": "arn:aws:lambda:r:0:function:alpaco-local-LoadProblem-1"},
            "Judge": {
                "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
                "Parameters": {"QueueUrl.$": "$.queue_url"},
            },
            "Task": {
                "Resource": "arn:aws:states:::ecs:runTask.waitForTaskToken",
                "Parameters": {"TaskDefinition.$": "$.plan.task"},
            },
        }
    }
    data = {
        "queue_url": "http://here/000/jobs-1",
        "plan": {"task": "arn:aws:ecs:r:0:task-definition/Family00000000:3"},
    }
    events: list[dict[str, Any]] = []
    for name in definition["States"]:
        events.append({"stateEnteredEventDetails": {"name": name, "input": json.dumps(data)}})
        events.append({"taskScheduledEventDetails": {"resource": "told by the definition"}})
    made = list(Machine("GraderMachine", definition, {"Family00000000": ["TaskRole"]}).calls(events, DEPLOYED))
    assert made == [
        Call("GraderMachine", "lambda:InvokeFunction", "arn:aws:lambda:region:account:function:LoadProblem"),
        Call("GraderMachine", "sqs:SendMessage", "arn:aws:sqs:region:account:QueuesJobsmain"),
        Call("GraderMachine", "ecs:RunTask", "arn:aws:ecs:region:account:task-definition/Family:x"),
        Call("GraderMachine", "iam:PassRole", "arn:aws:iam::account:role/TaskRole", "ecs-tasks.amazonaws.com"),
    ]


def test_expression_that_is_not_understood_is_told() -> None:
    with pytest.raises(UnknownExpression):
        Template({"Resources": {}}).render({"Fn::Select": [0, ["a"]]})
