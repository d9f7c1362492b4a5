"""Library problems near a request, shown to the model so that it learns their form and makes something else."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from chalicelib.domain import packages, templates
from chalicelib.domain.generation import GenerationJob
from chalicelib.domain.stages import SPEC_PATH
from chalicelib.domain.topics import topics_in
from chalicelib.errors import AlpacoError
from chalicelib.usecases.ports import ObjectStore
from chalicelib.usecases.template_mode import Catalogue, Offer

log = logging.getLogger(__name__)

MAX_SEEDS = 2


@dataclass(frozen=True)
class LibrarySeeds:
    """A `SeedSource` over the parametric packages among the stored problems."""

    catalogue: Catalogue
    objects: ObjectStore

    def near(self, job: GenerationJob) -> Sequence[str]:
        """The nearest few, each with title, summary and rules; none if the request names no topic that we know."""
        if not topics_in(job.request.prompt):
            return ()
        return [seed for offer in self._nearest(job) if (seed := self._readable(offer))]

    def _nearest(self, job: GenerationJob) -> Iterator[Offer]:
        left = {offer.template.package: offer for offer in self.catalogue.offers()}
        for _ in range(min(MAX_SEEDS, len(left))):
            candidates = [offer.template for offer in left.values()]
            chosen = templates.choose(candidates, job.request.prompt, job.request.difficulty, job.seed)
            yield left.pop(chosen.package)

    def _readable(self, offer: Offer) -> str:
        """A broken package in the library is no reason to fail somebody's generation."""
        try:
            return self._told(offer)
        except AlpacoError:
            log.exception("seed_unreadable", extra={"problem_id": offer.template.package})
            return ""

    def _told(self, offer: Offer) -> str:
        packed = self.objects.get(offer.package.key, limit=packages.MAX_UNPACKED_BYTES)
        files = {} if packed is None else {path: entry.data for path, entry in packages.read(packed).items()}
        if SPEC_PATH not in files:
            return ""
        constants = templates.read_constants(files[templates.PROBLEM_PATH].decode())
        return templates.substitute(_summary(json.loads(files[SPEC_PATH])), constants)


def _summary(spec: Mapping[str, object]) -> str:
    rules = "\n".join(f"- {rule}" for rule in cast("Sequence[str]", spec["rules"]))
    return f"{spec['title']} ({spec['difficulty']})\n{spec['summary']}\n{rules}"
