"""Tokens of an identity provider, checked with PyJWT against the provider's published keys (JWKS)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import jwt
from jwt import PyJWKClient
from jwt.exceptions import PyJWKClientConnectionError, PyJWTError

from chalicelib.errors import Unauthenticated, Unavailable
from chalicelib.usecases.identity import Claims

# Never a symmetric one: with HS256 whoever knows the published key could sign.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA")
LEEWAY_S = 30
KEYS_LIVE_S = 600
FETCH_TIMEOUT_S = 5
MAX_TOKEN_CHARACTERS = 8192


@dataclass(frozen=True)
class Provider:
    """Where the keys are, who must have issued a token, and for whom."""

    jwks_url: str
    issuer: str
    audience: str


class JwtVerifier:
    def __init__(self, provider: Provider) -> None:
        self._provider = provider
        self._keys = PyJWKClient(provider.jwks_url, lifespan=KEYS_LIVE_S, timeout=FETCH_TIMEOUT_S)

    def verify(self, token: str) -> Claims:
        if len(token) > MAX_TOKEN_CHARACTERS:
            raise Unauthenticated("the token is too long")
        try:
            key = self._keys.get_signing_key_from_jwt(token)
            claims = jwt.decode(
                token,
                key,
                algorithms=list(ALGORITHMS),
                audience=self._provider.audience,
                issuer=self._provider.issuer,
                leeway=LEEWAY_S,
                options={"require": ["exp", "sub", "iss", "aud"]},
            )
        except PyJWKClientConnectionError as exc:
            raise Unavailable("the identity provider's keys cannot be had") from exc
        except (PyJWTError, ValueError, RecursionError) as exc:
            raise Unauthenticated(f"the token is refused: {type(exc).__name__}") from exc
        return Claims(subject=str(claims["sub"]), scope=_scope(claims))


def _scope(claims: dict[str, Any]) -> str:
    """`scope` as RFC 8693 has it, or the list `scp` or `permissions` that some providers send instead."""
    for name in ("scope", "scp", "permissions"):
        value = claims.get(name)
        if isinstance(value, str):
            return value
        if isinstance(value, list):
            return " ".join(str(item) for item in value)
    return ""
