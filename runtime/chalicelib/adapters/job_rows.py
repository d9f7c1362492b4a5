"""Generation jobs as rows of the jobs table, there and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from chalicelib.domain.generation import (
    Difficulty,
    DraftState,
    GenerationJob,
    GenerationRequest,
    Remake,
    Spending,
)

JOB = "#job"


def key(job_id: str, sk: str) -> dict[str, dict[str, str]]:
    return {"job_id": {"S": job_id}, "sk": {"S": sk}}


def to_item(job: GenerationJob) -> dict[str, Any]:
    """The row of a new job."""
    return {
        **key(job.job_id, JOB),
        "request": {"S": json.dumps(asdict(job.request))},
        "model": {"S": job.model},
        "attempt": {"N": str(job.attempt)},
        "created_at": {"N": repr(job.created_at)},
        "finished": {"M": {stage: {"N": str(attempt)} for stage, attempt in job.finished.items()}},
        "owner": {"S": job.owner},
        **({"first": {"S": job.first}} if job.first else {}),
        **({"trace_id": {"S": job.trace_id}} if job.trace_id else {}),
        **({"remake": {"S": json.dumps(asdict(job.remake))}} if job.remake else {}),
    }


def from_item(item: Mapping[str, Any]) -> GenerationJob:
    return GenerationJob(
        job_id=item["job_id"]["S"],
        attempt=int(item["attempt"]["N"]),
        request=_request(item["request"]["S"]),
        model=item["model"]["S"],
        created_at=float(item["created_at"]["N"]),
        finished={stage: int(attempt["N"]) for stage, attempt in item["finished"]["M"].items()},
        ended="ended" in item,
        owner=_text(item, "owner"),
        first=_text(item, "first"),
        remake=Remake(**json.loads(item["remake"]["S"])) if "remake" in item else None,
        state=DraftState(_text(item, "draft_state") or DraftState.OPEN),
        spending=Spending(**json.loads(item["spending"]["S"])) if "spending" in item else Spending(),
        goes_on="goes_on" in item,
        trace_id=_text(item, "trace_id"),
    )


def _text(item: Mapping[str, Any], name: str) -> str:
    return str(item[name]["S"]) if name in item else ""


def _request(text: str) -> GenerationRequest:
    raw = json.loads(text)
    return GenerationRequest(**{**raw, "difficulty": Difficulty(raw["difficulty"])})
