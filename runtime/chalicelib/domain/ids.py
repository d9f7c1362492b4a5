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


def run_id(entropy: bytes) -> str:
    return "r" + _encode(entropy)


def upload_id(entropy: bytes) -> str:
    return "u" + _encode(entropy)


def keyed(owner: str, idempotency_key: str, place: int | None = None) -> bytes:
    """What stands for entropy where a request has a key; `place` counts the submissions of a batch.

    The same key of the same owner names the same submission: that is all that makes a repetition harmless.
    """
    batch = "" if place is None else f"{place}/"
    return hashlib.sha256(f"{batch}{len(owner)}:{owner}:{idempotency_key}".encode()).digest()


def log_id(submission_id: str, attempt: int) -> str:
    """The log of frames of an attempt: a log ends once, so each rejudge begins one of its own."""
    return submission_id if attempt == 1 else f"{submission_id}-{attempt}"


def submission_of_log(log_id: str) -> str:
    return log_id.partition("-")[0]


def is_submission(id_: str) -> bool:
    return id_.startswith("s")


def is_custom_run(id_: str) -> bool:
    return id_.startswith("r")


def is_log_of_submission(id_: str) -> bool:
    """Whether the frames of that id are those of a submission or custom run, not of a generation."""
    return is_submission(id_) or is_custom_run(id_)


def execution_name(job_id: str, attempt: int) -> str:
    """Step Functions starts a name once in 90 days, so a second start of the same attempt does nothing."""
    return f"{job_id}-{attempt}"
