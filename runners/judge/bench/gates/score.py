"""Counts what the gates caught: pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from judge.bench.gates.model import Entry, Kind, Result
from judge.gates.model import GateResult, GateStatus
from judge.verify import Outcome

# What the gates must reach; no control may be rejected.
CATCH_RATE = 0.98
RIGHT_BLAME = 0.95
VERIFIED_RATE = 0.95
# What others do, as subsets of our gates on the same runs; ours probe more, so these figures flatter them.
BASELINES: Mapping[str, frozenset[str]] = {
    "reference vs brute only": frozenset({"brute-agrees"}),
    "validators and expected verdicts only": frozenset(
        {"validator-accepts-tests", "validator-rejects-invalid", "submissions"}
    ),
}


@dataclass(frozen=True)
class Score:
    """`caught`: rejected, and some failed gate blames an acceptable artefact. `rightly_led`: the first one does."""

    planted: int
    rejected: int
    caught: int
    rightly_led: int
    controls: int
    verified: int
    false_rejections: int

    @property
    def right_blame(self) -> float:
        """Of the rejected defects, the share whose first failed gate blames an acceptable artefact."""
        return self.rightly_led / self.rejected if self.rejected else 1.0

    @property
    def is_good_enough(self) -> bool:
        return (
            self.caught >= CATCH_RATE * self.planted
            and self.right_blame >= RIGHT_BLAME
            and self.false_rejections == 0
            and self.verified >= VERIFIED_RATE * self.controls
        )


@dataclass(frozen=True)
class GateUse:
    """What a gate is good for: `alone` counts the defects that no other gate catches, in which classes."""

    id: str
    catches: int
    alone: int
    alone_in: tuple[str, ...]
    false_alarms: int


def failures(result: Result, gates: Collection[str] | None = None) -> list[GateResult]:
    """The failed gates in report order, of these gates only."""
    return [gate for gate in result.gates if gate.status is GateStatus.FAIL and (gates is None or gate.id in gates)]


def is_caught(result: Result, gates: Collection[str] | None = None) -> bool:
    return any(gate.blame in result.entry.blame for gate in failures(result, gates))


def is_needed(entry: Entry, gate_id: str, found: Sequence[GateResult]) -> bool:
    """Whether the gate can still change a figure of all gates or of a baseline, after what was found before it."""
    if entry.kind is Kind.CONTROL:
        return True
    settled = Result(entry, Outcome.REJECTED, tuple(found), 0.0, 0.0)
    return not is_caught(settled) or any(
        gate_id in gates and not is_caught(settled, gates) for gates in BASELINES.values()
    )


def is_led_rightly(result: Result, gates: Collection[str] | None = None) -> bool:
    first = next(iter(failures(result, gates)), None)
    return first is not None and first.blame in result.entry.blame


def is_as_it_should(result: Result) -> bool:
    """A defect is rejected and blamed rightly at once, a control is verified."""
    if result.entry.kind is Kind.CONTROL:
        return result.outcome is Outcome.VERIFIED
    return is_led_rightly(result)


def score(results: Iterable[Result], gates: Collection[str] | None = None) -> Score:
    """Over all gates, or as if there were only these."""
    listed = list(results)
    defects = [result for result in listed if result.entry.kind is Kind.DEFECT]
    controls = [result for result in listed if result.entry.kind is Kind.CONTROL]
    return Score(
        planted=len(defects),
        rejected=sum(bool(failures(result, gates)) for result in defects),
        caught=sum(is_caught(result, gates) for result in defects),
        rightly_led=sum(is_led_rightly(result, gates) for result in defects),
        controls=len(controls),
        verified=sum(_is_verified(result, gates) for result in controls),
        false_rejections=sum(bool(failures(result, gates)) for result in controls),
    )


def _is_verified(result: Result, gates: Collection[str] | None) -> bool:
    return result.outcome is Outcome.VERIFIED if gates is None else not failures(result, gates)


def by_class(results: Iterable[Result]) -> dict[str, Score]:
    """Per class of defect, in alphabetical order."""
    found: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        if result.entry.kind is Kind.DEFECT:
            found[result.entry.group].append(result)
    return {name: score(found[name]) for name in sorted(found)}


def uses(results: Sequence[Result]) -> list[GateUse]:
    """One per gate, in report order: what would be lost without it."""
    order = list(dict.fromkeys(gate.id for result in results for gate in result.gates))
    return [_use(gate_id, results) for gate_id in order]


def _use(gate_id: str, results: Sequence[Result]) -> GateUse:
    defects = [result for result in results if result.entry.kind is Kind.DEFECT]
    catches = [result for result in defects if is_caught(result, {gate_id})]
    alone = [result for result in catches if not is_caught(result, {gate.id for gate in result.gates} - {gate_id})]
    alarms = [r for r in results if r.entry.kind is Kind.CONTROL and failures(r, {gate_id})]
    classes = tuple(sorted({result.entry.group for result in alone}))
    return GateUse(gate_id, len(catches), len(alone), classes, len(alarms))
