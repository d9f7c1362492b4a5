"""The time limit of packages that state none, measured once and from then on the same for everybody."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from chalicelib.protocol import ANSWERS, Job, JobLimits
from judge.ports import SandboxPort

from worker.ports import Store

if TYPE_CHECKING:
    from judge.package import Package


@dataclass(frozen=True)
class Calibration:
    """Keeps measured limits beside the tests that they were measured on: workers differ, verdicts must not."""

    store: Store
    sandbox: SandboxPort

    def limits(self, job: Job, package: Package) -> JobLimits:
        """The job's limits, with a time limit unless the package states one, or nothing will run.

        Raises JudgeError if there is nothing to measure.
        """
        is_known = job.limits.time_limit_s is not None or package.limits.time_limit_s is not None
        if is_known or job.language == ANSWERS:
            return job.limits
        key = _key(job)
        stored = self.store.find(key)
        if stored is None:
            self.store.put_new(key, json.dumps({"time_limit_s": self._measured(package)}).encode())
            stored = self.store.find(key)
        return replace(job.limits, time_limit_s=float(json.loads(stored or b"{}")["time_limit_s"]))

    def _measured(self, package: Package) -> float:
        from judge import languages
        from judge.prepare import Workshop
        from judge.time_limit import time_limit_of

        return time_limit_of(package, Workshop(self.sandbox, languages.load()))


def _key(job: Job) -> str:
    parts = [part.sha256 for part in (job.tests, job.package) if part is not None]
    return f"tests/{'-'.join(parts)}.limits.json"
