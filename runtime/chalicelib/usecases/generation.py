"""Starting, stopping and finding generations, and who follows them."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum, auto
from typing import Protocol, cast

from chalicelib.domain import frames, generation, identity, ids, tracing
from chalicelib.domain.frames import FrameType
from chalicelib.domain.generation import (
    TEMPLATE_MODEL,
    DraftState,
    FailureClass,
    GenerationJob,
    GenerationRequest,
    Outcome,
    Remake,
    Spending,
    draft_claim,
)
from chalicelib.domain.requesters import Requester
from chalicelib.errors import Broken, Busy, Conflict, Invalid, NotFound, Unavailable
from chalicelib.usecases.ports import Clock, Entropy
from chalicelib.usecases.streams import FrameLog, FrameStore, JobEnded

log = logging.getLogger(__name__)

MAX_RACES = 5


class Created(StrEnum):
    """What became of a job that was to be stored."""

    NEW = auto()
    EXISTS = auto()  # there is one with this id
    RACED = auto()  # somebody else took a claim meanwhile


@dataclass(frozen=True)
class OpenJob:
    """A generation without an end; `created_at` in seconds since the epoch."""

    job_id: str
    created_at: float


class JobStore(Protocol):
    def create(self, job: GenerationJob, holders: Mapping[str, str]) -> Created:
        """Stores the job with its claims; `holders` tells per claim which job had it when that was looked up."""

    def get(self, job_id: str) -> GenerationJob | None: ...

    def holder(self, claim: str) -> str:
        """The job that had the claim last, ended or not; empty if none ever had."""

    def note_spending(self, job_id: str, spending: Spending) -> None:
        """What the job has cost so far, all in all."""

    def decide(self, job_id: str, state: DraftState) -> None: ...

    def note_goes_on(self, job_id: str) -> None:
        """Somebody has seen the problems near the wish and wants a new one."""

    def reopen(self, job_id: str, stages: Sequence[str]) -> None:
        """These stages count as unfinished again: they are to be remade."""

    def exists(self, job_id: str) -> bool:
        """Whether anything is known of the job: a generation, or the frames of a submission."""


class ConnectionStore(Protocol):
    def open(self, connection_id: str, caller: identity.Caller) -> None: ...

    def caller(self, connection_id: str) -> identity.Caller | None:
        """Whose connection it is; None if it is not open."""

    def note_job(self, connection_id: str, job_id: str) -> None: ...

    def close(self, connection_id: str) -> Sequence[str]:
        """Forgets the connection; the ids of the jobs that it followed."""


class GeneratorExecutions(Protocol):
    """Executions of the generator, by name."""

    def start(self, name: str, state: dict[str, object]) -> None:
        """Starts it; does nothing if it has been started before."""

    def stop(self, name: str, cause: str) -> None:
        """Stops it; does nothing if it does not run."""


@dataclass(frozen=True)
class Audience:
    """Connections and the jobs that they follow."""

    connections: ConnectionStore
    log: FrameLog

    def follow(self, connection_id: str, job_id: str, after_seq: int) -> None:
        """Sends what the connection missed and lets it follow the job from now on."""
        self.connections.note_job(connection_id, job_id)
        self.log.follow(job_id, connection_id, after_seq)


def leave(connection_id: str, connections: ConnectionStore, store: FrameStore) -> None:
    """The connection is gone and follows nothing any more."""
    for job_id in connections.close(connection_id):
        store.unsubscribe(job_id, connection_id)


def require(jobs: JobStore, job_id: str) -> GenerationJob:
    """Raises NotFound."""
    job = jobs.get(job_id)
    if job is None:
        raise no_generation(job_id)
    return job


def require_own(jobs: JobStore, job_id: str, caller: Requester) -> GenerationJob:
    """A generation that the caller may steer. Raises NotFound, which tells nobody that there is one."""
    job = require(jobs, job_id)
    if not caller.may_steer(job.owner):
        raise no_generation(job_id)
    return job


@dataclass(frozen=True)
class Generations:
    """Takes requests for problems. `model` is what will draft them."""

    jobs: JobStore
    log: FrameLog
    audience: Audience
    executions: GeneratorExecutions
    model: str
    clock: Clock
    entropy: Entropy

    def start(self, request: GenerationRequest, *, caller: Requester, connection_id: str = "") -> GenerationJob:
        """The job of the request, started unless the same request started it before; its connection follows it.

        Raises Busy if another generation of the caller is under way.
        """
        now_s = self.clock().timestamp()
        job = generation.new_job(request, caller=caller, entropy=self.entropy(), model=self.model, created_at=now_s)
        return self._begun(job, connection_id)

    def regenerate(
        self, remake: Remake, *, caller: Requester, request_id: str = "", connection_id: str = ""
    ) -> GenerationJob:
        """A job that makes a stage of a draft anew, goes on from where the draft stands, and is checked like any other.

        Raises NotFound (job_id), Invalid (job_id), Conflict if the draft is being worked on or was discarded, Busy.
        """
        last = self._last_of_draft(require_own(self.jobs, remake.parent, caller))
        now_s = self.clock().timestamp()
        job = generation.next_job(
            last, remake, caller=caller, request_id=request_id, entropy=self.entropy(), created_at=now_s
        )
        if self.jobs.get(job.job_id) is None:
            _check_can_go_on(last)
        return self._begun(job, connection_id)

    def _last_of_draft(self, job: GenerationJob) -> GenerationJob:
        """Who goes on from any job of a draft goes on from where it stands now."""
        holder = self.jobs.holder(draft_claim(job.draft_id))
        return (self.jobs.get(holder) if holder else None) or self.get(job.draft_id)

    def _begun(self, asked: GenerationJob, connection_id: str) -> GenerationJob:
        job = self._create(replace(asked, trace_id=tracing.current()))
        if connection_id:
            self.audience.follow(connection_id, job.job_id, after_seq=0)
        self._accept(job)
        self._ensure_started(job)
        return job

    def _create(self, job: GenerationJob) -> GenerationJob:
        """The job as stored: the earlier one if the request repeats. Raises Busy, Unavailable."""
        if earlier := self.jobs.get(job.job_id):
            return replace(job, trace_id=earlier.trace_id)
        for _ in range(MAX_RACES):
            holders = {claim: self.jobs.holder(claim) for claim in job.claims}
            for holder in holders.values():
                self._check_has_ended(holder)
            if self.jobs.create(job, holders) is not Created.RACED:
                return job
        raise Unavailable("too many requests at once")

    def _check_has_ended(self, job_id: str) -> None:
        holder = self.jobs.get(job_id) if job_id else None
        if holder and not holder.ended:
            detail = f"generation {job_id} is under way: wait for its end or cancel it"
            raise Busy(detail, job_id=job_id)

    def cancel(self, job_id: str, *, caller: Requester) -> bool:
        """Ends the job; whether it was still open. What was drafted is kept. Raises NotFound."""
        job = require_own(self.jobs, job_id, caller)
        event = frames.failed(FailureClass.CANCELLED, retryable=False, detail="The client cancelled the generation.")
        was_open = self.log.end(job_id, event)
        if was_open:
            log.info("generation_cancelled", extra={"job_id": job_id})
            # A running stage notices by itself that the job has ended; stopping spares what would follow.
            self.executions.stop(ids.execution_name(job_id, job.attempt), "cancelled")
        return was_open

    def choose(self, job_id: str, problem_id: str | None, *, caller: Requester) -> bool:
        """Ends the job with the stored problem that was taken, or (None) lets it go on; whether it was still open.

        Raises NotFound (job_id), and Invalid (problem_id) if the problem was not among those that were offered.
        """
        job = require_own(self.jobs, job_id, caller)
        if problem_id is None:
            self.jobs.note_goes_on(job_id)
            return not job.ended
        if problem_id not in self._offered(job_id):
            raise Invalid(f"{problem_id[:80]!r} is none of the problems offered", field="problem_id")
        was_open = self.log.end(job_id, frames.done(Outcome.REUSED, problem_id, None, job.usage))
        if was_open:
            log.info("generation_reused", extra={"job_id": job_id, "problem_id": problem_id})
            self.executions.stop(ids.execution_name(job_id, job.attempt), "a stored problem was taken")
        return was_open

    def _offered(self, job_id: str) -> list[object]:
        """The ids of stored problems that were shown as near to the wish."""
        shown = (frame.event for frame in self.log.replay(job_id, 0))
        near = next((event for event in shown if event.type is FrameType.NEAR), None)
        problems = cast("Sequence[Mapping[str, object]]", near.data["problems"]) if near else ()
        return [problem["problem_id"] for problem in problems]

    def get(self, job_id: str) -> GenerationJob:
        """Raises NotFound."""
        return require(self.jobs, job_id)

    def _accept(self, job: GenerationJob) -> None:
        remake = asdict(job.remake) if job.remake else None
        event = frames.accepted(job.model, job.request.echo(), generation.limits(), remake, job.trace_id)
        with contextlib.suppress(JobEnded):
            self.log.append(job.job_id, event, once="accepted")

    def _ensure_started(self, job: GenerationJob) -> None:
        """Repeating a start does nothing, so a request that is sent again heals a start that was cut off."""
        try:
            state: dict[str, object] = {"job_id": job.job_id, "attempt": job.attempt, "round": 0, "check": 0}
            state["trace_id"] = job.trace_id
            self.executions.start(ids.execution_name(job.job_id, job.attempt), state)
        except Broken:
            log.exception("generation_not_started", extra={"job_id": job.job_id})
            detail = "The generation could not be started; please try again."
            self.log.end(job.job_id, frames.failed(FailureClass.INTERNAL, retryable=True, detail=detail))


def _check_can_go_on(job: GenerationJob) -> None:
    if not job.ended:
        raise Busy(f"generation {job.job_id} is still working on this draft", job_id=job.job_id)
    if job.state is DraftState.DISCARDED:
        raise Conflict(f"the draft of generation {job.job_id} was discarded", field="job_id")
    if job.model == TEMPLATE_MODEL:
        raise Invalid("a variant of a template has no stages to make anew; ask with another seed", field="job_id")


def no_generation(job_id: str) -> NotFound:
    return NotFound(f"there is no generation {job_id[:80]!r}", field="job_id")
