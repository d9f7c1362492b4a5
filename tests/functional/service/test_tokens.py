"""Tokens of an identity provider, signed with real keys that a real server publishes."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
import pytest
from chalicelib.adapters.tokens import JwtVerifier, Provider
from chalicelib.errors import Unauthenticated, Unavailable
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)
EC = ec.generate_private_key(ec.SECP256R1())
STRANGER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
CLAIMS = {"iss": "https://id.example", "aud": "alpaco", "sub": "ada", "scope": "grade"}


def published() -> bytes:
    keys = [
        {**json.loads(RSAAlgorithm.to_jwk(RSA.public_key())), "kid": "r", "use": "sig"},
        {**json.loads(ECAlgorithm.to_jwk(EC.public_key())), "kid": "e", "use": "sig"},
    ]
    return json.dumps({"keys": keys}).encode()


@pytest.fixture(scope="module")
def verifier() -> Iterator[JwtVerifier]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(published())

        def log_message(self, *_: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield JwtVerifier(Provider(f"http://127.0.0.1:{server.server_port}/jwks", "https://id.example", "alpaco"))
    server.shutdown()


def signed(key: Any = RSA, algorithm: str = "RS256", kid: str = "r", **changed: object) -> str:
    claims = {**CLAIMS, "exp": int(time.time()) + 600, **changed}
    return jwt.encode({k: v for k, v in claims.items() if v is not None}, key, algorithm, headers={"kid": kid})


def test_tokens_of_both_kinds_of_key_are_taken(verifier: JwtVerifier) -> None:
    assert verifier.verify(signed()).subject == "ada"
    assert verifier.verify(signed(EC, "ES256", "e")).scope == "grade"
    assert verifier.verify(signed(scope=None, scp=["grade", "generate"])).scope == "grade generate"


@pytest.mark.parametrize(
    "token",
    [
        pytest.param(signed(STRANGER), id="another key"),
        pytest.param(signed(kid="unknown"), id="unknown kid"),
        pytest.param(signed(exp=1), id="expired"),
        pytest.param(signed(exp=None), id="without expiry"),
        pytest.param(signed(aud="other"), id="other audience"),
        pytest.param(signed(iss="https://evil.example"), id="other issuer"),
        pytest.param(signed(sub=None), id="without subject"),
        pytest.param(signed(nbf=int(time.time()) + 3600), id="not yet"),
        pytest.param(jwt.encode({**CLAIMS, "exp": 2**40}, "", "none", headers={"kid": "r"}), id="unsigned"),
        pytest.param(jwt.encode({**CLAIMS, "exp": 2**40}, "k" * 32, "HS256", headers={"kid": "r"}), id="symmetric"),
        pytest.param(signed()[:-4] + "AAAA", id="damaged"),
        pytest.param("x", id="no token"),
        pytest.param("a.b.c", id="three words"),
        pytest.param("x" * 10_000, id="too long"),
    ],
)
def test_other_tokens_are_refused(verifier: JwtVerifier, token: str) -> None:
    with pytest.raises(Unauthenticated):
        verifier.verify(token)


def test_a_provider_that_is_down_is_no_refusal() -> None:
    with pytest.raises(Unavailable):
        JwtVerifier(Provider("http://127.0.0.1:9/jwks", "https://id.example", "alpaco")).verify(signed())
