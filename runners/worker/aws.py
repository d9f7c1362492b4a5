"""The ports on AWS: SQS, Step Functions, S3."""

from __future__ import annotations

import json
import logging
import os
from dataclasses import dataclass
from typing import Any

from chalicelib.protocol import ObjectRef, sha256_hex

from worker.lease import VISIBILITY_S
from worker.ports import LONG_POLL_S, Delivery, ObjectDamaged

log = logging.getLogger(__name__)

MAX_CAUSE = 1000
_LATE = ("TaskTimedOut", "TaskDoesNotExist", "InvalidToken")
# The lease was over, and somebody else has received the message, or deleted it.
_ANOTHERS = ("ReceiptHandleIsInvalid", "AWS.SimpleQueueService.ReceiptHandleIsInvalid")
_EXISTS = ("PreconditionFailed", "ConditionalRequestConflict")
_MISSING = ("NoSuchKey", "404")


def _code(exc: Any) -> str:
    return str(exc.response["Error"]["Code"])


@dataclass(frozen=True)
class Clients:
    """boto3 clients; made once, before the worker shuts its memory."""

    sqs: Any
    stepfunctions: Any
    s3: Any

    @classmethod
    def make(cls) -> Clients:
        import boto3
        from botocore.config import Config

        session = boto3.session.Session()
        # Longer than a long poll; retries outlast a short trouble of the network.
        config = Config(
            connect_timeout=5,
            read_timeout=LONG_POLL_S + 10,
            retries={"mode": "standard", "total_max_attempts": 6},
            max_pool_connections=50,
            s3={"addressing_style": "path" if os.environ.get("AWS_ENDPOINT_URL") else "auto"},
        )
        return cls(*(session.client(name, config=config) for name in ("sqs", "stepfunctions", "s3")))


class SqsInbox:
    def __init__(self, client: Any) -> None:
        self._client = client

    def receive(self, queue_url: str, wait_s: int = LONG_POLL_S) -> Delivery | None:
        answer = self._client.receive_message(
            QueueUrl=queue_url, MaxNumberOfMessages=1, WaitTimeSeconds=wait_s, VisibilityTimeout=VISIBILITY_S
        )
        for message in answer.get("Messages", ()):
            return Delivery(queue_url, message["ReceiptHandle"], message["Body"])
        return None

    def extend(self, delivery: Delivery, seconds: int) -> None:
        self._client.change_message_visibility(
            QueueUrl=delivery.queue_url, ReceiptHandle=delivery.receipt, VisibilityTimeout=seconds
        )

    def delete(self, delivery: Delivery) -> None:
        try:
            self._client.delete_message(QueueUrl=delivery.queue_url, ReceiptHandle=delivery.receipt)
        except self._client.exceptions.ClientError as exc:
            if _code(exc) not in _ANOTHERS:
                raise
            log.info("message_is_anothers")


class NoMessages:
    """For a task that was started for one job, which no queue holds."""

    def extend(self, delivery: Delivery, seconds: int) -> None:
        pass

    def delete(self, delivery: Delivery) -> None:
        pass


class TaskTokens:
    def __init__(self, client: Any) -> None:
        self._client = client

    def heartbeat(self, token: str) -> bool:
        return self._waited(self._client.send_task_heartbeat, taskToken=token)

    def succeed(self, token: str, output: dict[str, object]) -> bool:
        return self._waited(self._client.send_task_success, taskToken=token, output=json.dumps(output))

    def fail(self, token: str, error: str, cause: str) -> bool:
        return self._waited(self._client.send_task_failure, taskToken=token, error=error, cause=cause[:MAX_CAUSE])

    def _waited(self, call: Any, **parameters: str) -> bool:
        try:
            call(**parameters)
        except self._client.exceptions.ClientError as exc:
            if _code(exc) in _LATE:
                return False
            raise
        return True


class S3Store:
    def __init__(self, client: Any, bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def get(self, ref: ObjectRef) -> bytes:
        data = self.find(ref.key)
        if data is None:
            raise ObjectDamaged(f"{ref.key} is missing")
        if sha256_hex(data) != ref.sha256:
            raise ObjectDamaged(f"{ref.key} does not have its SHA-256")
        return data

    def find(self, key: str) -> bytes | None:
        try:
            data: bytes = self._client.get_object(Bucket=self._bucket, Key=key)["Body"].read()
        except self._client.exceptions.ClientError as exc:
            if _code(exc) in _MISSING:
                return None
            raise
        return data

    def put_new(self, key: str, data: bytes) -> bool:
        try:
            self._client.put_object(Bucket=self._bucket, Key=key, Body=data, IfNoneMatch="*")
        except self._client.exceptions.ClientError as exc:
            if _code(exc) in _EXISTS:
                return False
            raise
        return True

    def put(self, key: str, data: bytes) -> None:
        self._client.put_object(Bucket=self._bucket, Key=key, Body=data)


class NoPost:
    """Where nobody listens."""

    def send(self, body: str) -> None:
        pass


class SqsPost:
    def __init__(self, client: Any, queue_url: str) -> None:
        self._client = client
        self._queue_url = queue_url

    def send(self, body: str) -> None:
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            self._client.send_message(QueueUrl=self._queue_url, MessageBody=body)
        except (ClientError, BotoCoreError) as exc:
            log.warning("progress_not_sent", extra={"error": type(exc).__name__})
