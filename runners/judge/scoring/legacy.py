"""The default grader of the legacy format: verdicts and scores of a group from those of its parts."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.protocol import Verdict

from judge.scoring.model import Graded

_WORST_FIRST = (
    Verdict.JUDGE_ERROR,
    Verdict.SECURITY_VIOLATION,
    Verdict.RUNTIME_ERROR,
    Verdict.MEMORY_LIMIT_EXCEEDED,
    Verdict.TIME_LIMIT_EXCEEDED,
    Verdict.OUTPUT_LIMIT_EXCEEDED,
    Verdict.WRONG_ANSWER,
)


def grade_legacy(parts: Sequence[Graded], flags: Sequence[str]) -> Graded:
    """An empty group is accepted with score 0. The last of contradicting flags counts."""
    counted = parts[-1:] if "ignore_sample" in flags else parts
    if not counted:
        return Graded(Verdict.ACCEPTED)
    return Graded(_verdict(counted, flags), _score([part.score for part in counted], flags))


def _verdict(parts: Sequence[Graded], flags: Sequence[str]) -> Verdict:
    verdicts = [part.verdict for part in parts]
    if "accept_if_any_accepted" in flags and Verdict.ACCEPTED in verdicts:
        return Verdict.ACCEPTED
    match _last(flags, ("worst_error", "no_errors", "first_error", "always_accept")):
        case "always_accept":
            return Verdict.ACCEPTED
        case "first_error":
            return next((verdict for verdict in verdicts if verdict is not Verdict.ACCEPTED), Verdict.ACCEPTED)
    return next((verdict for verdict in _WORST_FIRST if verdict in verdicts), Verdict.ACCEPTED)


def _score(scores: Sequence[float], flags: Sequence[str]) -> float:
    match _last(flags, ("sum", "avg", "min", "max")):
        case "avg":
            return sum(scores) / len(scores)
        case "min":
            return min(scores)
        case "max":
            return max(scores)
    return sum(scores)


def _last(flags: Sequence[str], modes: tuple[str, ...]) -> str:
    """The first mode is the default."""
    return next((flag for flag in reversed(flags) if flag in modes), modes[0])
