"""AWS as operators reach it. Nothing is imported before it is needed: boto3 takes longer than most commands."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

DEFAULT_REGION = "ap-northeast-2"


class OperatorError(Exception):
    """One line for the operator: what is the matter, and what to do."""


def region_of(environ: dict[str, str] | None = None) -> str:
    """Where the stack is deployed: as for `cdk deploy`, Seoul unless CDK_DEPLOY_REGION names another region."""
    return (os.environ if environ is None else environ).get("CDK_DEPLOY_REGION", DEFAULT_REGION)


def client(service: str) -> Any:
    import boto3
    from botocore.config import Config

    config = Config(connect_timeout=5, read_timeout=15, retries={"mode": "standard", "total_max_attempts": 3})
    session: Any = boto3.session.Session(region_name=region_of())
    return session.client(service, config=config)


@contextmanager
def told_plainly() -> Iterator[None]:
    """Raises OperatorError for what AWS or the way to it refuses."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except ClientError as exc:
        error = exc.response["Error"]
        raise OperatorError(f"AWS refuses {exc.operation_name}: {error['Code']}: {error['Message']}") from exc
    except BotoCoreError as exc:
        raise OperatorError(f"AWS cannot be reached: {exc}") from exc


def is_code(exc: Exception, code: str) -> bool:
    """Whether AWS answered with this error."""
    answer: dict[str, dict[str, str]] = getattr(exc.__cause__, "response", {})
    return answer.get("Error", {}).get("Code") == code
