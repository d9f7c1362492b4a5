"""Whether a model solution in C or C++ needs larger or finer numbers: it is built such that this shows."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from judge.gates.climb import climbed
from judge.gates.workbench import Workbench
from judge.generating import reference_of
from judge.jury import jury_submission
from judge.package import SourceProgram
from judge.probe.player import Player, together
from judge.probe.side_by_side import same

_FLAGS = ("-fsanitize=signed-integer-overflow", "-fsanitize-undefined-trap-on-error")
_FLOAT = re.compile(rb"\bfloat\b")
_SUFFIXES = (".c", ".cc", ".cpp", ".cxx", ".c++")
_SLOWER = 4


def overflowing(bench: Workbench, inputs: Sequence[tuple[str, bytes]]) -> str:
    """The name of the first input on which it does; empty if there is none or it is in another language."""
    player = _built(bench, _FLAGS)
    if player is None:
        return ""
    ended = together(lambda item: player.play(item[1]).outcome.signal == signal.SIGILL, inputs)
    return next((name for (name, _), is_over in zip(inputs, ended, strict=True) if is_over), "")


def imprecise(bench: Workbench, inputs: Sequence[tuple[str, bytes]]) -> Iterator[tuple[str, bytes, bytes]]:
    """(name, what it prints, what it would with `double` for `float`) of the first input on which that matters.

    Asked are inputs with values of any size as well, which tests may lack, and such as are made of those that matter
    most.
    """
    reference, player = bench.reference, _wider(bench)
    if reference is None or player is None:
        return
    starts = [*bench.wide, *(data for _, data in inputs)]
    others = chain(bench.wide, climbed(bench, player, reference, starts))
    for name, data in chain(inputs, (("a valid input", data) for data in others)):
        wider, ours = player.play(data), reference.play(data)
        if wider.ended_well and ours.ended_well and not same(bench, data, wider.output, ours.output):
            yield name, ours.output, wider.output
            return


def _in_c(bench: Workbench) -> SourceProgram | None:
    """The model solution, if it is in C or C++."""
    program = reference_of(bench.package)
    return program if program is not None and program.path.suffix in _SUFFIXES else None


def _wider(bench: Workbench) -> Player | None:
    """None if it has no `float`."""
    program = _in_c(bench)
    if program is None or bench.reference is None:
        return None
    submission = jury_submission(bench.package, program)
    files = {name: _FLOAT.sub(b"double", data) for name, data in submission.files.items()}
    if files == submission.files:
        return None
    return bench.own_player(replace(submission, name=f"wider {program.name}", files=files), bench.reference.time_s)


def _built(bench: Workbench, flags: Sequence[str]) -> Player | None:
    program = _in_c(bench)
    if program is None or bench.reference is None:
        return None
    compiled = bench.programs.submission(program, flags)
    return bench.programs.player(
        program.name, compiled, _SLOWER * bench.reference.time_s, bench.package.limits.output_mib
    )
