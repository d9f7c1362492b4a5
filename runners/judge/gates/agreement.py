"""Gate `brute-agrees`: on hundreds of small inputs an independent solution gives the same answers."""

from __future__ import annotations

from dataclasses import dataclass

from judge.gates.model import Blame, Finding, Gate, diff, excerpt, failed, passed
from judge.gates.workbench import Workbench
from judge.probe.agreement import Agreement, Cause, Vote

# What a brute force says to an input of few bytes but large numbers, for which nobody made it.
_TOO_LARGE = ("TIME_LIMIT", "MEMORY_LIMIT", "OUTPUT_LIMIT", "MemoryError", "RecursionError", "OverflowError")
_FEW_DIGITS = 3


@dataclass(frozen=True)
class Compared:
    """`says_any`: the package's own words allow several answers; None if they say nothing of it."""

    agreement: Agreement
    says_any: bool | None


def measure(bench: Workbench) -> Compared | None:
    return None if bench.agreement is None else Compared(bench.agreement, bench.says_any)


def _decide(found: Compared) -> Finding:
    agreement = found.agreement
    cause = agreement.cause(found.says_any)
    if cause in (Cause.REFERENCE, Cause.RIVAL):
        rival = Blame.BRUTE if "brute" in agreement.rival else Blame.REFERENCE
        blame = rival if cause is Cause.RIVAL else Blame.REFERENCE
        return failed(blame, f"{agreement.rival} and the model solution differ", difference(agreement))
    crashed = [(data, why) for data, why in agreement.unfinished if not _exceeds(why) and _is_easy(data)]
    if crashed or (agreement.unfinished and not agreement.compared and not agreement.differing):
        data, why = (crashed or list(agreement.unfinished))[0]
        return failed(Blame.BRUTE, f"{agreement.rival} fails on a small input: {why}", excerpt(data))
    if cause is not None:
        return passed(Blame.REFERENCE, f"{agreement.rival} differs for a reason of its own: {cause}")
    return passed(Blame.REFERENCE, f"{agreement.rival} gives the same answers on {agreement.compared} small inputs")


def _exceeds(why: str) -> bool:
    return any(word in why for word in _TOO_LARGE)


def _is_easy(data: bytes) -> bool:
    """Whether no number is so large that a slow solution may give up or run out of memory."""
    return all(len(token) <= _FEW_DIGITS for token in data.split() if token.lstrip(b"-").isdigit())


def difference(agreement: Agreement) -> str:
    """The shrunk counterexample and what everybody prints."""
    dispute = agreement.disputes[0]
    ours = dispute.ours.output if dispute.ours.ended_well else dispute.ours.complaint.encode()
    parts = ["input:", excerpt(dispute.data), *diff("the model solution", ours, agreement.rival, dispute.theirs.output)]
    parts += [f"{vote.name} sides with {_side(vote, agreement.rival)}" for vote in agreement.votes]
    return "\n".join(part.rstrip("\n") for part in parts)


def _side(vote: Vote, rival: str) -> str:
    if vote.with_ours:
        return "the model solution"
    return rival if vote.with_theirs else "neither"


GATE = Gate(
    "brute-agrees",
    Blame.REFERENCE,
    measure,
    _decide,
    "no second solution to compare with",
    after=("structure", "programs-complete", "validator-accepts-tests", "reference-deterministic"),
)
