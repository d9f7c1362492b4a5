"""API keys and tickets: what is told once, and the hash that is kept.

Both are made of 32 random bytes, so their SHA-256 needs neither salt nor slowness: there is nothing to guess.
"""

from __future__ import annotations

import base64
import hmac
import re
from dataclasses import dataclass

from chalicelib.domain.identity import Caller, Scope, keyholder
from chalicelib.protocol import sha256_hex

PREFIX = "alpaco_"
ID_LENGTH = 12
ENTROPY_BYTES = 40
TICKET_EXPIRES_S = 60
_KEY = re.compile(rf"{PREFIX}([a-z2-7]{{{ID_LENGTH}}})_([a-z2-7]{{52}})")
OWNER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@:/+-]{0,127}")


@dataclass(frozen=True)
class StoredKey:
    """A key as it is kept. `expires_at` in seconds since the epoch; None: never."""

    key_id: str
    secret_sha256: str
    owner: str
    scopes: frozenset[Scope]
    created_at: str
    expires_at: int | None = None

    @property
    def caller(self) -> Caller:
        return keyholder(self.owner, self.scopes)

    def opens_with(self, secret: str, now_s: float) -> bool:
        is_current = self.expires_at is None or now_s < self.expires_at
        return hmac.compare_digest(sha256_hex(secret.encode()), self.secret_sha256) and is_current


def new_key(
    entropy: bytes, owner: str, scopes: frozenset[Scope], *, created_at: str, expires_at: int | None = None
) -> tuple[str, StoredKey]:
    """The key as its owner gets it, and as it is kept. `entropy` has `ENTROPY_BYTES`."""
    key_id, secret = _text(entropy[32:])[:ID_LENGTH], _text(entropy[:32])
    stored = StoredKey(key_id, sha256_hex(secret.encode()), owner, scopes, created_at, expires_at)
    return f"{PREFIX}{key_id}_{secret}", stored


def parse_key(text: str) -> tuple[str, str] | None:
    """Id and secret; None if it does not look like a key."""
    match = _KEY.fullmatch(text)
    return (match[1], match[2]) if match else None


def new_ticket(entropy: bytes) -> str:
    return _text(entropy[:32])


def _text(data: bytes) -> str:
    return base64.b32encode(data).decode().lower().rstrip("=")
