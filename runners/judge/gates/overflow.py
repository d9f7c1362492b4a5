"""Whether a model solution in C or C++ counts beyond the range of its numbers: it is built such that this ends it."""

from __future__ import annotations

import signal
from collections.abc import Sequence

from judge.gates.workbench import Workbench
from judge.generating import reference_of
from judge.probe.player import Player, together

_FLAGS = ("-fsanitize=signed-integer-overflow", "-fsanitize-undefined-trap-on-error")
_SUFFIXES = (".c", ".cc", ".cpp", ".cxx", ".c++")
_SLOWER = 4


def overflowing(bench: Workbench, inputs: Sequence[tuple[str, bytes]]) -> str:
    """The name of the first input on which it does; empty if there is none or it is in another language."""
    player = _trapping(bench)
    if player is None:
        return ""
    ended = together(lambda item: player.play(item[1]).outcome.signal == signal.SIGILL, inputs)
    return next((name for (name, _), is_over in zip(inputs, ended, strict=True) if is_over), "")


def _trapping(bench: Workbench) -> Player | None:
    program = reference_of(bench.package)
    if program is None or program.path.suffix not in _SUFFIXES or bench.reference is None:
        return None
    compiled = bench.programs.submission(program, _FLAGS)
    return bench.programs.player(
        program.name, compiled, _SLOWER * bench.reference.time_s, bench.package.limits.output_mib
    )
