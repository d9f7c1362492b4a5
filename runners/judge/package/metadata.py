"""problem.yaml in all versions of the format, read into one shape."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from judge.package.errors import Notes, PackageError
from judge.package.fields import Fields
from judge.package.model import Format, ProblemLimits, ProblemType
from judge.package.scoring_config import GRADING_KEYS, LegacyGradingKeys

FILE = "problem.yaml"

_VERSIONS = {
    "legacy": Format.LEGACY,
    "legacy-icpc": Format.LEGACY,
    "2023-07-draft": Format.DRAFT_2023_07,
    "2023-07": Format.DRAFT_2023_07,
    "draft": Format.DRAFT_2023_07,
    "2025-09-draft": Format.V2025_09,
    "2025-09": Format.V2025_09,
}
_INFORMATION = (
    "problem_format_version", "version", "credits", "source", "source_url", "rights_owner", "embargo_until", "author",
    "event_name", "event_date", "libraries", "show_test_data_groups", "color", "rgb", "short_name", "externalid", "id",
)  # fmt: skip


@dataclass(frozen=True)
class Metadata:
    """What problem.yaml says, defaults filled in."""

    titles: Mapping[str, str]
    types: frozenset[ProblemType]
    limits: ProblemLimits
    uuid: str = ""
    languages: frozenset[str] = frozenset()
    keywords: tuple[str, ...] = ()
    license: str = "unknown"
    constants: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    validator_args: tuple[str, ...] = ()
    custom_validation: bool = False
    custom_score: bool = False
    minimise: bool = False
    allow_file_writing: bool = False
    grading: LegacyGradingKeys = field(default_factory=dict)


def format_of(raw: Mapping[str, object], notes: Notes) -> Format:
    """The version that problem.yaml states; `legacy` without a statement, the newest for one that is unknown."""
    stated = str(raw.get("problem_format_version", "legacy"))
    if stated not in _VERSIONS:
        notes.breach(FILE, f"unknown problem_format_version {stated}, read as {Format.V2025_09}")
    return _VERSIONS.get(stated, Format.V2025_09)


def read_metadata(raw: Mapping[str, object], version: Format, notes: Notes) -> Metadata:
    """Raises PackageError for a value of the wrong type; unknown keys are only reported."""
    fields = Fields(raw, FILE, notes)
    fields.ignore(*_INFORMATION)
    validation = fields.words("validation") or ()
    grading = _grading(fields)
    metadata = Metadata(
        titles=_titles(fields),
        types=_types(fields, validation, grading),
        limits=_limits(fields.section("limits"), version),
        uuid=fields.text("uuid"),
        languages=_languages(fields),
        keywords=fields.words("keywords") or (),
        license=fields.text("license", "unknown"),
        constants=_constants(fields),
        validator_args=fields.words("validator_flags") or (),
        custom_validation="custom" in validation,
        custom_score="score" in validation,
        minimise=grading.text("objective", "max") == "min",
        allow_file_writing=fields.flag("allow_file_writing", False),
        grading=_grading_of_all_groups(grading),
    )
    fields.report_unknown()
    return metadata


def _grading(fields: Fields) -> Fields:
    grading = fields.section("grading")
    grading.ignore("show_test_data_groups", "custom_scoring")
    return grading


def _grading_of_all_groups(grading: Fields) -> LegacyGradingKeys:
    """Old packages state these here instead of in `data/testdata.yaml`."""
    return {key: value for key in GRADING_KEYS if (value := grading.get(key)) is not None}


def _titles(fields: Fields) -> dict[str, str]:
    value = fields.get("name")
    if isinstance(value, dict):
        return {str(language): str(title) for language, title in value.items()}
    return {} if value is None else {"en": str(value)}


def _types(fields: Fields, validation: tuple[str, ...], grading: Fields) -> frozenset[ProblemType]:
    stated = [_type(word) for word in fields.words("type") or ()]
    implied = [
        ProblemType.INTERACTIVE if "interactive" in validation else None,
        ProblemType.MULTI_PASS if "multi-pass" in validation or "multipass" in validation else None,
        ProblemType.SCORING if "score" in validation or "objective" in grading.raw else None,
    ]
    found = {kind for kind in (*stated, *implied) if kind is not None}
    if ProblemType.SCORING not in found:
        found.add(ProblemType.PASS_FAIL)
    _refuse_contradictions(found)
    return frozenset(found)


def _type(word: str) -> ProblemType:
    try:
        return ProblemType(word)
    except ValueError:
        raise PackageError(FILE, f"unknown type {word}") from None


def _refuse_contradictions(found: set[ProblemType]) -> None:
    if {ProblemType.PASS_FAIL, ProblemType.SCORING} <= found:
        raise PackageError(FILE, "type cannot be both pass-fail and scoring")
    running = found & {ProblemType.INTERACTIVE, ProblemType.MULTI_PASS}
    if ProblemType.SUBMIT_ANSWER in found and running:
        raise PackageError(FILE, f"type cannot be both submit-answer and {min(running)}")


def _limits(limits: Fields, version: Format) -> ProblemLimits:
    default = ProblemLimits()
    ac_to_limit, limit_to_tle = _multipliers(limits, version)
    stated = limits.positive("time_limit") or limits.positive("timelimit") or limits.positive("time")
    read = ProblemLimits(
        time_limit_s=stated,
        ac_to_time_limit=ac_to_limit,
        time_limit_to_tle=limit_to_tle,
        time_resolution_s=limits.positive("time_resolution") or default.time_resolution_s,
        memory_mib=limits.whole("memory", default.memory_mib),
        output_mib=limits.whole("output", default.output_mib),
        code_kib=limits.whole("code", default.code_kib),
        compilation_time_s=limits.whole("compilation_time", default.compilation_time_s),
        compilation_memory_mib=limits.whole("compilation_memory", default.compilation_memory_mib),
        validation_time_s=limits.whole("validation_time", default.validation_time_s),
        validation_memory_mib=limits.whole("validation_memory", default.validation_memory_mib),
        validation_output_mib=limits.whole("validation_output", default.validation_output_mib),
        validation_passes=limits.whole("validation_passes", default.validation_passes),
    )
    limits.report_unknown()
    return read


def _multipliers(limits: Fields, version: Format) -> tuple[float, float]:
    """Legacy has flat keys and a default of 5 for slowest accepted to limit; later versions have a map."""
    flat_default = 5.0 if version is Format.LEGACY else 2.0
    safety_default = 2.0 if version is Format.LEGACY else 1.5
    flat = limits.positive("time_multiplier") or flat_default
    safety = limits.positive("time_safety_margin") or safety_default
    if isinstance(limits.get("time_multipliers"), int | float):
        limits.notes.breach(FILE, "limits.time_multipliers is one number, read as ac_to_time_limit")
        return limits.positive("time_multipliers") or flat, safety
    section = limits.section("time_multipliers")
    pair = section.positive("ac_to_time_limit") or flat, section.positive("time_limit_to_tle") or safety
    section.report_unknown()
    return pair


def _languages(fields: Fields) -> frozenset[str]:
    """Empty means all."""
    words = fields.words("languages") or ()
    return frozenset() if words in ((), ("all",)) else frozenset(words)


def _constants(fields: Fields) -> dict[str, dict[str, str]]:
    """Per constant its forms by name; the form `value` is always there."""
    constants: dict[str, dict[str, str]] = {}
    section = fields.section("constants")
    for name, value in section.raw.items():
        forms = {str(k): _scalar(v) for k, v in value.items()} if isinstance(value, dict) else {"value": _scalar(value)}
        if "value" not in forms:
            raise section.error(name, "has no value")
        constants[name] = forms
    return constants


def _scalar(value: object) -> str:
    return repr(value) if isinstance(value, float) else str(value)
