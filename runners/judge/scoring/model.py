"""Graded parts of a submission: test cases and groups alike."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.protocol import Verdict


@dataclass(frozen=True)
class Graded:
    """A verdict and, for scoring problems, a score."""

    verdict: Verdict
    score: float = 0.0

    @property
    def is_accepted(self) -> bool:
        return self.verdict is Verdict.ACCEPTED


class ScoreError(Exception):
    """The package's own rules on scores are broken: a judge error, as the format says."""
