"""Verifies a package by running it: gates, the matrix of jury submissions, one outcome."""

from judge.gates.model import Blame, GateResult, GateStatus
from judge.verify.report import Outcome, VerifyReport
from judge.verify.run import GateStarted, Step, unreadable_report, verify, verify_folder

__all__ = [
    "Blame",
    "GateResult",
    "GateStarted",
    "GateStatus",
    "Outcome",
    "Step",
    "VerifyReport",
    "unreadable_report",
    "verify",
    "verify_folder",
]
