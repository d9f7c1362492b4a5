"""Waiting a moment for a verdict, for clients that would rather have one slow answer than ask again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from chalicelib.domain.submissions import Submission
from chalicelib.usecases.ports import Clock, SubmissionStore

# API Gateway ends a call after 29 s, the cold start included.
MAX_WAIT_S = 20
LOOK_EVERY_S = 0.1


@dataclass(frozen=True)
class Waiting:
    submissions: SubmissionStore
    clock: Clock
    sleep: Callable[[float], None]

    def for_verdict(self, submission: Submission, wait_s: int) -> Submission:
        """The submission as soon as it has a verdict, or as it is after that time, `MAX_WAIT_S` at most."""
        wait_s = min(wait_s, MAX_WAIT_S)
        until = self.clock() + timedelta(seconds=wait_s)
        # Counting too: a clock that is set back must not keep a client waiting.
        for _ in range(int(wait_s / LOOK_EVERY_S)):
            if submission.verdict is not None or self.clock() >= until:
                break
            self.sleep(LOOK_EVERY_S)
            submission = self.submissions.get(submission.submission_id) or submission
        return submission
