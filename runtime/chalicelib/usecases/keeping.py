"""A person decides about what a generation has made: it is kept, or it is discarded and shown no more."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace

from chalicelib.domain.generation import DraftState, GenerationJob
from chalicelib.domain.requesters import Requester
from chalicelib.domain.times import stamp
from chalicelib.errors import Conflict
from chalicelib.usecases.generation import JobStore, require_own
from chalicelib.usecases.ports import Clock, ProblemStore

log = logging.getLogger(__name__)

# Whoever has put a package of his own under the problem's id since then keeps it, whatever becomes of the draft.
ORIGIN = "generation"


@dataclass(frozen=True)
class Kept:
    """`problem_id` is that of the problem which the draft has become, if it is in use."""

    job_id: str
    state: DraftState
    problem_id: str | None


@dataclass(frozen=True)
class Keeping:
    """Both may be repeated, and each takes the other back."""

    jobs: JobStore
    problems: ProblemStore
    clock: Clock

    def keep(self, job_id: str, *, caller: Requester) -> Kept:
        """The problem that the draft has become is in use. Raises NotFound, Conflict if it is being drafted."""
        job = self._ended(job_id, caller)
        self._bring_back(job.problem_id)
        return self._decided(job, DraftState.KEPT)

    def discard(self, job_id: str, *, caller: Requester) -> Kept:
        """The problem that the draft has become is withdrawn. Raises NotFound, Conflict if it is being drafted."""
        job = self._ended(job_id, caller)
        current = self.problems.current(job.problem_id)
        if current and current.origin == ORIGIN:
            self.problems.withdraw(job.problem_id)
        return self._decided(job, DraftState.DISCARDED)

    def _ended(self, job_id: str, caller: Requester) -> GenerationJob:
        job = require_own(self.jobs, job_id, caller)
        if not job.ended:
            raise Conflict(f"generation {job_id} is under way: wait for its end or cancel it", field="job_id")
        return job

    def _bring_back(self, problem_id: str) -> None:
        """A withdrawn problem comes back as its next version: numbers are never used twice."""
        number = self.problems.last_version(problem_id)
        last = self.problems.version(problem_id, number) if number else None
        if last and self.problems.current(problem_id) is None:
            self.problems.add(replace(last, version=number + 1, created_at=stamp(self.clock())))

    def _decided(self, job: GenerationJob, state: DraftState) -> Kept:
        self.jobs.decide(job.job_id, state)
        log.info("draft_decided", extra={"job_id": job.job_id, "state": str(state)})
        current = self.problems.current(job.problem_id)
        return Kept(job.job_id, state, current.problem_id if current else None)
