"""Who may call: every HTTP request passes here before its route does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING

from chalice.app import Request, Response

from chalicelib.api import http
from chalicelib.domain.identity import Caller, Scope
from chalicelib.domain.limits import Ask
from chalicelib.errors import Forbidden, Unauthenticated

if TYPE_CHECKING:
    from chalicelib.bootstrap import Services

CALLER = "alpaco.caller"


@http.endpoint
def guarded(
    request: Request, get_response: Callable[[Request], Response], services: Callable[[], Services]
) -> Response:
    """Lets a request through to its route if its caller is known and may do this."""
    scope = scope_of(str(request.method), str(request.context.get("resourcePath")))
    if scope is not Scope.PUBLIC:
        request.context[CALLER] = _admitted(request, scope, services())
    return get_response(request)


def caller_of(request: Request) -> Caller:
    """Who sends a request that was let through. Raises Unauthenticated."""
    caller = request.context.get(CALLER)
    if not isinstance(caller, Caller):
        raise Unauthenticated("the request was not checked")
    return caller


def require(caller: Caller, scope: Scope) -> None:
    """Raises Forbidden."""
    if not caller.may(scope):
        raise Forbidden(f"this needs the scope {scope}")


def scope_of(method: str, path: str) -> Scope:
    """What a route asks for; a route that is not described is for administrators only."""
    return _scopes().get((method, path), Scope.ADMIN)


def signer_arn(context: dict[str, object]) -> str:
    """Who signed, as API Gateway says; empty if nobody did."""
    identity = context.get("identity")
    return str(identity.get("userArn") or "") if isinstance(identity, dict) else ""


@http.endpoint
def ticket(request: Request, services: Services) -> Response:
    """POST /tickets: lets one WebSocket connection in, as the caller."""
    caller = caller_of(request)
    services.limits.charge(caller, Ask.TICKET)
    return http.reply(asdict(services.tickets.issue(caller)), 201)


@http.endpoint
def webhook_secret(request: Request, services: Services) -> Response:
    """POST /webhook-secret: what the caller's webhooks are signed with from now on. It is told once."""
    return http.reply({"secret": services.webhook_secrets.renew(caller_of(request))}, 201)


def charge_generation(caller: Caller, services: Services) -> None:
    """Before a generation begins. Raises OverLimit."""
    services.limits.charge(caller, Ask.GENERATE)
    services.budget.require()


def _admitted(request: Request, scope: Scope, services: Services) -> Caller:
    authorization = str(request.headers.get("authorization", ""))
    caller = services.identity.of_request(authorization, signer_arn(request.context))
    require(caller, scope)
    return caller


@cache
def _scopes() -> dict[tuple[str, str], Scope]:
    # Here, because nothing but HTTP needs it.
    from chalicelib.api.operations import OPERATIONS

    return {(operation.method, operation.path): operation.scope for operation in OPERATIONS}
