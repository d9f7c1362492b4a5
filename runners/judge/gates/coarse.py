"""Whether a model solution in Python rounds numbers that real ones cannot hold: one that divides exactly says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from judge.gates.workbench import Workbench
from judge.generating import reference_of
from judge.package import files_of
from judge.probe.exact import COARSE, exact_twin
from judge.probe.player import Player
from judge.probe.side_by_side import same
from judge.submission import Submission

_SLOWER = 2
_BUDGET_S = 12.0
_WHOLE = re.compile(rb"[+-]?\d+")


def rounded(bench: Workbench, inputs: Sequence[tuple[str, bytes]]) -> Iterator[tuple[str, bytes, bytes]]:
    """(name, what it prints, what it should) of the first input on which it does; whole numbers, small inputs first."""
    reference, twin = bench.reference, _twin(bench)
    if reference is None or twin is None:
        return
    spent_s = 0.0
    for name, data in sorted(inputs, key=lambda item: len(item[1])):
        if spent_s > _BUDGET_S:
            return
        exact = twin.play(data)
        spent_s += exact.outcome.usage.cpu_s
        if not exact.ended_well or COARSE not in exact.outcome.stderr:
            continue
        printed = reference.play(data).output
        if _differ(printed, exact.output) and not same(bench, data, exact.output, printed):
            yield name, printed, exact.output
            return


def _differ(printed: bytes, exact: bytes) -> bool:
    """As many tokens, whole numbers where they differ."""
    ours, theirs = printed.split(), exact.split()
    other = [pair for pair in zip(ours, theirs, strict=False) if pair[0] != pair[1]]
    return len(ours) == len(theirs) and bool(other) and all(_WHOLE.fullmatch(token) for pair in other for token in pair)


def _twin(bench: Workbench) -> Player | None:
    program = reference_of(bench.package)
    if program is None or program.path.suffix != ".py" or bench.reference is None:
        return None
    files = files_of(bench.package, program)
    text = exact_twin(next(iter(files.values())).decode("utf-8", "replace")) if len(files) == 1 else None
    if text is None:
        return None
    name = next(iter(files))
    return bench.own_player(Submission("exact", "python3", {name: text.encode()}), _SLOWER * bench.reference.time_s)
