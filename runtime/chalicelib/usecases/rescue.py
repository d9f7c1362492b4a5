"""Whatever got stuck is ended: open submissions, jobs nobody could do, tasks that stopped."""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Protocol

from chalicelib.domain import ids
from chalicelib.domain.frames import failed
from chalicelib.domain.generation import FailureClass
from chalicelib.domain.submissions import Submission
from chalicelib.domain.times import stamp
from chalicelib.usecases.generation import OpenJob
from chalicelib.usecases.grading import Starting
from chalicelib.usecases.ports import Callbacks, Clock, Executions, ExecutionState, SubmissionStore
from chalicelib.usecases.streams import FrameLog
from chalicelib.usecases.verdicts import Verdicts

log = logging.getLogger(__name__)

# Between a row and the start of its execution lie milliseconds; whatever is older and not running needs help.
GRACE = timedelta(minutes=1)
# An execution ends itself after four hours; what could not even be started for so long never will be.
GIVE_UP = timedelta(hours=4, minutes=15)


class GivenUp(StrEnum):
    """Why a submission ended without a result of a runner; also what Step Functions is told of a job."""

    NEVER_FINISHED = "NeverFinished"
    EXECUTION_ENDED = "ExecutionEnded"
    DEAD_LETTERED = "DeadLettered"
    TASK_STOPPED = "TaskStopped"


@dataclass(frozen=True)
class Reaper:
    """Looks after submissions that have had no verdict for a while, or one that nobody was told."""

    submissions: SubmissionStore
    executions: Executions
    starting: Starting
    verdicts: Verdicts
    clock: Clock

    def reap(self) -> dict[str, int]:
        """How many were looked at, started again, ended, told their verdict late."""
        counts = {"open": 0, "restarted": 0, "ended": 0, "told": 0}
        for submission in self.submissions.open_before(self._ago(GRACE)):
            counts["open"] += 1
            action = self._rescue(submission)
            if action:
                counts[action] += 1
        log.info("reaped", extra=counts)
        return counts

    def _rescue(self, submission: Submission) -> str | None:
        if submission.verdict is not None:
            self.verdicts.announce(submission)
            return "told"
        state = self.executions.state(ids.execution_name(submission.submission_id, submission.attempt))
        is_old = submission.opened_at < self._ago(GIVE_UP)
        if state is ExecutionState.RUNNING and not is_old:
            return None
        if state is ExecutionState.UNKNOWN and not is_old:
            self.starting.ensure_started(submission)
            return "restarted"
        error = GivenUp.EXECUTION_ENDED if state is ExecutionState.ENDED else GivenUp.NEVER_FINISHED
        self.verdicts.mark_judge_error(submission.submission_id, submission.attempt, error)
        return "ended"

    def _ago(self, age: timedelta) -> str:
        return stamp(self.clock() - age)


class OpenJobs(Protocol):
    def open_before(self, created_before: float) -> Sequence[OpenJob]:
        """Generations without an end that were asked for earlier (seconds since the epoch)."""


@dataclass(frozen=True)
class GenerationReaper:
    """Ends generations whose executions are over, or never began, without telling an end to those who follow."""

    jobs: OpenJobs
    executions: Executions
    log: FrameLog
    clock: Clock

    def reap(self) -> dict[str, int]:
        """How many were looked at, and ended."""
        open_jobs = self.jobs.open_before((self.clock() - GRACE).timestamp())
        ended = sum(self._rescue(job) for job in open_jobs)
        counts = {"generations_open": len(open_jobs), "generations_ended": ended}
        log.info("generations_reaped", extra=counts)
        return counts

    def _rescue(self, job: OpenJob) -> bool:
        state = self.executions.state(ids.execution_name(job.job_id, 1))
        is_old = job.created_at < (self.clock() - GIVE_UP).timestamp()
        if state is ExecutionState.RUNNING and not is_old:
            return False
        detail = "The generation broke off without an end."
        return self.log.end(job.job_id, failed(FailureClass.INTERNAL, retryable=True, detail=detail))


def dead_letter(body: str, callbacks: Callbacks) -> None:
    """Ends the state that waits for a job which was received again and again and never finished."""
    token, job_id = _token_of(body)
    log.error("job_dead_lettered", extra={"job_id": job_id})
    if token:
        callbacks.fail(token, GivenUp.DEAD_LETTERED, "three workers took the job and none finished it")


def _token_of(body: str) -> tuple[str, str]:
    """Token and job id of a job message; empty where the message does not hold them."""
    try:
        message = json.loads(body)
        return str(message["token"]), str(message["job"]["job_id"])
    except (ValueError, KeyError, TypeError):
        return "", ""


def task_stopped(token: str, reason: str, callbacks: Callbacks) -> None:
    """Ends the state that waits for a stopped task; one that has answered waits for nothing any more."""
    log.info("task_stopped", extra={"reason": reason})
    callbacks.fail(token, GivenUp.TASK_STOPPED, reason)
