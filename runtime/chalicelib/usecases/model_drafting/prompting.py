"""What is said to the model: a template per stage, filled with what that stage may see."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chalicelib.domain.generation import GenerationRequest
from chalicelib.domain.replies.pieces import WrongProgram
from chalicelib.domain.spec import ProblemSpec
from chalicelib.domain.stages import Stage
from chalicelib.usecases.model_drafting.journal import Past
from chalicelib.usecases.model_drafting.ports import Message, Role
from chalicelib.usecases.model_drafting.products import Artefact, spec_text

MAX_FINDINGS = 6
MAX_FINDING_CHARACTERS = 3000

_BEFORE = "You have done this part before. Your last version:"
_SLOT = re.compile(r"<<([a-z]+)>>")
_LANGUAGES = {
    "en": "English", "ko": "Korean", "ja": "Japanese", "zh": "Chinese", "de": "German", "fr": "French", "es": "Spanish",
    "pt": "Portuguese", "it": "Italian", "ru": "Russian", "vi": "Vietnamese", "id": "Indonesian",
}  # fmt: skip


def data_block(name: str, text: str) -> str:
    """The text between marks that it cannot contain, as nobody can write down the digest of what he writes."""
    mark = f"data-{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:8]}"
    return f'<{mark} name="{name}">\n{text.strip()}\n</{mark}>'


def language_name(code: str) -> str:
    name = _LANGUAGES.get(code.split("-")[0].lower())
    return f"{name} (`{code}`)" if name else f"`{code}` (BCP 47)"


@dataclass(frozen=True)
class Brief:
    """What a question is made from. `seeds` are problems near the request, `schema` is that of a spec."""

    request: GenerationRequest
    past: Past
    schema: Mapping[str, object]
    seeds: Sequence[str] = ()


class Prompts:
    """`templates` are the texts of the folder `prompts` by name without suffix; `<<slot>>` is where data go."""

    def __init__(self, templates: Mapping[str, str]) -> None:
        self._templates = templates

    def messages(self, stage: str, brief: Brief) -> tuple[Message, ...]:
        """The conversation that asks for the stage's artefact, the second and later attempts with what was wrong."""
        parts = [self._fill(stage, _slots(stage, brief, self))]
        parts += self._repair(stage, brief.past)
        parts += self._wish(stage, brief.past)
        parts += self._unusable(stage, brief.past)
        return (Message(Role.SYSTEM, self._fill("system", {})), Message(Role.USER, "\n".join(parts)))

    def seeds(self, seeds: Sequence[str]) -> str:
        blocks = "\n".join(data_block("library problem", seed) for seed in seeds)
        return self._fill("seeds", {"seeds": blocks}) if seeds else ""

    def _repair(self, stage: str, past: Past) -> list[str]:
        latest, findings = past.latest(stage), past.findings(stage)
        if latest is None or latest.artefact is None or not findings:
            return []
        previous = data_block(stage, as_text(latest.artefact))
        return [self._fill("repair", {"previous": previous, "findings": _told(findings)})]

    def _wish(self, stage: str, past: Past) -> list[str]:
        latest, wish = past.latest(stage), past.wish(stage)
        if not wish:
            return []
        artefact = latest.artefact if latest else None
        previous = f"{_BEFORE}\n{data_block(stage, as_text(artefact))}\n" if artefact is not None else ""
        return [self._fill("wish", {"previous": previous, "wish": data_block("wish", wish)})]

    def _unusable(self, stage: str, past: Past) -> list[str]:
        tried = [attempt for attempt in past.since_order(stage) if attempt.misses]
        if not tried:
            return []
        return [self._fill("unusable", {"misses": "\n".join(f"- {miss}" for miss in tried[-1].misses)})]

    def _fill(self, name: str, slots: Mapping[str, str]) -> str:
        return _SLOT.sub(lambda slot: slots[slot[1]], self._templates[name])


def _slots(stage: str, brief: Brief, prompts: Prompts) -> dict[str, str]:
    """What each stage sees. `brute` and `solver` see the spec alone: they must not share the reference's mistakes."""
    if stage == Stage.SPEC:
        return _request_slots(brief, prompts)
    slots = {"spec": _artefact(brief.past, Stage.SPEC, "specification")}
    if stage == Stage.GENERATOR:
        slots["validator"] = _artefact(brief.past, Stage.VALIDATOR, "validator")
    if stage in (Stage.WRONG, Stage.STATEMENT):
        slots["reference"] = _artefact(brief.past, Stage.REFERENCE, "model solution")
    if stage == Stage.STATEMENT:
        slots["request"] = data_block("request", brief.request.prompt)
        slots["language"] = language_name(brief.request.language)
    return slots


def _request_slots(brief: Brief, prompts: Prompts) -> dict[str, str]:
    return {
        "request": data_block("request", brief.request.prompt),
        "difficulty": brief.request.difficulty,
        "language": language_name(brief.request.language),
        "seeds": prompts.seeds(brief.seeds),
        "schema": json.dumps(brief.schema, ensure_ascii=False, indent=1),
    }


def _artefact(past: Past, stage: Stage, name: str) -> str:
    attempt = past.latest(stage)
    if attempt is None or attempt.artefact is None:
        raise LookupError(f"the stage {stage} has not been drafted yet")
    return data_block(name, as_text(attempt.artefact))


def as_text(artefact: Artefact) -> str:
    """The artefact as the model writes it."""
    if isinstance(artefact, ProblemSpec):
        return spec_text(artefact)
    return artefact if isinstance(artefact, str) else "\n\n".join(_section(program) for program in artefact)


def _section(program: WrongProgram) -> str:
    return f"### {program.name} expect {program.verdict}\n```python\n{program.code}```"


def _told(findings: Sequence[tuple[str, ...]]) -> str:
    lines = [line[:MAX_FINDING_CHARACTERS] for order in findings for line in order]
    return "\n".join(data_block("finding", line) for line in lines[-MAX_FINDINGS:])
