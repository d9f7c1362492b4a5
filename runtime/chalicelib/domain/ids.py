"""Names of submissions, generations and uploads: letters and digits that fit keys, URLs and execution names."""

from __future__ import annotations

import base64
import hashlib

ID_LENGTH = 26


def _encode(data: bytes) -> str:
    return base64.b32encode(data).decode().lower().rstrip("=")[: ID_LENGTH - 1]


def submission_id(entropy: bytes) -> str:
    return "s" + _encode(entropy)


def generation_id(entropy: bytes) -> str:
    return "g" + _encode(entropy)


def upload_id(entropy: bytes) -> str:
    return "u" + _encode(entropy)


def keyed_submission_id(owner: str, idempotency_key: str) -> str:
    """The same key of the same owner names the same submission: that is all that makes a repetition harmless."""
    return "s" + _encode(hashlib.sha256(f"{len(owner)}:{owner}:{idempotency_key}".encode()).digest())


def execution_name(job_id: str, attempt: int) -> str:
    """Step Functions starts a name once in 90 days, so a second start of the same attempt does nothing."""
    return f"{job_id}-{attempt}"
