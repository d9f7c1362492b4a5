"""Template mode: parametric packages varied by a seed, and the choice of one for a prompt.

A parametric package holds `.alpaco/template.json` (topics, difficulty, parameters and their possible values). `vary`
turns such a package into one concrete problem: constants of `problem.yaml`, literals of the generator and bounds of
the spec follow the chosen values; everything else follows because the format substitutes constants.
Pure: files come and go as bytes, and the same seed always gives the same package.
"""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from chalicelib.domain.topics import topics_in
from chalicelib.errors import Corrupt

TEMPLATE_PATH = ".alpaco/template.json"
PROBLEM_PATH = "problem.yaml"
SPEC_PATH = ".alpaco/spec.json"
GENERATOR_PATH = "generators/generate.py"
DIFFICULTIES = ("tutorial", "easy", "medium", "hard")

Constant = int | float | str
_CONSTANT_SEQUENCE = re.compile(r"\{\{([a-zA-Z_][a-zA-Z0-9_]*)(?:\.value)?\}\}")
# Inputs that are invalid stay so in every variant; answers and outputs hold for the default values only.
_TEST_FILE = re.compile(r"data/(?:sample|secret|valid_output|invalid_output)/.*(?<!/test_group\.yaml)")
_GENERATOR_LITERAL = re.compile(r"^(?P<left>[A-Za-z_]\w* = ).*?(?P<right>\s+# parameter: (?P<name>\w+))$", re.MULTILINE)
# What holds for the default values only, and translations of the spec, of which a variant keeps one.
_LEFT_BEHIND = re.compile(r"\.alpaco/(?:template\.json|tests\.sha256|spec\..+\.json)")


class TemplateError(Corrupt):
    """A parametric package contradicts itself; the message names the file at fault."""

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(f"{path}: {problem}")
        self.path = path


@dataclass(frozen=True)
class Template:
    """What a parametric package says of itself. `package` is its folder name.

    `parameters` holds, per parameter in name order, its possible values; each value is the constants that it sets.
    `names` are problem names per language in which `{{constant}}` stands for the chosen value; empty: names stay.
    """

    package: str
    topics: tuple[str, ...]
    difficulty: str
    parameters: Mapping[str, tuple[Mapping[str, Constant], ...]]
    names: Mapping[str, str]


def read_template(package: str, files: Mapping[str, bytes]) -> Template | None:
    """The template of a package, None if it is not parametric. Raises TemplateError if it is malformed."""
    if TEMPLATE_PATH not in files:
        return None
    try:
        return _parse_template(package, json.loads(files[TEMPLATE_PATH]))
    except (KeyError, TypeError, AttributeError, ValueError) as exc:
        raise TemplateError(TEMPLATE_PATH, f"is malformed ({exc})") from exc


def choose(catalogue: Sequence[Template], prompt: str, difficulty: str, seed: int) -> Template:
    """The template that suits a prompt best: most topics in common, then nearest difficulty, then by seed.

    `prompt` may be English or Korean. Raises ValueError if the catalogue is empty or the difficulty unknown.
    """
    if not catalogue:
        raise ValueError("no parametric package is available")
    wanted = topics_in(prompt)
    ranks = {template.package: _rank(template, wanted, difficulty) for template in catalogue}
    best = min(ranks.values())
    candidates = sorted((t for t in catalogue if ranks[t.package] == best), key=lambda t: t.package)
    return candidates[_pick(seed, f"template/{prompt}", len(candidates))]


def choose_constants(template: Template, seed: int) -> dict[str, Constant]:
    """The constants that a seed chooses: one value of each parameter."""
    constants: dict[str, Constant] = {}
    for name, values in template.parameters.items():
        constants.update(values[_pick(seed, f"{template.package}/{name}", len(values))])
    return constants


def vary(package: str, files: Mapping[str, bytes], seed: int, language: str = "en") -> dict[str, bytes]:
    """The files of the variant that `seed` chooses: no tests yet, a uuid of its own, no template any more.

    Its spec is in `language` where the package has one in it (`.alpaco/spec.<language>.json`), else as committed.
    Raises TemplateError: not parametric, or a parameter that problem.yaml does not define as a constant.
    """
    template = read_template(package, files)
    if template is None:
        raise TemplateError(TEMPLATE_PATH, "is missing, so the package cannot be varied")
    translation = files.get(f".alpaco/spec.{language}.json")
    chosen = files if translation is None else {**files, SPEC_PATH: translation}
    return instantiate(template, chosen, choose_constants(template, seed), seed)


def instantiate(
    template: Template, files: Mapping[str, bytes], constants: Mapping[str, Constant], seed: int
) -> dict[str, bytes]:
    """The files of the variant with exactly these constants; `seed` only makes its uuid."""
    kept = {path: data for path, data in files.items() if _survives(path)}
    names = {language: substitute(name, constants) for language, name in template.names.items()}
    kept[PROBLEM_PATH] = _vary_problem(files[PROBLEM_PATH].decode(), constants, names, seed).encode()
    if GENERATOR_PATH in files:
        kept[GENERATOR_PATH] = _vary_generator(files[GENERATOR_PATH].decode(), constants).encode()
    if SPEC_PATH in files:
        kept[SPEC_PATH] = _vary_spec(files[SPEC_PATH], {**read_constants(kept[PROBLEM_PATH].decode()), **constants})
    return kept


def substitute(text: str, constants: Mapping[str, Constant]) -> str:
    """The text with every `{{name}}` of a known constant replaced; unknown ones stay, as the format says."""
    return _CONSTANT_SEQUENCE.sub(lambda m: str(constants[m[1]]) if m[1] in constants else m[0], text)


def read_constants(problem_yaml: str) -> dict[str, Constant]:
    """The scalar constants of a problem.yaml in our form: one `  name: value` line each under `constants:`."""
    lines = re.findall(r"^  (\w+): (.+)$", _section(problem_yaml, "constants"), re.MULTILINE)
    return {name: _scalar(raw) for name, raw in lines}


def _parse_template(package: str, raw: Mapping[str, object]) -> Template:
    parameters = cast("Mapping[str, Mapping[str, Sequence[object]]]", raw["parameters"])
    difficulty = str(raw["difficulty"])
    if difficulty not in DIFFICULTIES:
        raise ValueError(f"difficulty must be one of {', '.join(DIFFICULTIES)}")
    return Template(
        package=package,
        topics=tuple(str(topic) for topic in cast("Sequence[object]", raw["topics"])),
        difficulty=difficulty,
        parameters={name: _parse_values(name, parameters[name]["values"]) for name in sorted(parameters)},
        names=dict(cast("Mapping[str, str]", raw.get("names", {}))),
    )


def _parse_values(name: str, values: Sequence[object]) -> tuple[Mapping[str, Constant], ...]:
    """One mapping of constants per value; a scalar sets the constant that is named like its parameter."""
    if not values:
        raise ValueError(f"parameter {name} has no values")
    return tuple(
        cast("Mapping[str, Constant]", dict(value)) if isinstance(value, Mapping) else {name: cast("Constant", value)}
        for value in values
    )


def _rank(template: Template, wanted: Mapping[str, int], difficulty: str) -> tuple[int, int]:
    if difficulty not in DIFFICULTIES:
        raise ValueError(f"difficulty must be one of {', '.join(DIFFICULTIES)}")
    common = sum(weight for topic, weight in wanted.items() if topic in template.topics)
    return -common, abs(DIFFICULTIES.index(template.difficulty) - DIFFICULTIES.index(difficulty))


def _pick(seed: int, purpose: str, count: int) -> int:
    """An index below `count`. A digest, not `random`: its values are the same in every Python for ever."""
    return int.from_bytes(hashlib.sha256(f"{purpose}/{seed}".encode()).digest()) % count


def _survives(path: str) -> bool:
    return not _LEFT_BEHIND.fullmatch(path) and not _TEST_FILE.fullmatch(path)


def _vary_problem(text: str, constants: Mapping[str, Constant], names: Mapping[str, str], seed: int) -> str:
    """Edits lines and leaves the rest byte for byte, which a YAML round trip would not."""
    for name, value in constants.items():
        text = _replace_in_section(text, "constants", name, value)
    for language, name in names.items():
        text = _replace_in_section(text, "name", language, name)
    return re.sub(r"^uuid: (\S+)$", lambda m: f"uuid: {uuid.uuid5(uuid.UUID(m[1]), str(seed))}", text, flags=re.M)


def _replace_in_section(text: str, section: str, key: str, value: Constant) -> str:
    block = _section(text, section)
    line = re.compile(rf"^  {re.escape(key)}: .+$", re.MULTILINE)
    if not line.search(block):
        raise TemplateError(PROBLEM_PATH, f"has no line for {key} under {section}:")
    literal = json.dumps(value, ensure_ascii=False)  # a JSON scalar is a YAML scalar
    return text.replace(block, line.sub(lambda _: f"  {key}: {literal}", block), 1)


def _section(text: str, name: str) -> str:
    found = re.search(rf"^{name}:\n(?:  .*\n)*", text, re.MULTILINE)
    if not found:
        raise TemplateError(PROBLEM_PATH, f"has no block {name}:")
    return found[0]


def _scalar(raw: str) -> Constant:
    try:
        return cast("Constant", json.loads(raw))
    except ValueError:
        return raw  # a plain YAML string


def _vary_generator(text: str, constants: Mapping[str, Constant]) -> str:
    def literal(match: re.Match[str]) -> str:
        if match["name"] not in constants:
            return match[0]
        return f"{match['left']}{constants[match['name']]!r}{match['right']}"

    return _GENERATOR_LITERAL.sub(literal, text)


def _vary_spec(data: bytes, constants: Mapping[str, Constant]) -> bytes:
    """Bounds follow `<name>_min` and `<name>_max`; `{{name}}` in any string is filled in."""
    spec = _filled(json.loads(data), constants)
    for variable in cast("dict[str, list[dict[str, str]]]", spec)["variables"]:
        for end in ("min", "max"):
            variable[end] = str(constants.get(f"{variable['name']}_{end}", variable[end]))
    return (json.dumps(spec, ensure_ascii=False, indent=2) + "\n").encode()


def _filled(value: object, constants: Mapping[str, Constant]) -> object:
    if isinstance(value, str):
        return substitute(value, constants)
    if isinstance(value, list):
        return [_filled(item, constants) for item in value]
    if isinstance(value, dict):
        return {key: _filled(item, constants) for key, item in value.items()}
    return value
