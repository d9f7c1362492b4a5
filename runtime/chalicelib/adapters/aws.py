"""Faults of AWS clients in the words of the service: what may pass by itself, and what is broken."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from chalicelib.errors import Broken, Unavailable

_PASSING = frozenset(
    {
        "InternalError",
        "InternalFailure",
        "InternalServerError",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "RequestTimeout",
        "ServiceUnavailable",
        "SlowDown",
        "Throttling",
        "ThrottlingException",
        "TransactionInProgressException",
        "TooManyRequestsException",
    }
)
_SERVER_FAULT = 500


def error_code(exc: Exception) -> str:
    """The service's name for a fault, e.g. `NoSuchKey`; empty if it did not come from a service."""
    response = getattr(exc, "response", None)
    return str(response["Error"]["Code"]) if isinstance(response, dict) and "Error" in response else ""


@contextmanager
def translated(what: str) -> Iterator[None]:
    """Turns faults of boto3 into ours: Unavailable if trying again may help, else Broken."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        yield
    except ClientError as exc:
        status = exc.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        kind = Unavailable if error_code(exc) in _PASSING or status >= _SERVER_FAULT else Broken
        raise kind(f"{what}: {exc}") from exc
    except BotoCoreError as exc:
        raise Unavailable(f"{what}: {exc}") from exc
