"""Webhooks as the Standard Webhooks specification has them (github.com/standard-webhooks/standard-webhooks):
what is sent, how it is signed, where it may go, and when it is tried again.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import ipaddress
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.domain.submissions import Submission

MAX_URL = 2000
SECRET_BYTES = 32
SECRET_PREFIX = "whsec_"  # noqa: S105 - what every secret begins with
# Seconds between the tries of one webhook: eight tries, the last about an hour after the verdict. SQS delays a
# message by 15 minutes at most.
PAUSES_S = (5, 30, 120, 600, 900, 900, 900)
# The receiver says that it wants no more of this.
GONE = 410
_URL = re.compile(r"(https?)://([A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?)(?::([0-9]{1,5}))?(/[!-~]*)?")
_PORTS = {"http": 80, "https": 443}
_MAX_PORT = 65535
# Addresses of IPv6 that lead to some of IPv4.
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


@dataclass(frozen=True)
class Target:
    """The parts of a URL that a request needs; `path` with its query."""

    scheme: str
    host: str
    port: int
    path: str


def target(url: str, *, local: bool) -> Target | None:
    """None unless the URL is `https://host/...` on the usual port; on one machine also http and any port."""
    match = _URL.fullmatch(url) if len(url) <= MAX_URL else None
    if match is None or "#" in url:
        return None
    scheme, host, port_text, path = match.groups()
    port = int(port_text or _PORTS[scheme])
    is_usual = scheme == "https" and port == _PORTS[scheme]
    if not (is_usual or local) or not 0 < port <= _MAX_PORT:
        return None
    return Target(scheme, host, port, path or "/")


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet and leads nowhere else. See the registries of IANA."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return is_public(str(ip.ipv4_mapped))
        if ip.sixtofour is not None or ip.teredo is not None or ip in _NAT64:
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def new_secret(entropy: bytes) -> str:
    """`entropy` has at least `SECRET_BYTES` bytes."""
    return SECRET_PREFIX + base64.b64encode(entropy[:SECRET_BYTES]).decode()


def signed_headers(secret: str, id_: str, at_s: int, body: str) -> dict[str, str]:
    """The headers by which the receiver knows that we sent this body, and when (seconds since the epoch)."""
    key = base64.b64decode(secret.removeprefix(SECRET_PREFIX))
    digest = hmac.new(key, f"{id_}.{at_s}.{body}".encode(), hashlib.sha256).digest()
    signature = f"v1,{base64.b64encode(digest).decode()}"
    return {"webhook-id": id_, "webhook-timestamp": str(at_s), "webhook-signature": signature}


def pause_s(tries: int) -> int | None:
    """How long to wait after so many tries that failed; None: it was tried often enough."""
    return PAUSES_S[tries - 1] if tries <= len(PAUSES_S) else None


def verdict_id(submission: Submission) -> str:
    """The same for every delivery of the same verdict: receivers know by it what they have had."""
    return f"{submission.submission_id}-{submission.attempt}"


def verdict_body(submission: Submission) -> str:
    """What is told of a verdict, as JSON: no more than the submission's owner can read. Empty if there is none."""
    judgement = submission.judgement
    if judgement is None:
        return ""
    data: Mapping[str, object] = {
        "submission_id": submission.submission_id,
        "problem_id": submission.problem_id,
        "problem_version": submission.problem_version,
        "language": submission.language,
        "attempt": submission.attempt,
        "verdict": judgement.result.verdict,
        "verdict_code": judgement.result.verdict.code,
        "score": judgement.result.score,
        "tests_passed": judgement.totals.tests_passed,
        "tests_total": judgement.totals.tests_total,
        "created_at": submission.created_at,
        "finished_at": submission.finished_at,
    }
    return json.dumps({"type": "submission.judged", "timestamp": submission.finished_at, "data": data})
