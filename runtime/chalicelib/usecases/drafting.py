"""Running one stage of a generation: what it streams, what it makes, and how it is finished once only."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol, cast

from chalicelib.domain import frames, keys, packages
from chalicelib.domain.frames import Channel, Content
from chalicelib.domain.generation import FailureClass, GenerationFailed, GenerationJob, Spending
from chalicelib.domain.stages import PARTS, Stage, artefact_name
from chalicelib.errors import AlpacoError, NotFound
from chalicelib.protocol import sha256_hex
from chalicelib.usecases.generation import JobStore
from chalicelib.usecases.nearness import Nearby
from chalicelib.usecases.ports import Clock, ObjectStore
from chalicelib.usecases.streams import FrameLog, JobEnded

log = logging.getLogger(__name__)

MAX_DRAFT_BYTES = 64 * 1024 * 1024
# How often a stage looks whether somebody has chosen among the problems near his wish.
LOOK_EVERY_S = 0.25


@dataclass(frozen=True)
class Product:
    """What a stage made. `files` go into the package, by path; `shown` are those that it shows as artefacts.

    `attempt` is the reply that was accepted, `tokens` what all its replies cost.
    """

    files: Mapping[str, bytes]
    shown: Mapping[str, str]
    attempt: int = 1
    tokens: int = 0


class StageStream:
    """Where a drafter sends what it hears."""

    def __init__(self, frame_log: FrameLog, job_id: str, stage: str) -> None:
        self._log = frame_log
        self._job_id = job_id
        self._stage = stage
        self._attempt = 0

    def begin(self, attempt: int) -> None:
        """An attempt starts; if it has been started before, whatever it streamed then is void."""
        self._attempt = attempt
        started = frames.stage_started(self._stage, attempt)
        if self._log.append(self._job_id, started, once=f"{self._stage}/{attempt}") is None:
            self._log.append(self._job_id, frames.stage_started(self._stage, attempt, again=True))

    @property
    def attempt(self) -> int:
        """The attempt that was begun last; 0 if none was."""
        return self._attempt

    def text(self, channel: Channel, text: str) -> None:
        for event in frames.deltas(self._stage, self._attempt, channel, text):
            self._log.append(self._job_id, event)


class Drafter(Protocol):
    """Makes what a stage is for."""

    def draft(self, job: GenerationJob, stage: str, stream: StageStream) -> Product | None:
        """None if this problem does not need the stage. Raises GenerationFailed, JobEnded."""

    def spending(self, job: GenerationJob) -> Spending:
        """What the job has cost so far, all in all."""


class Drafts:
    """What the stages of a draft have made, every attempt that was accepted, kept in the bucket."""

    def __init__(self, objects: ObjectStore) -> None:
        self._objects = objects

    def save(self, draft_id: str, stage: str, product: Product) -> None:
        entries = {path: packages.Entry(data) for path, data in product.files.items()}
        shown = {artefact_name(stage, path): text for path, text in product.shown.items()}
        self._objects.put_new(keys.draft(draft_id, stage, product.attempt), packages.write(entries))
        self._objects.put_new(keys.artefacts(draft_id, stage, product.attempt), json.dumps(shown).encode())

    def load(self, draft_id: str, stage: str, attempt: int) -> dict[str, bytes]:
        """The files of an attempt by path; none if there is no such attempt."""
        packed = self._objects.get(keys.draft(draft_id, stage, attempt), limit=MAX_DRAFT_BYTES)
        return {} if packed is None else {path: entry.data for path, entry in packages.unpack(packed).items()}

    def shown(self, draft_id: str, stage: str, attempt: int) -> dict[str, str]:
        """The artefacts of an attempt by name, as their frames show them; none if there is no such attempt."""
        data = self._objects.get(keys.artefacts(draft_id, stage, attempt), limit=MAX_DRAFT_BYTES)
        return {} if data is None else cast("dict[str, str]", json.loads(data))

    def package(self, job: GenerationJob) -> dict[str, bytes]:
        """The package as it stands: the files of every finished stage."""
        finished = [(part, job.finished[part]) for part in PARTS if part in job.finished]
        return {
            path: data for part, attempt in finished for path, data in self.load(job.draft_id, part, attempt).items()
        }


@dataclass(frozen=True)
class Drafting:
    jobs: JobStore
    log: FrameLog
    drafts: Drafts
    drafter: Drafter
    nearby: Nearby
    clock: Clock
    sleep: Callable[[float], None] = time.sleep

    def run(self, job_id: str, stage: str) -> None:
        """Does a stage unless it is done. Raises JobEnded, and GenerationFailed after telling those who follow."""
        job = self._open_job(job_id)
        if stage in job.finished:
            return
        try:
            self._run(job, stage)
        except GenerationFailed as exc:
            self.log.end(job_id, frames.failed(exc.class_, retryable=exc.retryable, detail=exc.detail))
            raise
        finally:
            self.log.settle()

    def _run(self, job: GenerationJob, stage: str) -> None:
        started_s = self._now_s()
        self._check_deadline(job, started_s)
        if stage == Stage.SPEC and job.remake is None:
            self._offer_near(job)
        stream = StageStream(self.log, job.job_id, stage)
        product = self._drafted(job, stage, stream)
        if product is None:
            self._end_without(job.job_id, stage, stream.attempt, started_s)
            return
        self.drafts.save(job.draft_id, stage, product)
        self._show(job.job_id, stage, product)
        duration_ms = self._ms_since(started_s)
        finished = frames.stage_finished(stage, product.attempt, duration_ms=duration_ms, tokens=product.tokens)
        self.log.append(job.job_id, finished, finishes=(stage, product.attempt))
        log.info("stage_finished", extra={"job_id": job.job_id, "stage": str(stage), "duration_ms": duration_ms})

    def _end_without(self, job_id: str, stage: str, attempt: int, started_s: float) -> None:
        """A stage that was begun is shown to be over, though nothing came of it and nothing needs to."""
        if attempt:
            finished = frames.stage_finished(stage, attempt, duration_ms=self._ms_since(started_s), tokens=0)
            self.log.append(job_id, finished)

    def _ms_since(self, started_s: float) -> int:
        return round((self._now_s() - started_s) * 1000)

    def _drafted(self, job: GenerationJob, stage: str, stream: StageStream) -> Product | None:
        try:
            return self.drafter.draft(job, stage, stream)
        finally:
            self.jobs.note_spending(job.job_id, self.drafter.spending(job))

    def _offer_near(self, job: GenerationJob) -> None:
        """No reason to fail if it cannot be found out: a new problem is what was asked for."""
        try:
            found = [item.shown(job.request.language) for item in self.nearby.near(job.request)]
        except AlpacoError:
            log.exception("nearby_unknown", extra={"job_id": job.job_id})
            return
        if found:
            self.log.append(job.job_id, frames.near(found, job.request.near_wait_s), once="near")
            self._wait_for_choice(job)

    def _wait_for_choice(self, job: GenerationJob) -> None:
        """Until somebody wants a new problem, or has had the time to say so. Raises JobEnded if one was taken."""
        for _ in range(int((job.chooses_until_s - self._now_s()) / LOOK_EVERY_S)):
            if self._now_s() >= job.chooses_until_s or self._open_job(job.job_id).goes_on:
                break
            self.sleep(LOOK_EVERY_S)
        self._open_job(job.job_id)

    def _show(self, job_id: str, stage: str, product: Product) -> None:
        for path, text in product.shown.items():
            name = artefact_name(stage, path)
            content = Content(
                text=text,
                sha256=sha256_hex(text.encode()),
                ref=f"/generations/{job_id}/artefacts/{name}?attempt={product.attempt}",
                parsed=json.loads(text) if stage == Stage.SPEC else None,
            )
            self.log.append(job_id, frames.artefact(stage, name, content), once=f"artefact/{name}/{product.attempt}")

    def _open_job(self, job_id: str) -> GenerationJob:
        job = self.jobs.get(job_id)
        if job is None:
            raise NotFound(f"there is no generation {job_id}", field="job_id")
        if job.ended:
            raise JobEnded(job_id)
        return job

    def _check_deadline(self, job: GenerationJob, now_s: float) -> None:
        if now_s > job.deadline_s:
            detail = "The generation took longer than it may."
            raise GenerationFailed(FailureClass.PROVIDER_TIMEOUT, detail, retryable=True)

    def _now_s(self) -> float:
        return self.clock().timestamp()
