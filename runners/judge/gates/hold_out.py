"""Gate `hold-out-agrees`: on inputs that nobody has seen, submissions do what they do on the tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.protocol import Verdict

from judge.gates.model import Blame, Finding, Gate, blame_of, excerpt, failed, listed, passed
from judge.gates.workbench import Workbench, is_brute
from judge.generating import reference_of
from judge.matrix import Row
from judge.package.expectations import Bound
from judge.probe.batch import Item
from judge.probe.player import Played, Player

# Of each stratum so many seeds that no test has; the slow ones tell nothing but times.
_PER_STRATUM = {"random": 5, "small": 8, "extreme": 3}
# A submission that fails on this share of the generator's own tests will not pass so many fresh ones by chance.
_OFTEN = 0.5
_ENOUGH = 10
# Strata whose seeds are all alike; extreme ones are each a case of their own.
_ORDINARY = ("small", "random")
_FEWEST = 4
_GROUP = 5


@dataclass(frozen=True)
class Failure:
    """An accepted submission on a fresh input."""

    name: str
    label: str
    data: bytes
    what: str


@dataclass(frozen=True)
class HoldOut:
    """`spared`: wrong submissions that no fresh input shows to be wrong, and on what share of the tests they fail."""

    inputs: int
    judged: int
    failures: tuple[Failure, ...]
    spared: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class _Fresh:
    label: str
    data: bytes
    answer: bytes


def _measure(bench: Workbench) -> HoldOut | None:
    reference = bench.reference
    if reference is None or bench.generator is None or not bench.planned or not bench.is_plain:
        return None
    chosen = _chosen(bench)
    played = reference.play_all([Item((), data) for _, data in chosen])
    crashes = [
        Failure(reference.name, label, data, ran.complaint)
        for (label, data), ran in zip(chosen, played, strict=True)
        if not ran.ended_well and not ran.too_slow
    ]
    fresh = [_Fresh(*item, ran.output) for item, ran in zip(chosen, played, strict=True) if ran.ended_well]
    rows = [row for row in bench.matrix.rows if not row.is_missing and row.runs and not is_brute(row.name)]
    failures = [found for row in rows if row.promise.is_accepted for found in _failures(bench, row, fresh)]
    spared = [(row.name, share) for row in rows if (share := _spared(bench, row, fresh)) is not None]
    return HoldOut(len(fresh), len(rows), (*crashes, *failures), tuple(spared))


def _chosen(bench: Workbench) -> list[tuple[str, bytes]]:
    known = {case.input.read_bytes() for case in bench.secret}
    chosen = [
        (item.label, item.data)
        for stratum, count in _PER_STRATUM.items()
        for item in [item for item in bench.fresh if item.stratum == stratum and item.data not in known][:count]
    ]
    valid = set(bench.accepted([data for _, data in chosen]))
    return [item for item in chosen if item[1] in valid]


def _failures(bench: Workbench, row: Row, fresh: Sequence[_Fresh]) -> list[Failure]:
    """The first one of an accepted submission; that it is slow is a matter of the time limit."""
    main = reference_of(bench.package)
    player = None if main is not None and row.name == main.name else bench.player(bench.submission_named(row.name))
    if player is None:
        return []
    items = [Item((), item.data) for item in fresh]
    for item, ran in zip(fresh, player.play_all(items), strict=True):
        what = _wrong(bench, item, ran)
        if what:
            return [Failure(row.name, item.label, item.data, what)]
    return []


def _wrong(bench: Workbench, item: _Fresh, ran: Played) -> str:
    """Empty if it is right, or too slow to tell."""
    if ran.too_slow:
        return ""
    if not ran.ended_well:
        return ran.complaint
    if ran.output == item.answer or bench.judge(item.data, item.answer, ran.output).is_accepted:
        return ""
    return f"prints {excerpt(ran.output, 200)}\nthe model solution prints {excerpt(item.answer, 200)}"


def _spared(bench: Workbench, row: Row, fresh: Sequence[_Fresh]) -> float | None:
    """On what share of the generator's ordinary tests a wrong submission fails, if it fails on no fresh input."""
    if row.promise.is_accepted or row.promise.has_bound(Bound.UPPER):
        return None
    ordinary = {name for name, wanted in bench.planned.items() if wanted.stratum in _ORDINARY}
    runs = [run for run in row.runs if run.test in ordinary]
    failed_on = sum(run.verdict is not Verdict.ACCEPTED for run in runs)
    is_telling = failed_on and len(runs) >= _FEWEST
    player = bench.player(bench.submission_named(row.name), bench.matrix.time_limit_s) if is_telling else None
    if player is None or _fails_somewhere(bench, player, fresh):
        return None
    return failed_on / len(runs)


def _fails_somewhere(bench: Workbench, player: Player, fresh: Sequence[_Fresh]) -> bool:
    """Asks in small groups, as most wrong ones show soon."""
    for start in range(0, len(fresh), _GROUP):
        group = fresh[start : start + _GROUP]
        played = player.play_all([Item((), item.data) for item in group])
        if any(ran.too_slow or _wrong(bench, item, ran) for item, ran in zip(group, played, strict=True)):
            return True
    return False


def _decide(found: HoldOut) -> Finding:
    if found.failures:
        told = [f"{item.name} fails on {item.label}, which no test is" for item in found.failures]
        first = found.failures[0]
        evidence = f"{excerpt(first.data, 600)}\n{first.what}"
        return failed(blame_of(first.name), listed(told, "submissions"), evidence)
    lucky = [f"{name} fails on {share:.0%} of the tests and on no fresh input" for name, share in found.spared]
    if found.inputs >= _ENOUGH and any(share >= _OFTEN for _, share in found.spared):
        return failed(Blame.GENERATOR, listed(lucky, "submissions"), "\n".join(lucky))
    summary = f"{found.judged} submissions do on {found.inputs} fresh inputs what they do on the tests"
    return passed(Blame.TESTS, summary, "\n".join(lucky))


GATE = Gate(
    "hold-out-agrees",
    Blame.TESTS,
    _measure,
    _decide,
    "no generator for the tests, or no model solution that prints one output per test",
    after=("structure", "programs-complete", "validator-accepts-tests", "generator-deterministic", "generator-valid",
           "reference-deterministic", "brute-agrees", "solvers-agree", "answers-graded", "answers-current",
           "checker-sound", "submissions"),
)  # fmt: skip
