"""One message from its receipt to its answer."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass

from chalicelib.protocol import Job, ProtocolError, Result, Verdict, job_from_json, result_from_json, to_json
from judge.sandbox import SandboxError

from worker.lease import Lease
from worker.ports import Callbacks, Delivery, DraftBroken, Messages, Post, Store
from worker.progress import ProgressLine

log = logging.getLogger(__name__)

# Told to Step Functions when this worker could not do a job, or when nobody could; the state machines match on it.
JOB_FAILED = "JobFailed"
DRAFT_BROKEN = "DraftBroken"
# Before a message that we cannot read comes back, somebody who can may be there.
UNREADABLE_PAUSE_S = 5

# Of what a broken draft said; Step Functions takes more, the state that carries it on does not need it.
MAX_CAUSE_CHARACTERS = 2000

Perform = Callable[[Job, ProgressLine], Result]


@dataclass(frozen=True)
class Task:
    """A message read: what to do, and who waits for it."""

    token: str
    job: Job


class Unreadable(ValueError):
    """A message that this worker does not understand."""


def read_task(body: str) -> Task:
    """Raises Unreadable."""
    try:
        raw = json.loads(body)
        return Task(str(raw["token"]), job_from_json(raw["job"]))
    except (ValueError, KeyError, TypeError, ProtocolError) as exc:
        raise Unreadable(str(exc)) from exc


@dataclass(frozen=True)
class Desk:
    """Handles messages one by one. Safe to use from several threads."""

    messages: Messages
    callbacks: Callbacks
    store: Store
    post: Post
    perform: Perform

    def handle(self, delivery: Delivery) -> None:
        """Does the job of a message and answers it. Raises SandboxError if this worker can do no more jobs."""
        try:
            task = read_task(delivery.body)
        except Unreadable as exc:
            log.error("message_unreadable", extra={"problem": str(exc)[:200]})
            # Never deleted: after three receives it is in the dead-letter queue, whose consumer ends what waits for it.
            self.messages.extend(delivery, UNREADABLE_PAUSE_S)
            return
        # A redelivered message carries the same token: only the token tells that the job is done or given up.
        if self.callbacks.heartbeat(task.token):
            with Lease(self.messages, self.callbacks, delivery, task.token):
                self._answer(task)
        else:
            log.info("job_is_stale", extra=_named(task.job))
        self.messages.delete(delivery)

    def _answer(self, task: Task) -> None:
        fields = _named(task.job)
        log.info("job_started", extra=fields)
        try:
            result = self._result(task.job)
        except SandboxError:
            raise
        except DraftBroken as exc:
            log.info("draft_broken", extra=fields)
            self.callbacks.fail(task.token, DRAFT_BROKEN, str(exc)[:MAX_CAUSE_CHARACTERS])
            return
        except Exception as exc:  # the one broad catch of the loop: whatever happens, the state gets its answer
            log.exception("job_crashed", extra=fields)
            self.callbacks.fail(task.token, JOB_FAILED, type(exc).__name__)
            return
        log.info("job_done", extra={**fields, "verdict": str(result.verdict), "wall_s": result.wall_s})
        if result.verdict is Verdict.JUDGE_ERROR:
            log.error("job_failed", extra={**fields, "problem": result.error[:200]})
            self.callbacks.fail(task.token, JOB_FAILED, result.error)
        else:
            self.callbacks.succeed(task.token, summary(result, task.job.result_key))

    def _result(self, job: Job) -> Result:
        """The stored result if an earlier delivery came so far; else a new one. What is stored first counts."""
        stored = self.store.find(job.result_key)
        if stored is None:
            with ProgressLine(self.post, job) as line:
                result = self.perform(job, line)
            if result.verdict is Verdict.JUDGE_ERROR or self.store.put_new(job.result_key, _encoded(result)):
                return result
            stored = self.store.find(job.result_key)
        return result_from_json(json.loads(stored or b"null"))


def _named(job: Job) -> dict[str, object]:
    """What log entries tell about a job."""
    traced = {"trace_id": job.trace_id} if job.trace_id else {}
    return {"job_id": job.job_id, "kind": str(job.kind), "attempt": job.attempt, **traced}


def _encoded(result: Result) -> bytes:
    return json.dumps(to_json(result), ensure_ascii=False).encode("utf-8", "replace")


def summary(result: Result, result_key: str) -> dict[str, object]:
    """What the state machine is told: at most a few KiB, everything else lies under `result_key`."""
    runs = result.runs
    return {
        "verdict": str(result.verdict),
        **({} if result.score is None else {"score": result.score}),
        "cpu_s": max((run.cpu_s for run in runs), default=0.0),
        "wall_s": max((run.wall_s for run in runs), default=0.0),
        "memory_mib": max((run.memory_mib for run in runs), default=0.0),
        "tests_passed": sum(run.verdict is Verdict.ACCEPTED for run in runs),
        "tests_total": max(result.tests_total, len(runs)),
        "result_key": result_key,
        "outputs": {name: to_json(ref) for name, ref in result.outputs.items()},
    }
