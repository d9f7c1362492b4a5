"""What a gate is: measured runs first, then a pure decision."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from difflib import unified_diff
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from judge.gates.workbench import Workbench

EVIDENCE_BYTES = 2048
_DIFF_LINES = 24

M = TypeVar("M")


class GateStatus(StrEnum):
    PASS = "pass"  # noqa: S105 - a status
    FAIL = "fail"
    NOT_APPLICABLE = "not_applicable"
    INFRA_FAILURE = "infra_failure"


class Blame(StrEnum):
    """The artefact at fault."""

    SPEC = "spec"
    STATEMENT = "statement"
    REFERENCE = "reference"
    BRUTE = "brute"
    VALIDATOR = "validator"
    GENERATOR = "generator"
    CHECKER = "checker"
    TESTS = "tests"
    WRONG = "wrong"
    PACKAGE = "package"


@dataclass(frozen=True)
class Finding:
    """A gate's decision before it has its id; `evidence` is cut to 2 KiB when it is reported."""

    status: GateStatus
    blame: Blame
    summary: str
    evidence: str = ""


@dataclass(frozen=True)
class GateResult:
    """What a gate found, as `alpaco verify --json` prints it."""

    id: str
    status: GateStatus
    blame: Blame
    summary: str
    evidence: str = ""

    def to_json(self) -> dict[str, object]:
        return {
            "id": self.id,
            "status": str(self.status),
            "blame": str(self.blame),
            "summary": self.summary,
            "evidence": self.evidence,
        }

    @classmethod
    def of(cls, gate_id: str, finding: Finding) -> GateResult:
        return cls(gate_id, finding.status, finding.blame, finding.summary, cut(finding.evidence))


@dataclass(frozen=True)
class Gate(Generic[M]):
    """One quality check. `measure` runs what must be run (None: nothing to check), `decide` is pure.

    `after` names gates whose failure would only be found a second time here, with the blame on someone else: this one
    is not asked then.
    """

    id: str
    blame: Blame
    measure: Callable[[Workbench], M | None]
    decide: Callable[[M], Finding]
    absent: str = "nothing to check"
    after: tuple[str, ...] = ()

    def waits_for(self, failed: Collection[str]) -> str | None:
        """The first gate that it comes after among those that failed."""
        return next((gate_id for gate_id in self.after if gate_id in failed), None)

    def run(self, bench: Workbench) -> GateResult:
        """Raises what measuring raises if our own world is broken."""
        measured = self.measure(bench)
        if measured is None:
            return GateResult(self.id, GateStatus.NOT_APPLICABLE, self.blame, self.absent)
        return GateResult.of(self.id, self.decide(measured))


def cut(text: str) -> str:
    data = text.encode()
    return text if len(data) <= EVIDENCE_BYTES else data[: EVIDENCE_BYTES - 3].decode("utf-8", "ignore") + "..."


def passed(blame: Blame, summary: str, evidence: str = "") -> Finding:
    return Finding(GateStatus.PASS, blame, summary, evidence)


def failed(blame: Blame, summary: str, evidence: str = "") -> Finding:
    return Finding(GateStatus.FAIL, blame, summary, evidence)


def listed(problems: list[str], total_words: str) -> str:
    """The first problem and how many more there are."""
    more = f" (and {len(problems) - 1} more {total_words})" if len(problems) > 1 else ""
    return problems[0] + more


def blame_of(submission: str) -> Blame:
    """Whose fault it is if a jury submission (by its name, like `accepted/sol.py`) is not what it should be."""
    folder, _, file = submission.partition("/")
    if folder == "brute_force" or file.startswith("brute"):
        return Blame.BRUTE
    return Blame.REFERENCE if folder == "accepted" else Blame.WRONG


def diff(one: str, ours: bytes, other: str, theirs: bytes) -> list[str]:
    """Lines that differ, `-` before those of one side and `+` before those of the other; long outputs shortened."""
    left, right = excerpt(ours).splitlines(), excerpt(theirs).splitlines()
    return [f"--- {one}", f"+++ {other}", *list(unified_diff(left, right, lineterm="", n=1))[2:][:_DIFF_LINES]]


def excerpt(data: bytes, limit: int = 400) -> str:
    """The beginning of an input or output, for evidence."""
    text = data[: 4 * limit].decode("utf-8", "replace")
    return text if len(data) <= limit and len(text) <= limit else f"{text[:limit]}... ({len(data)} bytes)"
