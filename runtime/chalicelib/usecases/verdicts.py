"""The steps of the grader: what a submission needs to be judged, and how it gets its one verdict."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Protocol

from chalicelib.domain import ids, keys
from chalicelib.domain.frames import Event, FrameType
from chalicelib.domain.languages import Language, choose_pool
from chalicelib.domain.problems import ProblemVersion
from chalicelib.domain.submissions import Judgement, Submission, judge_error, judgement
from chalicelib.domain.times import seconds_between, stamp
from chalicelib.errors import ConfigError, Corrupt, NotFound, TooLarge
from chalicelib.protocol import Job, JobKind, JobLimits, ObjectRef, ProtocolError, Result, result_from_json, to_json
from chalicelib.usecases.languages import Catalogue
from chalicelib.usecases.ports import Clock, ObjectStore, ProblemStore, SubmissionStore

log = logging.getLogger(__name__)

MAX_RESULT_BYTES = 32 * 1024 * 1024
CUSTOM_RUN_LIMITS = JobLimits(time_limit_s=10, memory_mib=512, output_mib=1)


class Watchers(Protocol):
    """Whoever watches a submission."""

    def conclude(self, job_id: str, attempt: int, reports: Sequence[Event], terminal: Event) -> bool:
        """Tells those reports that have not arrived by themselves, then the end."""


class Teller(Protocol):
    """Whoever wants to be told verdicts without watching."""

    def tell(self, submission: Submission) -> None: ...


@dataclass(frozen=True)
class Dispatch:
    """How jobs reach runners: `queues`, `tasks`, and the `patient` queues of what may wait, by pool."""

    mode: str
    queues: Mapping[str, str]
    tasks: Mapping[str, str]
    patient: Mapping[str, str] = field(default_factory=dict)

    def queue(self, pool: str, *, may_wait: bool = False) -> str:
        url = choose_pool(pool, self.patient if may_wait and self.patient else self.queues)
        if url is None:
            raise ConfigError("JOB_QUEUE_URLS", f"has no queue for the pool {pool}")
        return url

    def task(self, pool: str) -> str:
        """The task definition of a pool; empty where jobs go to queues."""
        return choose_pool(pool, self.tasks) or ""


@dataclass(frozen=True)
class Plan:
    """What the grader does next: `tests_job`, if there is one, makes the tests, and then it plans again."""

    submission: Submission
    job: Job
    tests_job: Job | None
    dispatch: Dispatch
    pool: str

    @property
    def may_wait(self) -> bool:
        """Whoever asks for a verdict again has one; somebody who submits waits for the first."""
        return self.submission.attempt > 1


@dataclass(frozen=True)
class Planning:
    """Finds what a submission needs to be judged."""

    problems: ProblemStore
    submissions: SubmissionStore
    dispatch: Dispatch
    languages: Catalogue = field(default_factory=Catalogue)

    def plan(self, submission_id: str, attempt: int) -> Plan:
        """Raises NotFound if the submission, this attempt of it or its version of the problem is gone."""
        submission = self._open_submission(submission_id, attempt)
        language = self.languages.of(submission.language)
        if submission.is_custom_run:
            return Plan(submission, _run_job(submission, language), None, self.dispatch, language.pool)
        problem = self.problems.version(submission.problem_id, submission.problem_version)
        if problem is None:
            raise NotFound(f"there is no version {submission.problem_version} of {submission.problem_id}")
        tests_job = None if problem.tests else _tests_job(submission, problem)
        return Plan(submission, _grade_job(submission, problem, language), tests_job, self.dispatch, language.pool)

    def _open_submission(self, submission_id: str, attempt: int) -> Submission:
        submission = self.submissions.get(submission_id)
        if submission is None or submission.attempt != attempt:
            raise NotFound(f"there is no attempt {attempt} of submission {submission_id}")
        return submission


def _grade_job(submission: Submission, problem: ProblemVersion, language: Language) -> Job:
    return Job(
        kind=JobKind.GRADE,
        job_id=submission.submission_id,
        trace_id=submission.trace_id,
        attempt=submission.attempt,
        result_key=keys.result(submission.submission_id, submission.attempt),
        language=submission.language,
        source=submission.source,
        source_name=language.source_name,
        package=problem.package,
        tests=problem.tests,
    )


def _run_job(submission: Submission, language: Language) -> Job:
    return Job(
        kind=JobKind.RUN,
        job_id=submission.submission_id,
        trace_id=submission.trace_id,
        attempt=submission.attempt,
        result_key=keys.result(submission.submission_id, submission.attempt),
        language=submission.language,
        source=submission.source,
        source_name=language.source_name,
        stdin=submission.stdin,
        limits=CUSTOM_RUN_LIMITS,
    )


def _tests_job(submission: Submission, problem: ProblemVersion) -> Job:
    return Job(
        kind=JobKind.GENERATE_TESTS,
        job_id=submission.submission_id,
        trace_id=submission.trace_id,
        attempt=submission.attempt,
        result_key=keys.generated_tests_result(submission.submission_id, submission.attempt),
        package=problem.package,
    )


@dataclass(frozen=True)
class Freezing:
    """Freezes generated tests: from then on every submission to this version is judged on them."""

    problems: ProblemStore

    def freeze(self, problem_id: str, version: int, tests: ObjectRef) -> ObjectRef:
        """The tests that are frozen now: these, or those of somebody who was quicker. Raises Corrupt."""
        if tests.key != keys.tests(tests.sha256):
            raise Corrupt(f"generated tests must be named by their hash, not {tests.key}")
        return self.problems.freeze_tests(problem_id, version, tests)


@dataclass(frozen=True)
class Verdicts:
    """Gives submissions their verdict: the first one counts, whoever brings it."""

    submissions: SubmissionStore
    watchers: Watchers
    clock: Clock
    webhooks: Teller

    def mark_judge_error(self, submission_id: str, attempt: int, error: str) -> Submission:
        """Ends a submission that we could not judge; one that has a verdict keeps it."""
        return self.give(submission_id, attempt, judge_error(submission_id, attempt, error))

    def give(self, submission_id: str, attempt: int, result: Result) -> Submission:
        """The submission with this verdict, or with the one that it has. Raises NotFound."""
        is_first = self.submissions.finish(submission_id, attempt, judgement(result), stamp(self.clock()))
        submission = self.submissions.get(submission_id)
        if submission is None:
            raise NotFound(f"there is no submission {submission_id!r}", field="submission_id")
        if is_first:
            _log_verdict(submission)
        self.announce(submission)
        return submission

    def announce(self, submission: Submission) -> None:
        """Tells everybody who wants to know, then closes the submission; also when the verdict was there before, as a
        crash may have come between. Until it is closed, the reaper sees to it.
        """
        if submission.judgement is not None:
            tests = [Event(FrameType.TEST, to_json(run)) for run in submission.judgement.result.runs]
            end = done_event(submission.judgement, submission.trace_id)
            log_id = ids.log_id(submission.submission_id, submission.attempt)
            self.watchers.conclude(log_id, submission.attempt, tests, end)
            self.webhooks.tell(submission)
            self.submissions.close(submission.submission_id, submission.attempt)


@dataclass(frozen=True)
class Recording:
    """Takes results of runners."""

    verdicts: Verdicts
    objects: ObjectStore

    def record(self, submission_id: str, attempt: int, result_key: str) -> Submission:
        """Gives the verdict that the runner found. Raises Corrupt if its result is unreadable or of another job."""
        result = self._read_result(result_key)
        if (result.job_id, result.attempt) != (submission_id, attempt):
            raise Corrupt(f"{result_key} is the result of {result.job_id}, attempt {result.attempt}")
        return self.verdicts.give(submission_id, attempt, result)

    def _read_result(self, result_key: str) -> Result:
        try:
            raw = self.objects.get(result_key, limit=MAX_RESULT_BYTES)
        except TooLarge as exc:
            raise Corrupt(f"{result_key}: {exc.detail}") from exc
        if raw is None:
            raise Corrupt(f"{result_key} is missing")
        try:
            return result_from_json(json.loads(raw))
        except (ValueError, ProtocolError) as exc:
            raise Corrupt(f"{result_key}: {exc}") from exc


def _log_verdict(submission: Submission) -> None:
    fields = {
        "submission_id": submission.submission_id,
        "attempt": submission.attempt,
        "verdict": str(submission.verdict),
        "language": submission.language,
        "duration_s": seconds_between(submission.opened_at, submission.finished_at),
    }
    log.info("submission_judged", extra=fields)


def done_event(judgement: Judgement, trace_id: str) -> Event:
    """What watchers are told at the end."""
    traced = {"trace_id": trace_id} if trace_id else {}
    return Event(FrameType.DONE, {"outcome": str(judgement.result.verdict), **asdict(judgement.totals), **traced})
