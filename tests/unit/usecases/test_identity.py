"""Keys, tokens and tickets: who is let in, and as whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from chalicelib.config import Config
from chalicelib.domain import credentials, identity
from chalicelib.domain.credentials import StoredKey
from chalicelib.domain.identity import ANYBODY, AuthMode, Caller, Scope
from chalicelib.errors import ConfigError, Unauthenticated
from chalicelib.usecases.identity import Claims, Identity, Tickets

from tests.unit.usecases.fakes_service import START, FakeClock

GRADE = frozenset({Scope.GRADE})
TEXT, KEY = credentials.new_key(bytes(range(40)), "ada", GRADE, created_at="now")
NOW_S = START.timestamp()


@dataclass
class MemoryAccess:
    keys: dict[str, StoredKey] = field(default_factory=dict)
    tickets: dict[str, tuple[Caller, int]] = field(default_factory=dict)

    def key(self, key_id: str) -> StoredKey | None:
        return self.keys.get(key_id)

    def add_ticket(self, digest: str, caller: Caller, expires_at: int) -> None:
        self.tickets[digest] = (caller, expires_at)

    def take_ticket(self, digest: str) -> tuple[Caller, int] | None:
        return self.tickets.pop(digest, None)


class FakeVerifier:
    def verify(self, token: str) -> Claims:
        if token != "good":
            raise Unauthenticated("bad token")
        return Claims("bob", "openid alpaco:grade generate")


def door(mode: AuthMode, *keys: StoredKey) -> Identity:
    return Identity(mode, MemoryAccess({key.key_id: key for key in keys}), FakeVerifier, FakeClock())


def test_key_names_its_owner_and_scopes() -> None:
    assert door(AuthMode.KEY, KEY).of_request(f"Bearer {TEXT}") == identity.keyholder("ada", GRADE)
    assert TEXT not in repr(KEY)


@pytest.mark.parametrize(
    "authorization",
    [
        "",
        "Bearer",
        "Basic YTpi",
        TEXT,
        f"Bearer {TEXT}x",
        f"Bearer {TEXT[:-1]}",
        "Bearer good",
        f"Bearer {TEXT[:-4]}aaaa",
    ],
)
def test_anything_else_is_refused(authorization: str) -> None:
    with pytest.raises(Unauthenticated):
        door(AuthMode.KEY, KEY).of_request(authorization)


def test_revoked_and_expired_keys_are_refused() -> None:
    _, expired = credentials.new_key(bytes(range(40)), "ada", GRADE, created_at="", expires_at=int(NOW_S))
    for keys in ((), (expired,)):
        with pytest.raises(Unauthenticated):
            door(AuthMode.KEY, *keys).of_request(f"Bearer {TEXT}")


def test_token_names_a_user_who_cannot_be_mistaken_for_the_owner_of_a_key() -> None:
    caller = door(AuthMode.JWT, KEY).of_request("bearer good")
    assert caller == Caller("user:bob", frozenset({Scope.GRADE, Scope.GENERATE}))
    assert door(AuthMode.JWT, KEY).of_request(f"Bearer {TEXT}").owner == "ada"


def test_signer_is_who_api_gateway_says() -> None:
    caller = door(AuthMode.IAM).of_request("AWS4-HMAC-SHA256 ...", "arn:aws:iam::1:user/ada")
    assert (caller.owner, caller.sees_all) == ("iam:arn:aws:iam::1:user/ada", False)
    with pytest.raises(Unauthenticated):
        door(AuthMode.IAM).of_request("AWS4-HMAC-SHA256 ...")


def test_ticket_is_good_once_and_for_a_minute() -> None:
    clock, access = FakeClock(), MemoryAccess()
    tickets = Tickets(AuthMode.KEY, access, clock, lambda: bytes(40))
    caller = identity.keyholder("ada", GRADE)
    first = tickets.issue(caller)
    assert first.ticket not in access.tickets
    assert tickets.admit(first.ticket) == caller
    late = tickets.issue(caller)
    clock.pass_(timedelta(seconds=credentials.TICKET_EXPIRES_S))
    for ticket in (first.ticket, late.ticket, "", "x" * 100_000):
        with pytest.raises(Unauthenticated):
            tickets.admit(ticket)


def test_one_machine_lets_everybody_in_and_no_other_does() -> None:
    assert door(AuthMode.NONE).of_request("") == ANYBODY
    assert Config({}).auth_mode is AuthMode.NONE
    for variables in ({"AUTH_MODE": "none"}, {}, {"AUTH_MODE": "password"}):
        with pytest.raises(ConfigError, match="AUTH_MODE"):
            _ = Config({"ALPACO_STAGE": "prod", **variables}).auth_mode
