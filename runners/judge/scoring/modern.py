"""Scores as the format of 2025-09 aggregates them."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.protocol import Verdict

from judge.package.model import Aggregation, GroupScoring
from judge.scoring.model import Graded, ScoreError

_ROUNDING = 1e-9


def case_score(
    verdict: Verdict, group: GroupScoring, cases: int, score: float | None, multiplier: float | None
) -> float:
    """The score of one test case in a group with `cases` of them. Raises ScoreError as the format demands."""
    if group.aggregation is Aggregation.PASS_FAIL:
        _refuse(score is not None or multiplier is not None, "scores a test case of a pass-fail group")
        return 0.0
    if verdict is not Verdict.ACCEPTED:
        _refuse(score is not None or multiplier is not None, "scores a test case that it rejects")
        return 0.0
    _refuse(score is not None and multiplier is not None, "writes both score.txt and score_multiplier.txt")
    maximum = _case_maximum(group, cases)
    if maximum is None:
        return _unbounded(score, multiplier)
    return _bounded(maximum, score, multiplier)


def _refuse(is_wrong: bool, problem: str) -> None:
    if is_wrong:
        raise ScoreError(f"the output validator {problem}")


def _case_maximum(group: GroupScoring, cases: int) -> float | None:
    if group.max_score is None or group.aggregation is Aggregation.MIN:
        return group.max_score
    return (group.max_score - (group.static_score or 0.0)) / max(1, cases)


def _unbounded(score: float | None, multiplier: float | None) -> float:
    _refuse(multiplier is not None, "writes score_multiplier.txt where the score is unbounded")
    _refuse(score is None, "writes no score.txt where the score is unbounded")
    _refuse((score or 0) < 0, "writes a negative score")
    return score or 0.0


def _bounded(maximum: float, score: float | None, multiplier: float | None) -> float:
    if multiplier is not None:
        _refuse(not 0 <= multiplier <= 1, "writes a multiplier outside of 0 to 1")
        return maximum * multiplier
    if score is None:
        return maximum
    _refuse(not 0 <= score <= maximum + _ROUNDING, f"writes a score outside of 0 to {maximum:g}")
    return score


def group_score(group: GroupScoring, parts: Sequence[Graded], name: str) -> Graded:
    """The group's verdict is its first failing part's; raises ScoreError if the score exceeds the maximum."""
    verdict = next((part.verdict for part in parts if not part.is_accepted), Verdict.ACCEPTED)
    score = _aggregate(group, parts, verdict)
    if group.max_score is not None and score > group.max_score + _ROUNDING:
        raise ScoreError(f"{name} scores {score:g}, more than its max_score of {group.max_score:g}")
    return Graded(verdict, score)


def _aggregate(group: GroupScoring, parts: Sequence[Graded], verdict: Verdict) -> float:
    match group.aggregation:
        case Aggregation.PASS_FAIL:
            return (group.max_score or 0.0) if verdict is Verdict.ACCEPTED else 0.0
        case Aggregation.MIN:
            return min((part.score for part in parts), default=0.0)
    return sum(part.score for part in parts)
