"""What validating an output gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Judgement(StrEnum):
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    FAILED = "failed"


@dataclass(frozen=True)
class ValidationReport:
    """`team_message` may be shown to the submission's author, `judge_message` only to judges.

    `score` and `score_multiplier` are what the validator wrote, None if it did not. `feedback` holds the files of
    the feedback directory, `next_pass` the input of the next pass of a multi-pass problem. If the judgement is
    FAILED the fault is the validator's, and `judge_message` says which.
    """

    judgement: Judgement
    team_message: str = ""
    judge_message: str = ""
    score: float | None = None
    score_multiplier: float | None = None
    next_pass: bytes | None = None
    feedback: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def is_accepted(self) -> bool:
        return self.judgement is Judgement.ACCEPTED
