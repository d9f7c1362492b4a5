"""What is asked for when a problem is generated, how it can end, and how a job is identified."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum

from chalicelib.domain import ids

MAX_PROMPT_CHARACTERS = 4000
MAX_ECHO_CHARACTERS = 1000
MAX_REPAIR_ROUNDS = 3
JOB_DEADLINE_S = 1800
TEMPLATE_MODEL = "template"


class Difficulty(StrEnum):
    TUTORIAL = "tutorial"
    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


class Outcome(StrEnum):
    """How a generation ends that was not broken off."""

    VERIFIED = "verified"
    NEEDS_REVIEW = "needs_review"
    REJECTED = "rejected"


class FailureClass(StrEnum):
    """Why a generation was broken off."""

    PROVIDER_TIMEOUT = "provider_timeout"
    PROVIDER_RATE_LIMITED = "provider_rate_limited"
    PROVIDER_ERROR = "provider_error"
    REFUSED = "refused"
    BUDGET = "budget"
    SANDBOX = "sandbox"
    CANCELLED = "cancelled"
    INTERNAL = "internal"


class GenerationFailed(Exception):
    """A generation cannot go on. Step Functions matches on this name: it is never retried."""

    def __init__(self, class_: FailureClass, detail: str, *, retryable: bool) -> None:
        super().__init__(f"{class_}: {detail}")
        self.class_ = class_
        self.detail = detail
        self.retryable = retryable


@dataclass(frozen=True)
class GenerationRequest:
    """`language` is that of the statement (BCP 47, e.g. `en`, `ko`); `request_id` is the client's own mark.

    `seed` is None if the client leaves the choice to us.
    """

    prompt: str
    difficulty: Difficulty
    language: str
    seed: int | None = None
    request_id: str = ""

    def echo(self) -> dict[str, object]:
        """The request as shown in the `accepted` frame, a long prompt cut."""
        return {**asdict(self), "prompt": self.prompt[:MAX_ECHO_CHARACTERS]}


@dataclass(frozen=True)
class Remake:
    """A person wants a stage of the draft that job `parent` has left to be made anew, by `instruction`."""

    parent: str
    stage: str
    instruction: str


@dataclass(frozen=True)
class GenerationJob:
    """A generation as stored. `finished` tells per finished stage which attempt counts; `ended` comes with its end.

    A job that goes on from another has its `remake` and works on the same draft, named by the `first` job of it.
    """

    job_id: str
    attempt: int
    request: GenerationRequest
    model: str
    created_at: float
    finished: Mapping[str, int] = field(default_factory=dict)
    ended: bool = False
    owner: str = ""
    first: str = ""
    remake: Remake | None = None

    @property
    def draft_id(self) -> str:
        """Under what the products of stages are kept: jobs that go on from one another share them."""
        return self.first or self.job_id

    @property
    def problem_id(self) -> str:
        """The problem that it makes: named by its draft, so that storing it twice stores it once."""
        return f"p{self.draft_id[1:13]}"

    @property
    def deadline_s(self) -> float:
        """When it must be over, in seconds since the epoch."""
        return self.created_at + JOB_DEADLINE_S

    @property
    def seed(self) -> int:
        """What every choice by chance follows from."""
        return self.request.seed or 0


def limits() -> dict[str, object]:
    """What the `accepted` frame tells about bounds."""
    return {
        "deadline_s": JOB_DEADLINE_S,
        "repair_rounds": MAX_REPAIR_ROUNDS,
        "prompt_characters": MAX_PROMPT_CHARACTERS,
    }


def new_job(request: GenerationRequest, *, owner: str, entropy: bytes, model: str, created_at: float) -> GenerationJob:
    """A job for the request. The same request with the same `request_id` of the same owner has the same job id.

    Without a seed of the client, the job's id decides, so that a repeated request asks for the same problem.
    """
    digest = _digest(owner, request) if request.request_id else hashlib.sha256(entropy).digest()
    seed = int.from_bytes(digest[-4:]) if request.seed is None else request.seed
    job_id = ids.generation_id(digest)
    return GenerationJob(job_id, 1, replace(request, seed=seed), model, created_at, owner=owner)


def _digest(owner: str, request: GenerationRequest) -> bytes:
    return hashlib.sha256(json.dumps([owner, asdict(request)], sort_keys=True).encode()).digest()
