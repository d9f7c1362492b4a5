"""The service on moto: tables, bucket, queues and the grader as the stack makes them, driven through Chalice."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boto3
from chalice.test import Client
from chalicelib.api import shapes
from chalicelib.api.operations import OPERATIONS
from chalicelib.bootstrap import Services
from chalicelib.config import Config

REGION = "ap-northeast-2"
ACCOUNT = "123456789012"
TABLES: dict[str, tuple[str, str | None, list[tuple[str, str, str | None]]]] = {
    "problems": ("problem_id", "sk", [("by_listing", "listing", "listed_at")]),
    "submissions": (
        "submission_id",
        None,
        [
            ("by_problem", "problem_id", "created_at"),
            ("by_owner", "owner_problem", "created_at"),
            ("by_open", "open_shard", "opened_at"),
            ("by_trace", "trace_id", None),
        ],
    ),
    "jobs": ("job_id", "sk", [("by_trace", "trace_id", None)]),
    "connections": ("connection_id", "sk", []),
    "access": ("id", None, []),
}
PROBLEM_YAML = """\
problem_format_version: 2025-09
name: {en: Sum, ko: 합}
limits: {memory: 256}
constants: {a_max: 100}
"""
PACKAGE: Mapping[str, str] = {
    "problem.yaml": PROBLEM_YAML,
    "statement/problem.en.md": "Add two numbers up to {{a_max}}.\n\n{{nextsample}}\n",
    "statement/problem.ko.md": "두 수를 더하세요.\n",
    "data/sample/1.in": "1 2\n",
    "data/sample/1.ans": "3\n",
    "data/secret/001.in": "50 60\n",
    "data/secret/001.ans": "110\n",
    "generators/generate.py": "print(1, 2)\n",
    "submissions/accepted/reference.py": "print(sum(map(int, input().split())))\n",
}


def zipped(files: Mapping[str, str], folder: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path, text in files.items():
            archive.writestr(folder + path, text)
    return buffer.getvalue()


def new_client(name: Any) -> Any:
    return boto3.client(name, region_name=REGION)


class Silent:
    """A link to WebSocket connections of which there are none."""

    def post(self, connection_id: str, message: str, *, insist: bool = False) -> bool:
        return False


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: Any


def _parsed(headers: Mapping[str, str], body: bytes) -> Any:
    is_text = headers.get("Content-Type", "").startswith("text/")
    return body.decode() if is_text else json.loads(body) if body else None


def check_answer(method: str, path: str, answer: Answer) -> None:
    """Every answer of every test is one that the OpenAPI document describes."""
    found = [item for item in OPERATIONS if item.method == method and _pattern(item.path).fullmatch(path)]
    if answer.status in (404, 405) and not found:
        return
    shape = found[0].answers.get(answer.status, "ProblemDetails")
    if shape:
        getattr(shapes, shape).model_validate(answer.body)
    if shape == "ProblemDetails":
        assert answer.headers["Content-Type"] == "application/problem+json"


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\{\w+\}", "[^/]+", path))


@dataclass
class Cloud:
    """Everything the service uses, and an HTTP client for it."""

    services: Services
    http: Client
    aws: dict[str, Any] = field(default_factory=dict)

    def client(self, name: str) -> Any:
        if name not in self.aws:
            self.aws[name] = new_client(name)
        return self.aws[name]

    def call(self, method: str, path: str, body: object = None, **headers: str) -> Answer:
        raw = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        named = {"Content-Type": "application/json", **{k.replace("_", "-"): v for k, v in headers.items()}}
        response = self.http.http.request(method, path, headers=named, body=raw)
        answer = Answer(response.status_code, response.headers, _parsed(response.headers, response.body))
        check_answer(method, path.partition("?")[0], answer)
        return answer

    def import_package(self, problem_id: str, files: Mapping[str, str] = PACKAGE) -> Answer:
        """Uploads and imports a package as a client would."""
        packed = zipped(files)
        upload = self.call("POST", "/problems", {"size": len(packed)}).body
        self.client("s3").put_object(Bucket="bucket", Key=f"uploads/{upload['upload_id']}.zip", Body=packed)
        return self.call("PUT", f"/problems/{problem_id}", {"upload_id": upload["upload_id"]})

    def count(self, table: str) -> int:
        return int(self.client("dynamodb").scan(TableName=table)["Count"])

    def keys(self, prefix: str) -> list[str]:
        listed = self.client("s3").list_objects_v2(Bucket="bucket", Prefix=prefix)
        return [item["Key"] for item in listed.get("Contents", [])]

    def executions(self) -> list[str]:
        arn = self.services.config.grader_arn
        return [
            item["name"] for item in self.client("stepfunctions").list_executions(stateMachineArn=arn)["executions"]
        ]


def make_cloud(http: Client, grader: Path | str) -> Cloud:
    """A cloud with this definition of the grader (its text); call it inside `mock_aws`."""
    clients = {name: new_client(name) for name in ("dynamodb", "s3", "sqs", "stepfunctions")}
    for table, (partition, sort, indexes) in TABLES.items():
        _create_table(clients["dynamodb"], table, partition, sort, indexes)
    clients["s3"].create_bucket(Bucket="bucket", CreateBucketConfiguration={"LocationConstraint": REGION})
    queue_url = clients["sqs"].create_queue(QueueName="jobs")["QueueUrl"]
    webhooks = clients["sqs"].create_queue(QueueName="webhooks")["QueueUrl"]
    machine = clients["stepfunctions"].create_state_machine(
        name="grader", definition=str(grader), roleArn=f"arn:aws:iam::{ACCOUNT}:role/grader"
    )
    variables = {
        "PROBLEMS_TABLE": "problems",
        "SUBMISSIONS_TABLE": "submissions",
        "JOBS_TABLE": "jobs",
        "CONNECTIONS_TABLE": "connections",
        "ACCESS_TABLE": "access",
        "BUCKET": "bucket",
        "GRADER_ARN": machine["stateMachineArn"],
        "JOB_QUEUE_URLS": json.dumps({"main": queue_url}),
        "REJUDGE_QUEUE_URLS": "",
        "WEBHOOK_QUEUE_URL": webhooks,
        "WEBSOCKET_ENDPOINT": "https://ws.example/api",
    }
    services = Services(Config(variables))
    services.__dict__["link"] = Silent()
    return Cloud(services, http, clients)


def _create_table(
    client: Any, name: str, partition: str, sort: str | None, indexes: list[tuple[str, str, str | None]]
) -> None:
    def schema(hash_key: str, range_key: str | None) -> list[dict[str, str]]:
        keys = [{"AttributeName": hash_key, "KeyType": "HASH"}]
        return keys + ([{"AttributeName": range_key, "KeyType": "RANGE"}] if range_key else [])

    names = {partition, *([sort] if sort else []), *(key for index in indexes for key in index[1:] if key)}
    more = [
        {"IndexName": index, "KeySchema": schema(first, second), "Projection": {"ProjectionType": "ALL"}}
        for index, first, second in indexes
    ]
    client.create_table(
        TableName=name,
        KeySchema=schema(partition, sort),
        AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key in sorted(names)],
        BillingMode="PAY_PER_REQUEST",
        **({"GlobalSecondaryIndexes": more} if more else {}),
    )
