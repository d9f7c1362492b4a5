"""What anybody may read of a problem: its names, statements with constants and samples filled in, samples, limits."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import cast

from chalicelib.domain import templates
from chalicelib.domain.packages import Entries
from chalicelib.domain.problems import DEFAULT_LANGUAGE, PASS_FAIL, SCORING, Metadata
from chalicelib.errors import Invalid, TooLarge

MAX_STATEMENT_BYTES = 512 * 1024
_STATEMENT = re.compile(r"(?:statement|problem_statement)/problem(?:\.(?P<language>[A-Za-z-]+))?\.(?P<format>md|tex)")
_SAMPLE = re.compile(r"data/sample/(?P<name>.+)\.in")
_PLACE = re.compile(r"\{\{(?P<how_many>nextsample|remainingsamples)\}\}")
_CONSTANT = re.compile(r"\{\{(?P<name>[A-Za-z_][A-Za-z0-9_]*)(?:\.(?P<form>[A-Za-z0-9_]+))?\}\}")
_IMPLIED_TYPES = {"interactive": "interactive", "multi-pass": "multi-pass", "score": SCORING}
_HEADINGS = {"en": ("Sample input", "Sample output"), "ko": ("예제 입력", "예제 출력")}


@dataclass(frozen=True)
class Sample:
    name: str
    input: str
    answer: str


@dataclass(frozen=True)
class Statement:
    """`format` is `md` (CommonMark with $math$) or `tex` (shown as it is)."""

    format: str
    text: str


@dataclass(frozen=True)
class Public:
    """`statements` by language code."""

    metadata: Metadata
    statements: Mapping[str, Statement]
    samples: tuple[Sample, ...]


def public(entries: Entries) -> Public:
    """Raises Invalid naming the file: problem.yaml unreadable, no statement, not UTF-8. Raises TooLarge."""
    settings = _problem_yaml(entries)
    samples = _samples(entries)
    constants = _constants(settings)
    statements = {
        match["language"] or DEFAULT_LANGUAGE: _statement(match, _text(entries, path), constants, samples)
        for path in sorted(entries)
        if (match := _STATEMENT.fullmatch(path))
    }
    if not statements:
        raise Invalid("statement/problem.<language>.md: missing from the package", field="package")
    return Public(_metadata(settings, entries), statements, samples)


def choose_language(wanted: str, available: Sequence[str]) -> str:
    """The wanted one, else the same language of another region, else English, else the first by name."""
    ranked = [wanted, wanted.split("-")[0], DEFAULT_LANGUAGE, *sorted(available)]
    return next(language for language in ranked if language in available)


def _statement(
    match: re.Match[str], text: str, constants: Mapping[str, Mapping[str, str]], samples: Sequence[Sample]
) -> Statement:
    if match["format"] == "tex":
        return Statement("tex", _with_constants(text, constants))
    language = (match["language"] or DEFAULT_LANGUAGE).split("-")[0]
    return Statement("md", _with_samples(_with_constants(text, constants), samples, language))


def _with_constants(text: str, constants: Mapping[str, Mapping[str, str]]) -> str:
    """Sequences of unknown constants stay, as the format says."""
    return _CONSTANT.sub(lambda match: constants.get(match["name"], {}).get(match["form"] or "value", match[0]), text)


def _with_samples(text: str, samples: Sequence[Sample], language: str) -> str:
    """Samples where the statement wants them; those that it does not place come at its end."""
    left = [_rendered(number, sample, language) for number, sample in enumerate(samples, 1)]

    def place(match: re.Match[str]) -> str:
        count = 1 if match["how_many"] == "nextsample" else len(left)
        taken, left[:count] = left[:count], []
        return "\n\n".join(taken)

    placed = _PLACE.sub(place, text).rstrip()
    return "\n\n".join([placed, *left]) + "\n"


def _rendered(number: int, sample: Sample, language: str) -> str:
    heading_in, heading_out = _HEADINGS.get(language, _HEADINGS[DEFAULT_LANGUAGE])
    shown_in, shown_out = _fenced(sample.input), _fenced(sample.answer)
    return f"**{heading_in} {number}**\n\n{shown_in}\n\n**{heading_out} {number}**\n\n{shown_out}"


def _fenced(text: str) -> str:
    fence = "`" * max(3, 1 + max((len(ticks) for ticks in re.findall("`+", text)), default=0))
    return f"{fence}text\n{text.rstrip()}\n{fence}"


def _samples(entries: Entries) -> tuple[Sample, ...]:
    names = sorted(match["name"] for path in entries if (match := _SAMPLE.fullmatch(path)))
    return tuple(Sample(name, _shown(entries, name, "in"), _shown(entries, name, "ans")) for name in names)


def _shown(entries: Entries, name: str, suffix: str) -> str:
    """The format lets a sample be shown otherwise than it is judged, in `NN.in.statement` and `NN.ans.statement`."""
    path = f"data/sample/{name}.{suffix}"
    shown = f"{path}.statement"
    return _text(entries, shown if shown in entries else path) if path in entries else ""


def _text(entries: Entries, path: str) -> str:
    data = entries[path].data
    if len(data) > MAX_STATEMENT_BYTES:
        raise TooLarge(f"{path} has {len(data)} bytes; at most {MAX_STATEMENT_BYTES} are shown", field="package")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise Invalid(f"{path}: not UTF-8", field="package") from exc


def _problem_yaml(entries: Entries) -> Mapping[str, object]:
    import yaml

    try:
        settings = yaml.safe_load(_text(entries, "problem.yaml"))
    except yaml.YAMLError as exc:
        raise Invalid(f"problem.yaml: not YAML: {str(exc).splitlines()[0]}", field="package") from exc
    if not isinstance(settings, dict):
        raise Invalid("problem.yaml: must hold a map", field="package")
    return {str(key): value for key, value in settings.items()}


def _constants(settings: Mapping[str, object]) -> dict[str, dict[str, str]]:
    """Per constant its forms by name; `value` is the one without a name."""
    raw = settings.get("constants") or {}
    if not isinstance(raw, dict):
        raise Invalid("problem.yaml: constants must be a map", field="package")
    return {
        str(name): {str(form): str(item) for form, item in value.items()}
        if isinstance(value, dict)
        else {"value": str(value)}
        for name, value in raw.items()
    }


def _metadata(settings: Mapping[str, object], entries: Entries) -> Metadata:
    limits = settings.get("limits")
    limits = limits if isinstance(limits, dict) else {}
    return Metadata(
        names=_names(settings.get("name")),
        keywords=_words(settings.get("keywords")),
        difficulty=_difficulty(entries),
        time_limit_s=_positive(limits.get("time_limit")),
        memory_mib=_whole(limits.get("memory")),
        topics=_topics(entries),
        types=_types(settings),
    )


def _names(raw: object) -> dict[str, str]:
    if isinstance(raw, dict) and raw:
        return {str(language): str(name)[:200] for language, name in raw.items()}
    if isinstance(raw, str) and raw:
        return {DEFAULT_LANGUAGE: raw[:200]}
    raise Invalid("problem.yaml: name is missing", field="package")


def _words(raw: object) -> tuple[str, ...]:
    words = raw.split() if isinstance(raw, str) else raw if isinstance(raw, list) else []
    return tuple(str(word)[:60] for word in words)[:30]


def _types(settings: Mapping[str, object]) -> tuple[str, ...]:
    """As stated, or as `validation` of the legacy format implies; whoever does not score is pass-fail."""
    implied = (_IMPLIED_TYPES.get(word) for word in _words(settings.get("validation")))
    found = {*_words(settings.get("type")), *(word for word in implied if word)}
    return tuple(sorted(found if SCORING in found else found | {PASS_FAIL}))


def _difficulty(entries: Entries) -> str:
    """As the spec of a drafted problem, or the template of a parametric one, says."""
    for path in (".alpaco/spec.json", ".alpaco/template.json"):
        try:
            value = json.loads(entries[path].data)["difficulty"]
        except (KeyError, ValueError, TypeError):
            continue
        return str(value)[:20]
    return ""


def _topics(entries: Entries) -> tuple[str, ...]:
    """Raises Invalid if the package says that it is parametric, but not how."""
    try:
        template = templates.read_template("", {path: entry.data for path, entry in entries.items()})
    except templates.TemplateError as exc:
        raise Invalid(str(exc), field="package") from exc
    return () if template is None else template.topics


def _positive(raw: object) -> float | None:
    is_number = isinstance(raw, int | float) and not isinstance(raw, bool)
    return float(cast("float", raw)) if is_number and cast("float", raw) > 0 else None


def _whole(raw: object) -> int | None:
    number = _positive(raw)
    return None if number is None else round(number)


def to_json(shown: Public) -> bytes:
    """Statements and samples as stored; the metadata lies with the problem's version."""
    stored = {
        "statements": {language: asdict(statement) for language, statement in shown.statements.items()},
        "samples": [asdict(sample) for sample in shown.samples],
    }
    return json.dumps(stored, ensure_ascii=False).encode()


def from_json(stored: bytes, metadata: Metadata) -> Public:
    raw = json.loads(stored)
    return Public(
        metadata=metadata,
        statements={language: Statement(**statement) for language, statement in raw["statements"].items()},
        samples=tuple(Sample(**sample) for sample in raw["samples"]),
    )
