"""Runs the default output validator on the trusted side: it executes nothing of anyone's."""

from __future__ import annotations

from collections.abc import Sequence

from judge.validate.options import ValidatorArgumentError, parse_options
from judge.validate.report import Judgement, ValidationReport
from judge.validate.tokens import Mismatch, compare

_SHOWN = 40


def validate_default(output: bytes, answer: bytes, args: Sequence[str]) -> ValidationReport:
    """Wrong arguments in the package are a failure of judging, never the submission's fault."""
    try:
        options = parse_options(args)
    except ValidatorArgumentError as exc:
        return ValidationReport(Judgement.FAILED, judge_message=str(exc))
    mismatch = compare(output, answer, options)
    if mismatch is None:
        return ValidationReport(Judgement.ACCEPTED)
    return ValidationReport(
        Judgement.REJECTED,
        team_message=_place(output, mismatch),
        judge_message=f"{_place(output, mismatch)}: {_difference(mismatch)}",
    )


def _place(output: bytes, mismatch: Mismatch) -> str:
    line = output.count(b"\n", 0, mismatch.offset) + 1
    if mismatch.found is None:
        return "the output ends too early" if output.strip() else "the output is empty"
    return f"line {line} of the output"


def _difference(mismatch: Mismatch) -> str:
    if mismatch.found is None:
        return f"expected {_shown(mismatch.expected)}"
    if mismatch.expected is None:
        return f"nothing more was expected, found {_shown(mismatch.found)}"
    kind = "white space " if mismatch.in_spaces else ""
    return f"expected {kind}{_shown(mismatch.expected)}, found {_shown(mismatch.found)}"


def _shown(token: bytes | None) -> str:
    text = (token or b"").decode("utf-8", "replace")
    return repr(text if len(text) <= _SHOWN else text[: _SHOWN - 3] + "...")
