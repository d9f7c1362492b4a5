"""The measurements: contenders take turns, so that whatever else the machine does hits all of them alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from judge.bench.contenders import LIMITS, Cost, Ours, Peer
from judge.sandbox import Family, Program, Sandbox, Stored

RunOnce = Callable[[], Cost]


@dataclass(frozen=True)
class Figures:
    """One contender at one workload: medians of a run, and the quickest round's mean, which load disturbs least."""

    cpu_ms: float
    wall_ms: float
    best_cpu_ms: float
    best_wall_ms: float


def interleaved(contenders: Mapping[str, RunOnce], *, rounds: int, per_round: int) -> dict[str, Figures]:
    """Every round runs every contender `per_round` times; the first round only warms up."""
    costs: dict[str, list[list[Cost]]] = {name: [] for name in contenders}
    for _ in range(rounds + 1):
        for name, once in contenders.items():
            costs[name].append([once() for _ in range(per_round)])
    return {name: _figures(kept[1:]) for name, kept in costs.items()}


def _figures(rounds: Sequence[Sequence[Cost]]) -> Figures:
    single = [cost for costs in rounds for cost in costs]
    return Figures(
        cpu_ms=statistics.median(cost.cpu_s for cost in single) * 1e3,
        wall_ms=statistics.median(cost.wall_s for cost in single) * 1e3,
        best_cpu_ms=min(statistics.fmean(cost.cpu_s for cost in costs) for costs in rounds) * 1e3,
        best_wall_ms=min(statistics.fmean(cost.wall_s for cost in costs) for costs in rounds) * 1e3,
    )


def submission_loop(peer: Peer, inputs: Sequence[Path], command: Sequence[str], expected: Sequence[bytes]) -> float:
    """Wall seconds of a loop over the tests, outputs compared. Raises ValueError on a wrong output."""
    started = time.perf_counter()
    for path, answer in zip(inputs, expected, strict=True):
        _compare(peer(path, command)[0], answer, peer.name)
    return time.perf_counter() - started


def submission_ours(
    sandbox: Sandbox, slots: int, source: bytes, inputs: Sequence[bytes], expected: Sequence[bytes]
) -> float:
    """Wall seconds of the whole: compiling, all tests on that many slots, outputs compared, everything cleaned up."""
    started = time.perf_counter()
    program = python_program(sandbox, source)
    work = list(zip(inputs, expected, strict=True))
    shares = [work[index::slots] for index in range(slots)]
    with ThreadPoolExecutor(slots) as pool:
        list(pool.map(lambda share: _run_share(sandbox, program, share), shares))
    sandbox.discard(program)
    return time.perf_counter() - started


def _run_share(sandbox: Sandbox, program: Program, share: Sequence[tuple[bytes, bytes]]) -> None:
    with sandbox.slot() as slot:
        for text, answer in share:
            _compare(slot.run(program, stdin=text, limits=LIMITS).stdout, answer, Ours.name)


def _compare(output: bytes, expected: bytes, name: str) -> None:
    if output.split() != expected.split():
        raise ValueError(f"{name} gives a wrong output: {output[:80]!r}")


def python_program(sandbox: Sandbox, source: bytes) -> Program:
    build = sandbox.build(
        {"main.py": source},
        (),
        run=("/usr/bin/python3", "{dir}/main.py"),
        limits=LIMITS,
        family=Family.PYTHON,
        python_main="main.py",
    )
    return _built(build.program)


def native_program(sandbox: Sandbox, executable: bytes) -> Program:
    """The very file that the bare spawn runs."""
    make = ("/bin/chmod", "+x", "{dir}/trivial")
    return _built(sandbox.build({"trivial": executable}, (make,), run=("{dir}/trivial",), limits=LIMITS).program)


def _built(program: Program | None) -> Program:
    if program is None:
        raise ValueError("the bench's own program does not build")
    return program


def once_with(contender: Ours, program: Program, stdin: Stored, expected: bytes) -> RunOnce:
    def once() -> Cost:
        output, cost = contender(program, stdin)
        _compare(output, expected, contender.name)
        return cost

    return once


def once_by(peer: Peer, command: Sequence[str], stdin: Path, expected: bytes) -> RunOnce:
    def once() -> Cost:
        output, cost = peer(stdin, command)
        _compare(output, expected, peer.name)
        return cost

    return once
