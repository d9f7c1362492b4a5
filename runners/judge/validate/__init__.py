"""Decides whether an output is right: the format's default validator, or one that the package brings."""

from judge.validate.default import validate_default
from judge.validate.report import Judgement, ValidationReport

__all__ = ["Judgement", "ValidationReport", "validate_default"]
