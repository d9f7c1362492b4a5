"""Under what name a caller's generations are kept."""

from __future__ import annotations

from chalice.app import Request

from chalicelib.api import access
from chalicelib.domain import identity
from chalicelib.domain.requesters import Requester, RequesterKind


def of_request(request: Request) -> Requester:
    known = access.caller_of(request)
    if known.owner:
        return _named(known)
    source = (request.context or {}).get("identity") or {}
    return Requester(RequesterKind.ADDRESS, str(source.get("sourceIp", "")))


def of_connection(connection_id: str, known: identity.Caller) -> Requester:
    """`known` is who opened the connection."""
    return _named(known) if known.owner else Requester(RequesterKind.CONNECTION, connection_id)


def _named(known: identity.Caller) -> Requester:
    return Requester(RequesterKind.USER, known.owner, steers_all=known.sees_all)
