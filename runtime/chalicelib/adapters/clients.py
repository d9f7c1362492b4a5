"""boto3 clients, each made once. boto3 itself honours AWS_ENDPOINT_URL."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import boto3
from botocore.config import Config as ClientConfig


class Clients:
    """`endpoint_url`: where the AWS APIs are served if not by AWS."""

    def __init__(self, endpoint_url: str | None) -> None:
        self.session = boto3.session.Session()
        self._addressing = "path" if endpoint_url else "auto"

    @cached_property
    def dynamodb(self) -> Any:
        return self.session.client("dynamodb", config=_config())

    @cached_property
    def stepfunctions(self) -> Any:
        return self.session.client("stepfunctions", config=_config())

    @cached_property
    def secretsmanager(self) -> Any:
        return self.session.client("secretsmanager", config=_config())

    @cached_property
    def sqs(self) -> Any:
        return self.session.client("sqs", config=_config())

    @cached_property
    def s3(self) -> Any:
        # Only version 4 of S3's signatures covers the length of an upload, and boto3 presigns with version 2 by itself.
        config = _config(signature_version="s3v4", s3={"addressing_style": self._addressing})
        return self.session.client("s3", config=config)


def _config(**more: Any) -> ClientConfig:
    """Time-outs that leave room for a second try within the 29 s of an API call."""
    return ClientConfig(
        connect_timeout=2, read_timeout=10, retries={"mode": "standard", "total_max_attempts": 4}, **more
    )
