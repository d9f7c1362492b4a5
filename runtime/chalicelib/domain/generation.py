"""What is asked for when a problem is generated, how it can end, and how a job is identified."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum

from chalicelib.domain import ids
from chalicelib.domain.requesters import Requester
from chalicelib.domain.stages import Stage

MAX_PROMPT_CHARACTERS = 4000
MAX_ECHO_CHARACTERS = 1000
MAX_REPAIR_ROUNDS = 3
JOB_DEADLINE_S = 1800
MAX_NEAR_WAIT_S = 120
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
    REUSED = "reused"  # a stored problem near to the wish was taken, and none made


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


class DraftState(StrEnum):
    """What a person has decided about what a generation made; `OPEN`: nothing yet."""

    OPEN = "open"
    KEPT = "kept"
    DISCARDED = "discarded"


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

    `seed` is None if the client leaves the choice to us. `near_wait_s` is how long the client wants to be waited for,
    in seconds, if stored problems are near: to take one of them or to go on; nobody is waited for by default.
    """

    prompt: str
    difficulty: Difficulty
    language: str
    seed: int | None = None
    request_id: str = ""
    near_wait_s: int = 0

    def echo(self) -> dict[str, object]:
        """The request as shown in the `accepted` frame, a long prompt cut."""
        shown = {**asdict(self), "prompt": self.prompt[:MAX_ECHO_CHARACTERS]}
        return shown if self.near_wait_s else {name: shown[name] for name in shown if name != "near_wait_s"}


@dataclass(frozen=True)
class Remake:
    """A person wants a stage of the draft that job `parent` has left to be made anew, by `instruction`."""

    parent: str
    stage: str
    instruction: str


@dataclass(frozen=True)
class Spending:
    """What a generation has cost so far: tokens, and money by the prices that are set (0 without prices).

    `is_estimated` if some of the tokens were counted by us, as the model's server did not.
    """

    prompt_tokens: int = 0
    completion_tokens: int = 0
    is_estimated: bool = False
    cost: float = 0.0


@dataclass(frozen=True)
class GenerationJob:
    """A generation as stored. `finished` tells per finished stage which attempt counts; `ended` comes with its end.

    A job that goes on from another has its `remake` and works on the same draft, named by the `first` job of it.
    `owner` is the caller who may have one generation under way at a time. `goes_on`: somebody has seen the problems
    near the wish and wants a new one. `trace_id` is that of the request which it follows from.
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
    state: DraftState = DraftState.OPEN
    spending: Spending = Spending()
    goes_on: bool = False
    trace_id: str = ""

    @property
    def draft_id(self) -> str:
        """Under what the products of stages are kept: jobs that go on from one another share them."""
        return self.first or self.job_id

    @property
    def usage(self) -> Mapping[str, object] | None:
        """What it has cost, as its end tells it; None where nothing costs anything."""
        return None if self.model == TEMPLATE_MODEL else asdict(self.spending)

    @property
    def claims(self) -> tuple[str, ...]:
        """What it has to itself while it runs: its owner's attention, and the draft that it goes on with."""
        by_owner = (f"owner/{self.owner}",) if self.owner else ()
        return (*by_owner, draft_claim(self.first)) if self.first else by_owner

    @property
    def problem_id(self) -> str:
        """The problem that it makes: named by its draft, so that storing it twice stores it once."""
        return f"p{self.draft_id[1:13]}"

    @property
    def deadline_s(self) -> float:
        """When it must be over, in seconds since the epoch."""
        return self.created_at + JOB_DEADLINE_S

    @property
    def chooses_until_s(self) -> float:
        """Until when somebody may choose among problems near the wish before drafting begins; since the epoch."""
        return self.created_at + self.request.near_wait_s

    @property
    def seed(self) -> int:
        """What every choice by chance follows from."""
        return self.request.seed or 0


def draft_claim(draft_id: str) -> str:
    """The claim of jobs that go on with the draft: the last of them holds it."""
    return f"draft/{draft_id}"


def limits() -> dict[str, object]:
    """What the `accepted` frame tells about bounds."""
    return {
        "deadline_s": JOB_DEADLINE_S,
        "repair_rounds": MAX_REPAIR_ROUNDS,
        "prompt_characters": MAX_PROMPT_CHARACTERS,
    }


def new_job(
    request: GenerationRequest, *, caller: Requester, entropy: bytes, model: str, created_at: float
) -> GenerationJob:
    """A job for the request. The same request with the same `request_id` of the same caller has the same job id.

    Without a seed of the client, the job's id decides, so that a repeated request asks for the same problem.
    """
    digest = _digest(caller, asdict(request)) if request.request_id else hashlib.sha256(entropy).digest()
    seed = int.from_bytes(digest[-4:]) if request.seed is None else request.seed
    job_id = ids.generation_id(digest)
    return GenerationJob(job_id, 1, replace(request, seed=seed), model, created_at, owner=caller.owner)


def next_job(
    last: GenerationJob, remake: Remake, *, caller: Requester, request_id: str, entropy: bytes, created_at: float
) -> GenerationJob:
    """A job that goes on with the draft which `last` has left, one stage (of the spec: all) to be made anew."""
    wish = {"remake": asdict(remake), "request_id": request_id}
    digest = _digest(caller, wish) if request_id else hashlib.sha256(entropy).digest()
    return GenerationJob(
        ids.generation_id(digest),
        1,
        replace(last.request, request_id=request_id),
        last.model,
        created_at,
        finished=_untouched(last.finished, remake.stage),
        owner=caller.owner,
        first=last.draft_id,
        remake=remake,
    )


def _untouched(finished: Mapping[str, int], remade: str) -> dict[str, int]:
    """Everything follows from the spec, so nothing is left of a draft whose spec is remade."""
    kept = {} if remade == Stage.SPEC else finished
    return {stage: attempt for stage, attempt in kept.items() if stage != remade}


def _digest(caller: Requester, asked: Mapping[str, object]) -> bytes:
    return hashlib.sha256(json.dumps([caller.keyspace, asked], sort_keys=True).encode()).digest()
