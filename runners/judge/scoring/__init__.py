"""Scoring problems: pure arithmetic on verdicts and scores."""

from judge.scoring.legacy import grade_legacy
from judge.scoring.model import Graded, ScoreError
from judge.scoring.modern import case_score, group_score

__all__ = ["Graded", "ScoreError", "case_score", "grade_legacy", "group_score"]
