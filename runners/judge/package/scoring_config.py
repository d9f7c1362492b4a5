"""How groups are scored: keys of test_group.yaml (2025-09) and of testdata.yaml (legacy)."""

from __future__ import annotations

from collections.abc import Mapping

from judge.package.fields import Fields
from judge.package.model import Aggregation, GroupScoring, LegacyGrading, OnReject

_SCORING_KEYS = (
    "max_score", "score_aggregation", "require_pass", "static_validation_score", "static_validator_args", "on_reject",
    "grading", "grader_flags", "accept_score", "reject_score", "range", "static_validation", "scoring",
)  # fmt: skip

# Keys of a legacy problem.yaml that hold for all groups, whatever these say themselves.
GRADING_KEYS = ("on_reject", "accept_score", "reject_score", "range")
LegacyGradingKeys = Mapping[str, object]


def note_scoring_keys(fields: Fields) -> None:
    fields.ignore(*_SCORING_KEYS)


def modern_scoring(fields: Fields, name: str) -> GroupScoring:
    """Defaults differ for `secret`: it sums up, to at most 100."""
    is_secret = name == "secret"
    static = fields.get("static_validation_score")
    return GroupScoring(
        aggregation=_aggregation(fields, Aggregation.SUM if is_secret else Aggregation.PASS_FAIL),
        max_score=_max_score(fields, 100.0 if is_secret else None),
        require_pass=fields.words("require_pass") or (),
        static_score=None if static in (None, "pass-fail") else fields.number("static_validation_score"),
        static_args=fields.words("static_validator_args") or (),
        has_static_case=static is not None,
    )


def _aggregation(fields: Fields, default: Aggregation) -> Aggregation:
    stated = fields.text("score_aggregation", default)
    try:
        return Aggregation(stated)
    except ValueError:
        raise fields.error("score_aggregation", f"must be one of {', '.join(Aggregation)}") from None


def _max_score(fields: Fields, default: float | None) -> float | None:
    if fields.get("max_score") == "unbounded":
        return None
    stated = fields.number("max_score")
    return default if stated is None else stated


def legacy_grading(fields: Fields, inherited: LegacyGrading | None) -> LegacyGrading:
    """Every key is inherited from the group around."""
    base = inherited or LegacyGrading()
    flags = fields.words("grader_flags")
    accept, reject = fields.number("accept_score"), fields.number("reject_score")
    grading = fields.get("grading")
    return LegacyGrading(
        on_reject=_on_reject(fields, base.on_reject),
        grader_flags=base.grader_flags if flags is None else flags,
        accept_score=base.accept_score if accept is None else accept,
        reject_score=base.reject_score if reject is None else reject,
        range=_range(fields, base.range),
        custom=base.custom if grading is None else grading == "custom",
    )


def _on_reject(fields: Fields, default: OnReject) -> OnReject:
    """`first_error` and `worst_error` are old names that problemtools still reads."""
    stated = fields.text("on_reject", default)
    old = {"first_error": OnReject.BREAK, "worst_error": OnReject.CONTINUE, "grade": OnReject.CONTINUE}
    if stated in old:
        return old[stated]
    try:
        return OnReject(stated)
    except ValueError:
        raise fields.error("on_reject", "must be break or continue") from None


def _range(fields: Fields, default: tuple[float, float]) -> tuple[float, float]:
    words = fields.words("range")
    if words is None:
        return default
    try:
        low, high = (float(word) for word in words)
    except ValueError:
        raise fields.error("range", "must be two numbers") from None
    return low, high
