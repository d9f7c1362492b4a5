"""Verdicts: decided from data, nothing executed. The precedence of causes stands here and nowhere else."""

from __future__ import annotations

import signal
from collections.abc import Sequence

from chalicelib.protocol import Verdict

from judge.sandbox.outcome import Outcome
from judge.sandbox.status import Status
from judge.validate.report import Judgement

NEAR = 0.10
ON_THE_CLOCK = "on the clock"
# A program that wants to run gets its share of the machine, or a quarter of that when it has bad luck.
_WAITING = 4.0
_STARTING_S = 0.05


def verdict_of_run(outcome: Outcome, time_limit_s: float) -> Verdict | None:
    """The verdict that the run alone decides, None if its output has to be validated.

    Our own fault comes first, then proof of tampering, then time, memory, output, and last a crash.
    """
    match outcome.status:
        case Status.FAILED:
            return Verdict.JUDGE_ERROR
        case Status.TAMPERED:
            return Verdict.SECURITY_VIOLATION
        case Status.CPU_LIMIT | Status.WALL_LIMIT:
            return Verdict.TIME_LIMIT_EXCEEDED
    if outcome.usage.cpu_s > time_limit_s:
        return Verdict.TIME_LIMIT_EXCEEDED
    match outcome.status:
        case Status.MEMORY_LIMIT:
            return Verdict.MEMORY_LIMIT_EXCEEDED
        case Status.OUTPUT_LIMIT:
            return Verdict.OUTPUT_LIMIT_EXCEEDED
    return None if outcome.succeeded else Verdict.RUNTIME_ERROR


def verdict_of_judgement(judgement: Judgement) -> Verdict:
    verdicts = {
        Judgement.ACCEPTED: Verdict.ACCEPTED,
        Judgement.REJECTED: Verdict.WRONG_ANSWER,
        Judgement.FAILED: Verdict.JUDGE_ERROR,
    }
    return verdicts[judgement]


def final_verdict(verdicts: Sequence[Verdict]) -> Verdict:
    """JE if nothing ran or any run is JE, else the first non-accepted verdict in test order, else ACCEPTED."""
    if not verdicts or Verdict.JUDGE_ERROR in verdicts:
        return Verdict.JUDGE_ERROR
    return next((verdict for verdict in verdicts if verdict is not Verdict.ACCEPTED), Verdict.ACCEPTED)


def is_near_limit(outcome: Outcome, time_limit_s: float, is_overloaded: bool = False) -> bool:
    """Whether the run must be repeated alone: within 10 % of the limit, or worked but ran out on the clock.

    On an overloaded machine the clock says nothing of who did not work either.
    """
    cpu_s = outcome.usage.cpu_s
    if outcome.status is Status.WALL_LIMIT:
        return (is_overloaded or NEAR * time_limit_s < cpu_s) and cpu_s < (1 + NEAR) * time_limit_s
    return (1 - NEAR) * time_limit_s <= cpu_s <= (1 + 2 * NEAR) * time_limit_s


def has_slept(outcome: Outcome, crowding: float, partner_s: float = 0.0) -> bool:
    """Whether a run took far longer on the clock than it had to wait with so many others for each processor.

    `partner_s` are the CPU seconds of the other side of a dialogue, which may have kept it waiting.
    """
    return outcome.usage.wall_s > _WAITING * crowding * max(outcome.usage.cpu_s + partner_s, _STARTING_S)


def why(outcome: Outcome, verdict: Verdict) -> str:
    """One phrase for people: which limit, which signal, which exit code. Nothing of the program's own output."""
    match verdict:
        case Verdict.TIME_LIMIT_EXCEEDED:
            return ON_THE_CLOCK if outcome.status is Status.WALL_LIMIT else ""
        case Verdict.RUNTIME_ERROR if outcome.signal is not None:
            return _signal_name(outcome.signal)
        case Verdict.RUNTIME_ERROR:
            return f"exit code {outcome.exit_code}"
        case Verdict.JUDGE_ERROR | Verdict.SECURITY_VIOLATION:
            return outcome.detail
    return ""


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
