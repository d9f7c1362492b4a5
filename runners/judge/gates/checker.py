"""Gate `checker-sound`: the output validator takes right answers in any spelling, nothing else, and never crashes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from judge.gates.deaf import Mistaken, reads_no_input, unheeded
from judge.gates.model import Blame, Finding, Gate, excerpt, failed, listed, passed
from judge.gates.probes import BORROWED, COPIED, Demand, Probe, probes_of
from judge.gates.rearranged import Loose, loose
from judge.gates.workbench import Workbench
from judge.package import TestCase
from judge.validate import Judgement, ValidationReport

_CASES = 8
# Answers that are long show whether a tolerance is granted that grows with them.
_LONGEST = 2
_LARGEST = 1 << 14
# So many probes of one kind must have been accepted, all of them, before that says anything.
_FEWEST = 3
_FEWEST_BORROWED = 8
_FEWEST_CHANGED = 12
_NEARLY_ALL = 0.9
# What an output consists of; nothing may be there twice.
_DISTINCT = re.compile(r"\b(?:different|distinct|permutation)\b|서로 다른|순열", re.IGNORECASE)


@dataclass(frozen=True)
class Judged:
    """`is_exact`: the spec knows one answer only.

    `is_blind`: the package says that several answers are right, and the output validator does not read inputs.
    """

    probes: tuple[tuple[Probe, ValidationReport], ...]
    is_exact: bool = False
    unheeded: tuple[Mistaken, ...] = ()
    is_blind: bool = False
    loose: Loose | None = None


def _measure(bench: Workbench) -> Judged | None:
    if not bench.output_validators or not bench.is_plain:
        return None
    cases = _chosen(bench)
    probes = [probe for case in cases for probe in probes_of(bench, case, cases)]
    if _are_distinct(bench, cases):
        probes = [replace(probe, demand=Demand.WRONG) if probe.kind == COPIED else probe for probe in probes]
    reports = bench.verdicts.of(
        [bench.question(item.data, item.answer, item.output, item.case.output_validator_args) for item in probes]
    )
    is_exact = bench.spec is not None and bench.spec.output_kind == "exact"
    is_blind = bench.says_any is True and reads_no_input(bench)
    return Judged(tuple(zip(probes, reports, strict=True)), is_exact, unheeded(bench), is_blind, loose(bench))


def _are_distinct(bench: Workbench, cases: list[TestCase]) -> bool:
    """Whether the spec says of the only line of an output that its parts differ, and those of all answers do."""
    layout = bench.spec.output_layout if bench.spec else ()
    answers = [case.answer_data().split() for case in cases]
    return len(layout) == 1 and bool(_DISTINCT.search(layout[0])) and all(len(set(a)) == len(a) for a in answers)


def _chosen(bench: Workbench) -> list[TestCase]:
    """Small tests, those of different answers first."""
    usable = [case for case in bench.package.cases() if case.answer and case.answer.stat().st_size <= _LARGEST]
    usable = [case for case in usable if case.input.stat().st_size <= _LARGEST]
    by_first: dict[bytes, list[TestCase]] = {}
    for case in usable:
        first = case.answer_data().split(None, 1)[:1]
        by_first.setdefault(first[0] if first else b"", []).append(case)
    turns = max((len(group) for group in by_first.values()), default=0)
    ordered = [group[turn] for turn in range(turns) for group in by_first.values() if turn < len(group)]
    longest = sorted(usable, key=lambda case: len(case.answer_data()), reverse=True)[:_LONGEST]
    return list({case.name: case for case in [*ordered[:_CASES], *longest]}.values())


def _decide(found: Judged) -> Finding:
    crashed = [(probe, report) for probe, report in found.probes if report.judgement is Judgement.FAILED]
    strict = [
        (p, r) for p, r in found.probes if p.demand is Demand.RIGHT and not r.is_accepted and (p, r) not in crashed
    ]
    if strict or crashed:
        problem = "rejects" if strict else "crashes on"
        return _failed(problem, strict or crashed)
    lax = [(p, r) for p, r in found.probes if p.demand is Demand.WRONG and r.is_accepted]
    if lax:
        return _failed("accepts", lax)
    always = [group[0] for group in _by_kind(found) if len(group) >= _fewest(group[0][0]) and _all_accepted(group)]
    if always:
        return _failed("always accepts", always)
    changed = [(p, r) for p, r in found.probes if p.kind.startswith("one number")]
    share = sum(report.is_accepted for _, report in changed) / max(1, len(changed))
    other = [(p, r) for p, r in changed if r.is_accepted and p.kind == "one number changed"]
    if found.is_exact and other:
        return _failed("accepts, though only one answer is right,", other)
    if len(changed) >= _FEWEST_CHANGED and share >= _NEARLY_ALL:
        return _failed("nearly always accepts", [(p, r) for p, r in changed if r.is_accepted])
    if found.is_blind and not any(r.is_accepted and p.output.split() != p.answer.split() for p, r in found.probes):
        return failed(Blame.CHECKER, "several answers are right, but it takes the judge's alone and reads no input")
    if found.unheeded:
        first = found.unheeded[0]
        shown = f"input:\n{excerpt(first.data, 300)}\noutput:\n{excerpt(first.output, 300)}"
        return failed(Blame.CHECKER, f"accepts the answer to an input with another {first.variable}, always", shown)
    if found.loose:
        shown = f"input:\n{excerpt(found.loose.data, 300)}\noutput:\n{excerpt(found.loose.output, 300)}"
        return failed(Blame.CHECKER, f"accepts {found.loose.what}", shown)
    told = _told_answer(found)
    if told:
        return failed(Blame.CHECKER, "tells the judge's answer to the team", told)
    return passed(Blame.CHECKER, f"{len(found.probes)} outputs are judged as they must be")


def _fewest(probe: Probe) -> int:
    return _FEWEST_BORROWED if probe.kind.startswith(BORROWED) else _FEWEST


def _all_accepted(group: list[tuple[Probe, ValidationReport]]) -> bool:
    return all(report.is_accepted for _, report in group)


def _by_kind(found: Judged) -> list[list[tuple[Probe, ValidationReport]]]:
    kinds: dict[str, list[tuple[Probe, ValidationReport]]] = {}
    for probe, report in found.probes:
        if probe.demand is Demand.MOSTLY:
            kinds.setdefault(probe.kind, []).append((probe, report))
    return list(kinds.values())


def _failed(problem: str, items: list[tuple[Probe, ValidationReport]]) -> Finding:
    kinds = list(dict.fromkeys(probe.kind for probe, _ in items))
    probe, report = items[0]
    parts = [f"{probe.case.name}, input:", excerpt(probe.data, 300), "output:", excerpt(probe.output, 300)]
    parts += [report.judge_message[:300]]
    return failed(Blame.CHECKER, f"{problem} {listed(kinds, 'kinds of output')}", "\n".join(p.rstrip() for p in parts))


def _told_answer(found: Judged) -> str:
    """Messages to the team that hold the answer, on several tests with different answers."""
    told = {
        probe.answer: report.team_message
        for probe, report in found.probes
        if probe.kind == "a word that means nothing" and _holds(report.team_message, probe.answer)
    }
    return next(iter(told.values())) if len(told) >= _FEWEST else ""


def _holds(message: str, answer: bytes) -> bool:
    text = answer.decode("utf-8", "replace").split()
    words = message.replace(",", " ").replace(":", " ").split()
    return bool(text) and any(words[start : start + len(text)] == text for start in range(len(words)))


GATE = Gate(
    "checker-sound",
    Blame.CHECKER,
    _measure,
    _decide,
    "no output validator of its own that judges one output",
    after=("structure", "programs-complete", "validator-accepts-tests", "reference-deterministic", "brute-agrees",
           "answers-graded", "answers-current"),
)  # fmt: skip
