"""Under what name a caller's generations are kept."""

from __future__ import annotations

from chalice.app import Request

from chalicelib.api import access
from chalicelib.domain import identity
from chalicelib.domain.callers import Caller, CallerKind


def of_request(request: Request) -> Caller:
    known = access.caller_of(request)
    if known.owner:
        return _named(known)
    source = (request.context or {}).get("identity") or {}
    return Caller(CallerKind.ADDRESS, str(source.get("sourceIp", "")))


def of_connection(connection_id: str, known: identity.Caller) -> Caller:
    """`known` is who opened the connection."""
    return _named(known) if known.owner else Caller(CallerKind.CONNECTION, connection_id)


def _named(known: identity.Caller) -> Caller:
    return Caller(CallerKind.USER, known.owner, steers_all=known.sees_all)
