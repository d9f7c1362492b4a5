"""Template mode: without a model, problems are variants of the parametric packages among the stored problems."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from chalicelib.domain import packages, templates
from chalicelib.domain.frames import Channel
from chalicelib.domain.generation import FailureClass, GenerationFailed, GenerationJob, Spending
from chalicelib.domain.stages import SPEC_PATH, Stage, files_of
from chalicelib.errors import Corrupt
from chalicelib.protocol import ObjectRef, sha256_hex
from chalicelib.usecases.current_problems import current_problems
from chalicelib.usecases.drafting import Drafts, Product, StageStream
from chalicelib.usecases.ports import ObjectStore, ProblemStore

# As much as a person takes in at a glance: what a model would send in a few chunks.
PASSAGE_CHARACTERS = 240

_CHANNELS: Mapping[str, Channel] = {Stage.SPEC: Channel.JSON, Stage.STATEMENT: Channel.PROSE}


@dataclass(frozen=True)
class Offer:
    """A stored problem that can be varied."""

    template: templates.Template
    languages: frozenset[str]
    package: ObjectRef


@dataclass(frozen=True)
class Catalogue:
    """The parametric packages among the current versions of problems."""

    problems: ProblemStore

    def offers(self) -> list[Offer]:
        return list(self._offers())

    def _offers(self) -> Iterator[Offer]:
        for version in current_problems(self.problems):
            shown = version.metadata
            if shown.topics:
                template = templates.Template(version.problem_id, shown.topics, shown.difficulty, {}, {})
                yield Offer(template, frozenset(shown.names), version.package)


@dataclass(frozen=True)
class TemplateDrafter:
    """A drafter that needs no model: each stage shows its files of a variant that the spec stage has chosen."""

    catalogue: Catalogue
    objects: ObjectStore
    drafts: Drafts

    def draft(self, job: GenerationJob, stage: str, stream: StageStream) -> Product | None:
        files = self._variant(job) if stage == Stage.SPEC else self.drafts.load(job.draft_id, Stage.SPEC, 1)
        own = files_of(stage, files, job.request.language)
        if not own:
            return None
        stream.begin(1)
        for data in own.values():
            for passage in passages(data.decode()):
                stream.text(_CHANNELS.get(stage, Channel.CODE), passage)
        return Product(files=files if stage == Stage.SPEC else own, shown=_shown(stage, own, files))

    def spending(self, _job: GenerationJob) -> Spending:
        """Templates cost nothing."""
        return Spending()

    def _variant(self, job: GenerationJob) -> dict[str, bytes]:
        """The whole package of the variant; the other stages find it among the drafts."""
        offer = choose(self.catalogue.offers(), job)
        packed = self.objects.get(offer.package.key, limit=packages.MAX_UNPACKED_BYTES)
        if packed is None or sha256_hex(packed) != offer.package.sha256:
            raise Corrupt(f"{offer.package.key} is missing or does not have its SHA-256")
        files = {path: entry.data for path, entry in packages.read(packed).items()}
        return templates.vary(offer.template.package, files, job.seed, job.request.language)


def choose(offers: Sequence[Offer], job: GenerationJob) -> Offer:
    """The offer that suits the request best. Raises GenerationFailed if none has a statement in its language."""
    language = job.request.language
    fitting = {offer.template.package: offer for offer in offers if language in offer.languages}
    if not fitting:
        known = ", ".join(sorted({name for offer in offers for name in offer.languages})) or "none"
        detail = f"Template mode has no problem in the language {language!r}; it has: {known}."
        raise GenerationFailed(FailureClass.REFUSED, detail, retryable=False)
    candidates = [offer.template for offer in fitting.values()]
    chosen = templates.choose(candidates, job.request.prompt, job.request.difficulty, job.seed)
    return fitting[chosen.package]


def passages(text: str) -> Iterator[str]:
    """The text in parts of whole lines."""
    part = ""
    for line in text.splitlines(keepends=True):
        part += line
        if len(part) >= PASSAGE_CHARACTERS:
            yield part
            part = ""
    if part:
        yield part


def _shown(stage: str, own: dict[str, bytes], files: dict[str, bytes]) -> dict[str, str]:
    """What clients see of the stage: the parsed spec, the statement with its bounds filled in, programs as they are."""
    if stage == Stage.SPEC:
        return {SPEC_PATH: json.dumps(json.loads(own[SPEC_PATH]), ensure_ascii=False)}
    if stage == Stage.STATEMENT:
        constants = templates.read_constants(files[templates.PROBLEM_PATH].decode())
        return {path: templates.substitute(data.decode(), constants) for path, data in own.items()}
    return {path: data.decode() for path, data in own.items()}
