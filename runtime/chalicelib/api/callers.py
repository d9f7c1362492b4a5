"""Who sent a request, as API Gateway tells it in the request's context."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from chalice.app import Request

from chalicelib.domain.callers import Caller, CallerKind

Context = Mapping[str, Any]


def user_of(context: Context) -> str:
    """The name by which the authorizer knows the caller; empty if there is none."""
    authorizer = cast("Context", context.get("authorizer") or {})
    identity = cast("Context", context.get("identity") or {})
    return str(authorizer.get("principalId") or identity.get("userArn") or "")


def of_request(request: Request) -> Caller:
    context = cast("Context", request.context or {})
    user = user_of(context)
    if user:
        return Caller(CallerKind.USER, user)
    return Caller(CallerKind.ADDRESS, str((context.get("identity") or {}).get("sourceIp", "")))


def of_connection(connection_id: str, user: str) -> Caller:
    """`user` is what was known of the caller when the connection was opened."""
    return Caller(CallerKind.USER, user) if user else Caller(CallerKind.CONNECTION, connection_id)
