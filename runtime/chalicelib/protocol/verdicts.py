"""Outcomes, with their codes."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """Outcome of a submission or of one run; the CLICS code is `code`."""

    ACCEPTED = "ACCEPTED"
    WRONG_ANSWER = "WRONG_ANSWER"
    TIME_LIMIT_EXCEEDED = "TIME_LIMIT_EXCEEDED"
    MEMORY_LIMIT_EXCEEDED = "MEMORY_LIMIT_EXCEEDED"
    OUTPUT_LIMIT_EXCEEDED = "OUTPUT_LIMIT_EXCEEDED"
    RUNTIME_ERROR = "RUNTIME_ERROR"
    COMPILE_ERROR = "COMPILE_ERROR"
    SECURITY_VIOLATION = "SECURITY_VIOLATION"
    JUDGE_ERROR = "JUDGE_ERROR"

    @property
    def code(self) -> str:
        """The short code of the CLICS contest API, e.g. `AC`."""
        return _CODES[self]


_CODES = {
    Verdict.ACCEPTED: "AC",
    Verdict.WRONG_ANSWER: "WA",
    Verdict.TIME_LIMIT_EXCEEDED: "TLE",
    Verdict.MEMORY_LIMIT_EXCEEDED: "MLE",
    Verdict.OUTPUT_LIMIT_EXCEEDED: "OLE",
    Verdict.RUNTIME_ERROR: "RTE",
    Verdict.COMPILE_ERROR: "CE",
    Verdict.SECURITY_VIOLATION: "SV",
    Verdict.JUDGE_ERROR: "JE",
}
