"""What a generation made, for those who want to see it whole."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import cast

from chalicelib.domain import keys
from chalicelib.domain.stages import Stage, artefact_name, files_of
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

    def report(self, job_id: str) -> dict[str, object]:
        """Raises NotFound (job_id) if there is no such generation, or no report of it yet."""
        job = require(self.jobs, job_id)
        data = self.objects.get(keys.generation_report(job.job_id), limit=MAX_REPORT_BYTES)
        if data is None:
            raise NotFound(f"generation {job_id} has no report yet", field="job_id")
        return cast("dict[str, object]", json.loads(data))

    def artefact(self, job_id: str, name: str) -> str:
        """The text of an artefact by the name in its frame. Raises NotFound (job_id or name)."""
        job = require(self.jobs, job_id)
        for stage in Stage:
            if name.split("/")[0] == stage:
                files = files_of(stage, self.drafts.load(job_id, stage), job.request.language)
                found = [data for path, data in files.items() if artefact_name(stage, path) == name]
                if found:
                    return found[0].decode()
        raise NotFound(f"generation {job_id} has no artefact {name[:80]!r}", field="name")
