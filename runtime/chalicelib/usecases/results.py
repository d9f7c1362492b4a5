"""What a generation made, for those who want to see it whole."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import cast

from chalicelib.domain import keys
from chalicelib.domain.generation import DraftState, GenerationJob
from chalicelib.domain.stages import PARTS
from chalicelib.errors import NotFound
from chalicelib.usecases.drafting import Drafts
from chalicelib.usecases.generation import JobStore, require
from chalicelib.usecases.ports import ObjectStore

MAX_REPORT_BYTES = 5 * 1024 * 1024


@dataclass(frozen=True)
class Results:
    jobs: JobStore
    objects: ObjectStore
    drafts: Drafts

    def report(self, job_id: str, check: int | None = None) -> dict[str, object]:
        """What the gates said in the end, or in the check of that number.

        Raises NotFound (job_id) if there is no such generation, or no such report of it yet.
        """
        job = self._shown(job_id)
        key = keys.generation_report(job.job_id) if check is None else keys.check_report(job.job_id, check)
        data = self.objects.get(key, limit=MAX_REPORT_BYTES)
        if data is None:
            raise NotFound(f"generation {job_id} has no such report yet", field="job_id")
        return cast("dict[str, object]", json.loads(data))

    def artefact(self, job_id: str, name: str, attempt: int | None = None) -> str:
        """The text of an artefact by the name in its frame, as it counts or as that attempt made it.

        Raises NotFound (job_id or name).
        """
        job = self._shown(job_id)
        stage = name.split("/")[0]
        number = attempt or job.finished.get(stage, 0)
        shown = self.drafts.shown(job.draft_id, stage, number) if stage in PARTS else {}
        if name not in shown:
            raise NotFound(f"generation {job_id} has no such artefact {name[:80]!r}", field="name")
        return shown[name]

    def _shown(self, job_id: str) -> GenerationJob:
        job = require(self.jobs, job_id)
        if job.state is DraftState.DISCARDED:
            raise NotFound(f"the draft of generation {job_id} was discarded", field="job_id")
        return job
