"""Bodies that clients send, as pydantic models. Imported when a body arrives: pydantic costs 70 ms of a cold start."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Text = Annotated[str, Field(min_length=1)]


class Body(BaseModel):
    """Unknown fields are refused: a misspelt one would otherwise be ignored silently."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class GradeBody(Body):
    """POST /problems/{problem_id}/grade"""

    language: Annotated[str, Field(min_length=1, max_length=40)]
    code: Text


class GradeAnyBody(GradeBody):
    """POST /grade"""

    problem_id: Annotated[str, Field(min_length=1, max_length=64)]


class UploadBody(Body):
    """POST /problems"""

    size: Annotated[int, Field(gt=0)]


class ImportBody(Body):
    """PUT /problems/{problem_id}"""

    upload_id: Annotated[str, Field(pattern=r"^u[a-z0-9]{25}$")]
    sha256: Annotated[str, Field(pattern=r"^([0-9a-fA-F]{64})?$")] = ""
