"""Judging again: the same code on the problem as it is now. The verdict that was there becomes history."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.domain import ids, tracing
from chalicelib.domain.submissions import Submission
from chalicelib.domain.times import stamp
from chalicelib.errors import Conflict, NotFound
from chalicelib.usecases.grading import Starting
from chalicelib.usecases.ports import Clock, ProblemStore, SubmissionStore

log = logging.getLogger(__name__)

# A row holds its history.
MAX_ATTEMPTS = 100
MAX_BATCH = 100


@dataclass(frozen=True)
class Rejudged:
    """One page of a problem's submissions: ids begun anew, ids left alone by reason, and where to go on."""

    begun: tuple[str, ...]
    skipped: Mapping[str, str]
    cursor: str | None


@dataclass(frozen=True)
class Rejudging:
    problems: ProblemStore
    submissions: SubmissionStore
    starting: Starting
    clock: Clock

    def rejudge(self, submission: Submission) -> Submission:
        """The submission in its next attempt. Raises Conflict (submission_id) if it has no verdict yet."""
        version, now = self._version(submission), stamp(self.clock())
        if not self.submissions.reopen(_judged(submission), version, now, tracing.current()):
            raise Conflict("somebody else has it judged again", field="submission_id")
        reopened = self.submissions.get(submission.submission_id)
        if reopened is None:
            raise NotFound(f"there is no submission {submission.submission_id!r}", field="submission_id")
        log.info("submission_reopened", extra={"submission_id": reopened.submission_id, "attempt": reopened.attempt})
        self.starting.ensure_started(reopened)
        return reopened

    def rejudge_problem(self, problem_id: str, limit: int, cursor: str | None) -> Rejudged:
        """Begins one page of the problem's submissions anew, newest first. Raises NotFound (problem_id)."""
        if not self.problems.last_version(problem_id):
            raise NotFound(f"there is no problem {problem_id[:80]!r}", field="problem_id")
        page = self.submissions.page(problem_id, min(limit, MAX_BATCH), cursor)
        begun, skipped = [], {}
        for submission in page.items:
            try:
                begun.append(self.rejudge(submission).submission_id)
            except Conflict as exc:
                skipped[submission.submission_id] = exc.detail
        return Rejudged(tuple(begun), skipped, page.cursor)

    def _version(self, submission: Submission) -> int:
        """The problem's current version; that of the last attempt if it was withdrawn."""
        current = self.problems.current(submission.problem_id)
        return current.version if current else submission.problem_version


def _judged(submission: Submission) -> Submission:
    if submission.verdict is None:
        raise Conflict("it is being judged", field="submission_id")
    if submission.attempt >= MAX_ATTEMPTS:
        raise Conflict(f"it was judged {MAX_ATTEMPTS} times", field="submission_id")
    if not ids.is_submission(submission.submission_id):
        raise NotFound("custom runs are not judged again", field="submission_id")
    return submission
