"""Starting, stopping and finding generations, and who follows them."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from chalicelib.domain import frames, generation, ids
from chalicelib.domain.generation import FailureClass, GenerationJob, GenerationRequest
from chalicelib.errors import Broken, NotFound
from chalicelib.usecases.ports import Clock, Entropy
from chalicelib.usecases.streams import FrameLog, FrameStore, JobEnded

log = logging.getLogger(__name__)


class JobStore(Protocol):
    def create(self, job: GenerationJob) -> bool:
        """Whether it was stored; False if there is one with this id."""

    def get(self, job_id: str) -> GenerationJob | None: ...

    def reopen(self, job_id: str, stages: Sequence[str]) -> None:
        """These stages count as unfinished again: they are to be remade."""

    def exists(self, job_id: str) -> bool:
        """Whether anything is known of the job: a generation, or the frames of a submission."""


class ConnectionStore(Protocol):
    def open(self, connection_id: str) -> None: ...

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
        raise _no_generation(job_id)
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

    def start(self, request: GenerationRequest, *, owner: str, connection_id: str = "") -> GenerationJob:
        """The job of the request, started unless the same request started it before; its connection follows it."""
        now_s = self.clock().timestamp()
        job = generation.new_job(request, owner=owner, entropy=self.entropy(), model=self.model, created_at=now_s)
        self.jobs.create(job)
        if connection_id:
            self.audience.follow(connection_id, job.job_id, after_seq=0)
        self._accept(job)
        self._ensure_started(job)
        return job

    def cancel(self, job_id: str) -> bool:
        """Ends the job; whether it was still open. What was drafted is kept."""
        job = self.get(job_id)
        event = frames.failed(FailureClass.CANCELLED, retryable=False, detail="The client cancelled the generation.")
        was_open = self.log.end(job_id, event)
        if was_open:
            log.info("generation_cancelled", extra={"job_id": job_id})
            # A running stage notices by itself that the job has ended; stopping spares what would follow.
            self.executions.stop(ids.execution_name(job_id, job.attempt), "cancelled")
        return was_open

    def get(self, job_id: str) -> GenerationJob:
        """Raises NotFound."""
        return require(self.jobs, job_id)

    def require_log(self, job_id: str) -> None:
        """Raises NotFound unless there is a generation or a submission with frames of that id."""
        if not self.jobs.exists(job_id):
            raise _no_generation(job_id)

    def _accept(self, job: GenerationJob) -> None:
        event = frames.accepted(job.model, job.request.echo(), generation.limits())
        with contextlib.suppress(JobEnded):
            self.log.append(job.job_id, event, once="accepted")

    def _ensure_started(self, job: GenerationJob) -> None:
        """Repeating a start does nothing, so a request that is sent again heals a start that was cut off."""
        try:
            state: dict[str, object] = {"job_id": job.job_id, "attempt": job.attempt, "round": 0, "check": 0}
            self.executions.start(ids.execution_name(job.job_id, job.attempt), state)
        except Broken:
            log.exception("generation_not_started", extra={"job_id": job.job_id})
            detail = "The generation could not be started; please try again."
            self.log.end(job.job_id, frames.failed(FailureClass.INTERNAL, retryable=True, detail=detail))


def _no_generation(job_id: str) -> NotFound:
    return NotFound(f"there is no generation {job_id[:80]!r}", field="job_id")
