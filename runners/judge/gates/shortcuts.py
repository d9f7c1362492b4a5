"""Gate `shortcuts-fail`: a solution that takes for granted what only the tests have in common does not pass them.

Such a solution is the model solution itself, given each input as it would be if the assumption held. So no program is
written, and what it is wrong on are inputs that it was seen to be wrong on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from judge.gates.beyond import Beyond, beyond
from judge.gates.model import Blame, Finding, Gate, excerpt, failed, listed, passed
from judge.gates.pool import SMALL_BYTES
from judge.gates.workbench import Workbench
from judge.probe.assumed import Assumption, assumptions
from judge.probe.batch import Item
from judge.probe.player import Played, Player
from judge.probe.variants import Sheet

# Of so many small inputs that neither a test nor the generator has, so many must show that the assumption is wrong.
_PROBES = 120
_FEWEST_TELLING = 8
# A generator that was asked so often, or so many tests, would have had an input of another kind.
_FEWEST_MADE, _FEWEST_TESTS = 60, 20
# It holds of this share of them at least; of the others it must make no difference.
_USUAL = 0.9


@dataclass(frozen=True)
class Shortcut:
    """An assumption that no test and no input of the generator shows to be wrong; `telling` of `probes` others do."""

    told: str
    telling: int
    probes: int
    example: bytes


@dataclass(frozen=True)
class Shortcuts:
    tried: int
    passing: tuple[Shortcut, ...]
    blame: Blame
    beyond: Beyond | None = None


@dataclass(frozen=True)
class _Case:
    """An input, and what it would be."""

    data: bytes
    assumed: bytes


def _measure(bench: Workbench) -> Shortcuts | None:
    reference, layout = bench.reference, bench.layout
    if reference is None or layout is None or not bench.is_plain or not _is_enough(bench):
        return None
    known = {*bench.made, *(sheet.document.data for sheet in bench.small_sheets)}
    probes = [bench.sheet_of(data) for data in bench.pool if data not in known][-_PROBES:]
    small = [*map(bench.sheet_of, bench.made), *bench.small_sheets]
    tried = assumptions(layout)
    alive = {item: cases for item in tried if (cases := _exceptions(item, small)) is not None}
    telling = {item: cases for item in alive if len(cases := list(_cases(item, probes))) >= _FEWEST_TELLING}
    unbroken = _unbroken(bench, reference, {item: alive[item] for item in telling})
    found = _found(bench, reference, {item: telling[item] for item in unbroken}, len(probes))
    large = [sheet for sheet in bench.sheets if len(sheet.document.data) > SMALL_BYTES]
    large += [bench.sheet_of(item.data) for item in bench.fresh]
    passing = [it for item, it in found.items() if not _is_broken(bench, reference, _cases(item, large))]
    blame = Blame.GENERATOR if bench.planned else Blame.TESTS
    return Shortcuts(len(tried), tuple(passing), blame, beyond(bench, reference))


def _is_enough(bench: Workbench) -> bool:
    if bench.generator is None or not bench.planned:
        return len(bench.secret) >= _FEWEST_TESTS
    return bench.seeds_made >= _FEWEST_MADE


def _cases(item: Assumption, sheets: Iterable[Sheet]) -> Iterator[_Case]:
    """Those that are something else than what is assumed."""
    for sheet in sheets:
        assumed = item.of(sheet)
        if assumed is not None and assumed != sheet.document.data:
            yield _Case(sheet.document.data, assumed)


def _exceptions(item: Assumption, sheets: Sequence[Sheet]) -> list[_Case] | None:
    """The few of which it does not hold; None if they are more than that."""
    most = int((1 - _USUAL) * len(sheets))
    found = list(islice(_cases(item, sheets), most + 1))
    return found if len(found) <= most else None


def _unbroken(bench: Workbench, reference: Player, asked: Mapping[Assumption, Sequence[_Case]]) -> list[Assumption]:
    """Those that none of their cases shows to be wrong; one that makes no valid input of a test is wrong of it."""
    right = _right(bench, reference, [case for cases in asked.values() for case in cases])
    return [item for item, cases in asked.items() if all(right[case] for case in cases)]


def _found(
    bench: Workbench, reference: Player, asked: Mapping[Assumption, Sequence[_Case]], probes: int
) -> dict[Assumption, Shortcut]:
    """Those that so many of their cases show to be wrong."""
    right = _right(bench, reference, [case for cases in asked.values() for case in cases])
    telling = {item: [case.data for case in cases if right[case] is False] for item, cases in asked.items()}
    return {
        item: Shortcut(item.told, len(inputs), probes, min(inputs, key=len))
        for item, inputs in telling.items()
        if len(inputs) >= _FEWEST_TELLING
    }


def _is_broken(bench: Workbench, reference: Player, cases: Iterable[_Case]) -> bool:
    """One case after the other, as they are large."""
    return any(not _right(bench, reference, [case])[case] for case in cases)


def _right(bench: Workbench, reference: Player, cases: Sequence[_Case]) -> dict[_Case, bool | None]:
    """Whether the answer to what is assumed is right for the input; None where there is none, or that is not valid."""
    assumed = list(dict.fromkeys(case.assumed for case in cases))
    valid = set(bench.accepted(assumed))
    asked = list(dict.fromkeys([*(case.data for case in cases if case.assumed in valid), *valid]))
    played = dict(zip(asked, reference.play_all([Item((), data) for data in asked]), strict=True))
    return {case: _is_right(bench, case, played) for case in cases}


def _is_right(bench: Workbench, case: _Case, played: Mapping[bytes, Played]) -> bool | None:
    ours, theirs = played.get(case.data), played.get(case.assumed)
    if ours is None or theirs is None or not (ours.ended_well and theirs.ended_well):
        return None
    return ours.output == theirs.output or bench.judge(case.data, ours.output, theirs.output).is_accepted


def _decide(found: Shortcuts) -> Finding:
    if found.passing:
        told = [
            f"{item.told} ({item.telling} of {item.probes} small inputs show that it is not so)"
            for item in found.passing
        ]
        summary = f"a solution passes that takes for granted: {listed(told, 'assumptions')}"
        evidence = "\n".join([*told, "such as:", excerpt(found.passing[0].example, 300)])
        return failed(found.blame, summary, evidence)
    if found.beyond:
        answer = found.beyond.answer.decode("utf-8", "replace")[:40]
        summary = f"a program passes that prints {answer} for every input of more than {found.beyond.length} bytes"
        others = f"{found.beyond.others} of {found.beyond.asked} such inputs, which are no tests, have another answer:"
        return failed(found.blame, summary, f"{others}\n{excerpt(found.beyond.example, 600)}")
    return passed(Blame.TESTS, f"{found.tried} things that a solution may take for granted are shown to be wrong")


GATE = Gate(
    "shortcuts-fail",
    Blame.TESTS,
    _measure,
    _decide,
    "no layout that can be read, or too few tests for a statement on them all",
    after=("structure", "programs-complete", "validator-accepts-tests", "generator-deterministic", "generator-valid",
           "reference-deterministic", "brute-agrees", "solvers-agree", "answers-graded", "answers-current",
           "checker-sound", "bounds-agree", "promises-agree"),
)  # fmt: skip
