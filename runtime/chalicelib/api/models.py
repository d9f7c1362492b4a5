"""Bodies that clients send, as pydantic models. Imported when a body arrives: pydantic costs 70 ms of a cold start."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Text = Annotated[str, Field(min_length=1)]


class Body(BaseModel):
    """Unknown fields are refused: a misspelt one would otherwise be ignored silently."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class GradeBody(Body):
    """POST /problems/{problem_id}/grade"""

    language: Annotated[str, Field(min_length=1, max_length=40)]
    code: Text
    webhook_url: Annotated[str, Field(max_length=2000)] = ""


class GradeAnyBody(GradeBody):
    """POST /grade"""

    problem_id: Annotated[str, Field(min_length=1, max_length=64)]


class BatchBody(Body):
    """POST /submissions"""

    submissions: Annotated[list[GradeAnyBody], Field(min_length=1, max_length=50)]


class RejudgeBody(Body):
    """POST /problems/{problem_id}/rejudge"""

    limit: Annotated[int, Field(ge=1, le=100)] = 100
    cursor: Annotated[str, Field(max_length=1000)] = ""


class RunBody(Body):
    """POST /runs"""

    language: Annotated[str, Field(min_length=1, max_length=40)]
    code: Text
    stdin: str = ""


class GenerateBody(Body):
    """POST /generations"""

    prompt: Annotated[str, Field(min_length=1, max_length=4000)]
    difficulty: Literal["tutorial", "easy", "medium", "hard"]
    language: Annotated[str, Field(max_length=35, pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
    seed: Annotated[int, Field(ge=0, le=2**53 - 1)] | None = None
    request_id: Annotated[str, Field(max_length=128)] = ""
    near_wait_s: Annotated[int, Field(ge=0, le=120)] = 0


class ChooseBody(Body):
    """POST /generations/{job_id}/choose"""

    problem_id: Annotated[str, Field(min_length=1, max_length=64)] | None = None


class RegenerateBody(Body):
    """POST /generations/{job_id}/regenerate"""

    stage: Literal["spec", "reference", "brute", "validator", "generator", "checker", "wrong", "statement"]
    instruction: Annotated[str, Field(min_length=1, max_length=4000)]
    request_id: Annotated[str, Field(max_length=128)] = ""


class UploadBody(Body):
    """POST /problems"""

    size: Annotated[int, Field(gt=0)]


class ImportBody(Body):
    """PUT /problems/{problem_id}"""

    upload_id: Annotated[str, Field(pattern=r"^u[a-z0-9]{25}$")]
    sha256: Annotated[str, Field(pattern=r"^([0-9a-fA-F]{64})?$")] = ""
