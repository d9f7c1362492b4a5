"""Accepted artefacts: read from a reply, kept in the journal, turned into the files of a package."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import cast

from chalicelib.domain.generation import Difficulty
from chalicelib.domain.replies.pieces import Code, Fault, Found, JsonObject, Markdown, Unusable, WrongProgram
from chalicelib.domain.spec import OutputKind, ProblemSpec, SpecMisses, read_spec, spec_from_json
from chalicelib.domain.stages import SOLVER, SOLVER_PATH, SPEC_PATH, Stage
from chalicelib.protocol import Verdict

PROBLEM_PATH = "problem.yaml"
FORMAT_VERSION = "2025-09"

_PROGRAM_PATHS: Mapping[str, str] = {
    Stage.REFERENCE: "submissions/accepted/reference.py",
    Stage.BRUTE: "submissions/brute_force/brute.py",
    Stage.VALIDATOR: "input_validators/validate.py",
    Stage.GENERATOR: "generators/generate.py",
    Stage.CHECKER: "output_validator/validate.py",
    SOLVER: SOLVER_PATH,
}
_SUBMISSIONS_PATH = "submissions/submissions.yaml"
# The format wants a brute force to fail somewhere; where no way is said to be too slow, it may also keep up.
_ANY_PACE = "brute_force:\n  permitted: [AC, RTE, TLE]\n  required: [AC, RTE, TLE]\n"
_FOLDERS: Mapping[str, str] = {
    Verdict.WRONG_ANSWER: "wrong_answer",
    Verdict.TIME_LIMIT_EXCEEDED: "time_limit_exceeded",
}
_UUIDS = uuid.UUID("6f0a4b1e-58f3-4a0c-9d6f-0c7f9a5f2d31")

Artefact = ProblemSpec | str | tuple[WrongProgram, ...]


def accept(found: Found, schema: Mapping[str, object], difficulty: Difficulty) -> Artefact | Unusable:
    """The artefact that a reply holds, or why the reply cannot be used."""
    if isinstance(found, Unusable):
        return found
    if isinstance(found, JsonObject):
        spec = read_spec(_unwrapped(found.value), schema, difficulty)
        return _unusable_spec(spec) if isinstance(spec, SpecMisses) else spec
    if isinstance(found, Code | Markdown):
        return found.text
    return found.programs


def _unwrapped(value: Mapping[str, object]) -> Mapping[str, object]:
    """Some put the object into another one, as the arguments of a call or under a name."""
    inner = [item for item in value.values() if isinstance(item, dict) and "variables" in item]
    return value if "variables" in value or len(inner) != 1 else cast("dict[str, object]", inner[0])


def _unusable_spec(misses: SpecMisses) -> Unusable:
    if misses.form:
        return Unusable(Fault.SCHEMA_MISS, misses.form)
    return Unusable(Fault.BAD_VALUES, misses.values)


def to_plain(artefact: Artefact) -> object:
    """The artefact as JSON; `from_plain` reads it back."""
    if isinstance(artefact, ProblemSpec):
        return artefact.to_json()
    return artefact if isinstance(artefact, str) else [asdict(program) for program in artefact]


def from_plain(value: object) -> Artefact:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return tuple(WrongProgram(**program) for program in value)
    return spec_from_json(cast("Mapping[str, object]", value))


@dataclass(frozen=True)
class Setting:
    """What files need to know beside their artefact. `language` is that of the statement."""

    draft_id: str
    language: str
    spec: ProblemSpec


def files(stage: str, artefact: Artefact, setting: Setting) -> dict[str, bytes]:
    """The files of the package that the stage's artefact makes, by path."""
    return {path: text.encode() for path, text in _texts(stage, artefact, setting).items()}


def _texts(stage: str, artefact: Artefact, setting: Setting) -> dict[str, str]:
    if isinstance(artefact, ProblemSpec):
        return _spec_files(artefact, setting)
    if not isinstance(artefact, str):
        return {f"submissions/{_FOLDERS[item.verdict]}/{item.name}.py": item.code for item in artefact}
    if stage == Stage.STATEMENT:
        return {f"statement/problem.{setting.language}.md": artefact}
    if stage == Stage.BRUTE and not setting.spec.naive_complexity:
        return {_PROGRAM_PATHS[stage]: artefact, _SUBMISSIONS_PATH: _ANY_PACE}
    return {_PROGRAM_PATHS[stage]: artefact}


def _spec_files(spec: ProblemSpec, setting: Setting) -> dict[str, str]:
    texts = {SPEC_PATH: spec_text(spec), PROBLEM_PATH: problem_yaml(spec, setting)}
    if spec.output_kind is OutputKind.FLOAT:
        group = f"output_validator_args: [float_tolerance, {_scalar(spec.float_tolerance)}]\n"
        texts |= {"data/sample/test_group.yaml": group, "data/secret/test_group.yaml": group}
    return texts


def spec_text(spec: ProblemSpec) -> str:
    return json.dumps(spec.to_json(), ensure_ascii=False, indent=2) + "\n"


def problem_yaml(spec: ProblemSpec, setting: Setting) -> str:
    """Without a time limit: that follows from measured runs. Every JSON scalar is a YAML scalar."""
    lines = [
        f"problem_format_version: {FORMAT_VERSION}",
        *_block("name", {setting.language: spec.title}),
        f"uuid: {uuid.uuid5(_UUIDS, setting.draft_id)}",
        *_list("keywords", spec.topics),
        *_block("limits", {"memory": spec.memory_mib}),
        *_block("constants", spec.bounds()),
    ]
    return "\n".join(lines) + "\n"


def _block(name: str, values: Mapping[str, object]) -> list[str]:
    return [f"{name}:", *(f"  {key}: {_scalar(value)}" for key, value in values.items())]


def _list(name: str, values: Sequence[str]) -> list[str]:
    return [f"{name}:", *(f"  - {_scalar(value)}" for value in values)] if values else []


def _scalar(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def shown(stage: str, artefact: Artefact, setting: Setting) -> dict[str, str]:
    """What clients see of the artefact, by path: the spec as JSON, the statement with its bounds filled in."""
    if isinstance(artefact, ProblemSpec):
        return {SPEC_PATH: json.dumps(artefact.to_json(), ensure_ascii=False)}
    texts = _texts(stage, artefact, setting)
    if stage == Stage.STATEMENT:
        return {path: _with_bounds(text, setting.spec) for path, text in texts.items()}
    return {path: text for path, text in texts.items() if path != _SUBMISSIONS_PATH}


def _with_bounds(text: str, spec: ProblemSpec) -> str:
    for name, value in spec.bounds().items():
        text = text.replace("{{" + name + "}}", str(value))
    return text
