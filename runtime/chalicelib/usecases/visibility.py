"""What a caller may see. What belongs to others is not there: the answer is that to an id which nobody has."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.domain import ids
from chalicelib.domain.generation import GenerationJob
from chalicelib.domain.identity import Caller
from chalicelib.domain.requesters import RequesterKind
from chalicelib.domain.submissions import Submission
from chalicelib.errors import NotFound
from chalicelib.usecases.generation import JobStore, no_generation
from chalicelib.usecases.ports import SubmissionStore


@dataclass(frozen=True)
class Visibility:
    """The only way from an id that a client sent to what it names."""

    submissions: SubmissionStore
    jobs: JobStore

    def submission(self, submission_id: str, caller: Caller) -> Submission:
        """Raises NotFound (submission_id)."""
        found = self.submissions.get(submission_id) if ids.is_submission(submission_id) else None
        if found is None or not caller.sees(found.owner):
            raise NotFound(f"there is no submission {submission_id[:80]!r}", field="submission_id")
        return found

    def run(self, run_id: str, caller: Caller) -> Submission:
        """Raises NotFound (run_id)."""
        found = self.submissions.get(run_id) if ids.is_custom_run(run_id) else None
        if found is None or not caller.sees(found.owner):
            raise NotFound(f"there is no run {run_id[:80]!r}", field="run_id")
        return found

    def judged(self, submission_id: str, caller: Caller) -> Submission:
        """A submission or a custom run. Raises NotFound (submission_id)."""
        found = self.submissions.get(submission_id)
        if found is None or not caller.sees(found.owner):
            raise NotFound(f"there is no submission {submission_id[:80]!r}", field="submission_id")
        return found

    def generation(self, job_id: str, caller: Caller) -> GenerationJob:
        """Raises NotFound (job_id)."""
        job = self.jobs.get(job_id)
        if job is None or not (caller.sees_all or job.owner == f"{RequesterKind.USER}:{caller.owner}"):
            raise no_generation(job_id)
        return job

    def log(self, job_id: str, caller: Caller) -> None:
        """Whether the frames of that id may be read. Raises NotFound (job_id)."""
        if not ids.is_log_of_submission(job_id):
            self.generation(job_id, caller)
            return
        found = self.submissions.get(ids.submission_of_log(job_id))
        if found is None or not caller.sees(found.owner):
            raise no_generation(job_id)
