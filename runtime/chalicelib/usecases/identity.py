"""Finding out who calls: by an API key, a token of an identity provider, a ticket, or a signature of AWS."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from chalicelib.domain import credentials, identity
from chalicelib.domain.credentials import TICKET_EXPIRES_S, StoredKey
from chalicelib.domain.identity import ANYBODY, AuthMode, Caller
from chalicelib.errors import Unauthenticated
from chalicelib.protocol import sha256_hex
from chalicelib.usecases.ports import Clock, Entropy

log = logging.getLogger(__name__)

BEARER = "bearer "
# Of a token's subject: it becomes part of keys of tables.
MAX_SUBJECT_CHARACTERS = 200


@dataclass(frozen=True)
class Claims:
    """What of a verified token counts."""

    subject: str
    scope: str


class KeyStore(Protocol):
    def key(self, key_id: str) -> StoredKey | None: ...


class TicketStore(Protocol):
    def add_ticket(self, digest: str, caller: Caller, expires_at: int) -> None: ...

    def take_ticket(self, digest: str) -> tuple[Caller, int] | None:
        """Whose it is and when it expires; gone with this call. None if there is none."""


class TokenVerifier(Protocol):
    def verify(self, token: str) -> Claims:
        """Raises Unauthenticated; Unavailable if the provider's keys cannot be had."""


@dataclass(frozen=True)
class Ticket:
    """Lets one connection in, once."""

    ticket: str
    expires_s: int


@dataclass(frozen=True)
class Identity:
    """`verifier` makes what checks tokens; it is asked for only where there are tokens."""

    mode: AuthMode
    keys: KeyStore
    verifier: Callable[[], TokenVerifier]
    clock: Clock

    def of_request(self, authorization: str, signer_arn: str = "") -> Caller:
        """By the header `Authorization`, or the signer whom API Gateway has checked. Raises Unauthenticated."""
        if self.mode is AuthMode.NONE:
            return ANYBODY
        if self.mode is AuthMode.IAM:
            return _signer(signer_arn)
        token = _bearer(authorization)
        parsed = credentials.parse_key(token)
        if parsed:
            return self._by_key(*parsed)
        if self.mode is AuthMode.JWT:
            return self._by_token(token)
        raise Unauthenticated("this is no API key")

    def _by_key(self, key_id: str, secret: str) -> Caller:
        stored = self.keys.key(key_id)
        if stored is None or not stored.opens_with(secret, self.clock().timestamp()):
            log.info("key_refused", extra={"key_id": key_id})
            raise Unauthenticated("the API key is unknown, revoked or expired")
        return stored.caller

    def _by_token(self, token: str) -> Caller:
        claims = self.verifier().verify(token)
        if not 0 < len(claims.subject) <= MAX_SUBJECT_CHARACTERS or not claims.subject.isprintable():
            raise Unauthenticated("the token's subject is unusable")
        return identity.user(claims.subject, identity.scopes_of(claims.scope))


@dataclass(frozen=True)
class Tickets:
    """A browser cannot send a header when it opens a WebSocket: it buys a ticket over HTTP first."""

    mode: AuthMode
    store: TicketStore
    clock: Clock
    entropy: Entropy

    def issue(self, caller: Caller) -> Ticket:
        ticket = credentials.new_ticket(self.entropy())
        expires_at = int(self.clock().timestamp()) + TICKET_EXPIRES_S
        self.store.add_ticket(_digest(ticket), caller, expires_at)
        return Ticket(ticket, TICKET_EXPIRES_S)

    def admit(self, ticket: str, signer_arn: str = "") -> Caller:
        """Whose connection it is. Raises Unauthenticated if the ticket is missing, used, or expired."""
        if ticket:
            return self._redeem(ticket)
        if self.mode is AuthMode.NONE:
            return ANYBODY
        if self.mode is AuthMode.IAM:
            return _signer(signer_arn)
        raise Unauthenticated("a connection needs a ticket of POST /tickets")

    def _redeem(self, ticket: str) -> Caller:
        taken = self.store.take_ticket(_digest(ticket))
        if taken is None or self.clock().timestamp() >= taken[1]:
            raise Unauthenticated("the ticket is unknown, used or expired")
        return taken[0]


def _digest(ticket: str) -> str:
    return sha256_hex(ticket.encode())


def _signer(arn: str) -> Caller:
    if not arn:
        raise Unauthenticated("the request is not signed")
    return identity.signer(arn)


def _bearer(authorization: str) -> str:
    if not authorization[: len(BEARER)].lower() == BEARER:
        raise Unauthenticated("the header Authorization: Bearer is missing")
    return authorization[len(BEARER) :].strip()
