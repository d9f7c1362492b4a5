"""What follows a check of a draft: it is stored, parts are remade, or it is given up."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass
from enum import StrEnum, auto

from chalicelib.domain import frames, keys
from chalicelib.domain.gates import Report, events, report_path
from chalicelib.domain.generation import TEMPLATE_MODEL, GenerationJob, Outcome
from chalicelib.errors import JobFailed
from chalicelib.protocol import ObjectRef
from chalicelib.usecases.finishing import read_checked
from chalicelib.usecases.generation import JobStore, require
from chalicelib.usecases.model_drafting.journal import Order
from chalicelib.usecases.model_drafting.repairing import gates_of, tests_failed
from chalicelib.usecases.model_drafting.rounds import Rounds
from chalicelib.usecases.ports import Clock, ObjectStore
from chalicelib.usecases.streams import FrameLog

log = logging.getLogger(__name__)


class Move(StrEnum):
    """Where the generator goes from here."""

    STORE = auto()
    REPAIR = auto()
    END = auto()


@dataclass(frozen=True)
class Check:
    """A check of a draft that has been through `round` repairs; `number` is that of the runner's job."""

    job_id: str
    round: int
    number: int


@dataclass(frozen=True)
class Deciding:
    """Deciding twice decides the same and tells it once."""

    jobs: JobStore
    log: FrameLog
    objects: ObjectStore
    rounds: Rounds
    clock: Clock

    def after_check(self, check: Check, report: ObjectRef) -> Move:
        """Raises JobEnded, Corrupt."""
        job = require(self.jobs, check.job_id)
        if job.ended:
            return Move.END
        found = read_checked(self.objects, report)
        if found.outcome is Outcome.VERIFIED or not self._may_go_on(job):
            return Move.STORE
        order = self.rounds.decide(job, check.round, gates_of(found.gates))
        if order is None:
            return Move.STORE
        self.log.catch_up(job.job_id, check.number, events(found, job.job_id, check.number))
        self._reopen(job, order)
        return Move.REPAIR

    def without_tests(self, check: Check, cause: str) -> Move:
        """The programs of the draft could not make its tests, for that cause. Raises JobEnded, JobFailed."""
        job = require(self.jobs, check.job_id)
        if job.ended:
            return Move.END
        if job.model == TEMPLATE_MODEL:
            raise JobFailed(cause)
        gate = tests_failed(cause)
        found = Report(Outcome.REJECTED, [asdict(gate)], {})
        self._keep(keys.check_report(job.job_id, check.number), found)
        self.log.catch_up(job.job_id, check.number, events(found, job.job_id, check.number))
        if self._may_go_on(job) and (order := self.rounds.decide(job, check.round, [gate])):
            self._reopen(job, order)
            return Move.REPAIR
        self._keep(keys.generation_report(job.job_id), found)
        self.log.end(job.job_id, frames.done(Outcome.REJECTED, None, report_path(job.job_id), job.usage))
        return Move.END

    def _may_go_on(self, job: GenerationJob) -> bool:
        """Variants of library problems are not repaired, nor is anything after the deadline."""
        return job.model != TEMPLATE_MODEL and self.clock().timestamp() < job.deadline_s

    def _reopen(self, job: GenerationJob, order: Order) -> None:
        """Told first: a stage that is remade must not show before its repair."""
        event = frames.repair(order.round, list(order.findings), list(dict.fromkeys(order.gates)))
        self.log.append(job.job_id, event, once=f"repair/{order.round}")
        self.jobs.reopen(job.job_id, list(order.findings))
        log.info("draft_repaired", extra={"job_id": job.job_id, "round": order.round, "stages": list(order.findings)})

    def _keep(self, key: str, report: Report) -> None:
        raw = {"outcome": report.outcome, "gates": report.gates, "matrix": report.matrix}
        self.objects.put_new(key, json.dumps(raw, ensure_ascii=False).encode("utf-8", "replace"))
