"""From the drafts of a generation to a stored problem: the package is put together, checked by a runner, stored."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace

from chalicelib.domain import frames, gates, keys, packages
from chalicelib.domain.gates import Report, events, read_report, report_path
from chalicelib.domain.generation import TEMPLATE_MODEL, FailureClass, GenerationJob, Outcome
from chalicelib.domain.problems import Making, ProblemVersion
from chalicelib.domain.requesters import RequesterKind
from chalicelib.domain.stages import VERIFY
from chalicelib.errors import AlpacoError, Corrupt
from chalicelib.protocol import Job, JobKind, ObjectRef, sha256_hex
from chalicelib.usecases.drafting import Drafts
from chalicelib.usecases.generation import JobStore, require
from chalicelib.usecases.importing import Importing
from chalicelib.usecases.nearness import Nearby
from chalicelib.usecases.ports import ObjectStore
from chalicelib.usecases.streams import FrameLog
from chalicelib.usecases.verdicts import Dispatch

log = logging.getLogger(__name__)

GENERATOR_POOL = "generator"
# Where a package says what it is about.
_TELLING = ("problem.yaml", "statement/")


@dataclass(frozen=True)
class CheckPlan:
    """The runner's jobs that decide about a draft: make its tests, then verify it with them."""

    tests_job: Job
    verify_job: Job
    queue_url: str


@dataclass(frozen=True)
class Assembling:
    jobs: JobStore
    objects: ObjectStore
    drafts: Drafts
    dispatch: Dispatch
    log: FrameLog
    nearby: Nearby

    def assemble(self, job_id: str, check: int) -> CheckPlan:
        """Stores the package that the stages have made; what is to be run on it in its check of that number, from 0.

        Raises JobEnded.
        """
        job = require(self.jobs, job_id)
        files = self.drafts.package(job)
        packed = packages.write({path: packages.Entry(data) for path, data in files.items()})
        package = ObjectRef(keys.package(sha256_hex(packed)), sha256_hex(packed))
        self.objects.put_new(package.key, packed)
        # Runners number their reports within an attempt, so no two jobs of a generation may share one.
        number = 2 * check + 1
        self.log.append(job_id, frames.stage_started(VERIFY, check + 1), once=f"{VERIFY}/{check + 1}")
        return CheckPlan(
            tests_job=_job(JobKind.GENERATE_TESTS, job, number, package),
            verify_job=replace(_job(JobKind.VERIFY, job, number + 1, package), stored=self._stored(job, files)),
            queue_url=self.dispatch.queue(GENERATOR_POOL),
        )

    def _stored(self, job: GenerationJob, files: Mapping[str, bytes]) -> dict[str, ObjectRef]:
        """Stored problems that the draft may be again. Variants of library problems are meant to be near those.

        That they cannot be found is no reason to fail: the draft is checked without them.
        """
        if job.model == TEMPLATE_MODEL:
            return {}
        told = "\n".join(files[path].decode("utf-8", "replace") for path in sorted(files) if path.startswith(_TELLING))
        try:
            found = self.nearby.closest(told, lambda problem: self._is_foreign(problem, job))
            return {problem.problem_id: problem.package for problem in found}
        except AlpacoError:
            log.exception("nearby_unknown", extra={"job_id": job.job_id})
            return {}

    def _is_foreign(self, problem: ProblemVersion, job: GenerationJob) -> bool:
        """What somebody has had made before is not held against him: he may want it once more, and better.

        So a generated problem counts only if it is known to be somebody else's: who has no name may be anybody.
        """
        if problem.making is None:
            return problem.problem_id != job.problem_id
        maker = self.jobs.get(problem.making.job_id)
        owners = {job.owner, maker.owner} if maker else {job.owner}
        return len(owners) == 2 and all(owner.startswith(f"{RequesterKind.USER}:") for owner in owners)


def _job(kind: JobKind, job: GenerationJob, number: int, package: ObjectRef) -> Job:
    key = keys.generation_result(job.job_id, kind, number)
    return Job(kind=kind, job_id=job.job_id, attempt=number, result_key=key, package=package, trace_id=job.trace_id)


@dataclass(frozen=True)
class Storing:
    """Ends a generation with what its checks have found."""

    jobs: JobStore
    log: FrameLog
    objects: ObjectStore
    importing: Importing

    def store(self, job_id: str, number: int, package: ObjectRef, tests: ObjectRef, report: ObjectRef) -> Outcome:
        """Stores the problem unless it was rejected, and tells those who follow. After the end it changes nothing.

        `number` is that of the runner's job that made the report.
        """
        found = read_checked(self.objects, report)
        job = require(self.jobs, job_id)
        if job.ended:
            return found.outcome
        self.objects.put_new(keys.generation_report(job_id), checked(self.objects, report))
        problem_id = None if found.outcome is Outcome.REJECTED else job.problem_id
        if problem_id:
            packed = packages.merge(checked(self.objects, package), checked(self.objects, tests))
            self.importing.add_package(problem_id, packed, making=self._making(job_id, report))
        done = frames.done(found.outcome, problem_id, report_path(job_id), job.usage)
        self.log.conclude(job_id, number, events(found, job_id, number), done)
        log.info("generation_done", extra={"job_id": job_id, "outcome": str(found.outcome), "problem_id": problem_id})
        return found.outcome

    def _making(self, job_id: str, report: ObjectRef) -> Making:
        """Stays as long as the problem: what is a job's own expires."""
        shown = gates.public(checked(self.objects, report))
        ref = ObjectRef(keys.problem_report(sha256_hex(shown)), sha256_hex(shown))
        self.objects.put_new(ref.key, shown)
        return Making(job_id, ref)


def read_checked(objects: ObjectStore, ref: ObjectRef) -> Report:
    """The report that lies there. Raises Corrupt."""
    try:
        return read_report(checked(objects, ref))
    except ValueError as exc:
        raise Corrupt(f"{ref.key}: {exc}") from exc


def checked(objects: ObjectStore, ref: ObjectRef) -> bytes:
    """The bytes that lie there. Raises Corrupt unless they have their SHA-256."""
    data = objects.get(ref.key, limit=packages.MAX_UNPACKED_BYTES)
    if data is None or sha256_hex(data) != ref.sha256:
        raise Corrupt(f"{ref.key} is missing or does not have its SHA-256")
    return data


# What a state of the generator can end with, in the words of the protocol; everything else is our own fault.
_SANDBOX_ERRORS = ("JobFailed", "DeadLettered", "TaskStopped", "States.HeartbeatTimeout")


@dataclass(frozen=True)
class Failing:
    log: FrameLog

    def fail(self, job_id: str, error: str) -> None:
        """Ends a generation whose execution broke off, unless it has ended before."""
        is_sandbox = error in _SANDBOX_ERRORS
        class_ = FailureClass.SANDBOX if is_sandbox else FailureClass.INTERNAL
        detail = "The draft could not be checked." if is_sandbox else "Something went wrong on our side."
        if self.log.end(job_id, frames.failed(class_, retryable=True, detail=detail)):
            log.error("generation_failed", extra={"job_id": job_id, "error": error})
