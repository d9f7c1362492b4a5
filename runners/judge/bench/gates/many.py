"""Verifies entries in several processes, as one is busy with its own side of gates for a third of the time.

Who takes a base package verifies its entries one after the other: they share runs, those of two packages do not.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import ExitStack
from itertools import chain, groupby
from multiprocessing import get_context
from pathlib import Path

from judge.bench.gates.memory import Memory
from judge.bench.gates.model import Entry, Files, Result
from judge.bench.gates.run import read_package, run_one, stored_in
from judge.package import Package
from judge.sandbox import Sandbox

_SLOTS = 3


def run_many(
    entries: Sequence[Entry],
    problems: Path,
    *,
    jobs: int,
    every_gate: bool = False,
    on_result: Callable[[Result], None] = lambda _: None,
    goes_on: Callable[[], bool] = lambda: True,
) -> list[Result]:
    """One result per entry, in order; none for those that were to begin when it did not go on any more.

    Each of the `jobs` has a sandbox of its own. `every_gate` as for `run_one`. Raises SandboxError, ManifestError.
    """
    left = deque(piles(entries, jobs))

    def work(_: int) -> list[Result]:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
            found: list[Result] = []
            try:
                while goes_on() and (pile := _next(left)):
                    process.submit(_begin, problems).result()
                    for entry in pile:
                        if goes_on():
                            found.append(process.submit(_run, entry, every_gate=every_gate).result())
                            on_result(found[-1])
            finally:
                process.submit(_end).result()
            return found

    with ThreadPoolExecutor(jobs) as pool:
        made = {result.entry.id: result for result in chain.from_iterable(pool.map(work, range(jobs)))}
    return [made[entry.id] for entry in entries if entry.id in made]


def _next(left: deque[list[Entry]]) -> list[Entry]:
    """Empty if others have taken the last one meanwhile."""
    try:
        return left.popleft()
    except IndexError:
        return []


def piles(entries: Sequence[Entry], jobs: int) -> list[list[Entry]]:
    """One per base package, the largest first; more if that leaves somebody without."""
    by_base = sorted(entries, key=lambda entry: entry.base)
    found = [list(group) for _, group in groupby(by_base, key=lambda entry: entry.base)]
    while found and len(found) < jobs and len(found[0]) > 1:
        found.sort(key=len, reverse=True)
        largest = found.pop(0)
        found += [largest[::2], largest[1::2]]
    return sorted(found, key=len, reverse=True)


class _Desk:
    """What a process holds: a sandbox, and what it remembers of one base package."""

    def __init__(self, problems: Path) -> None:
        self._open = ExitStack()
        self._memory = Memory(self._open.enter_context(Sandbox.open(slots=_SLOTS)))
        self._problems = problems
        self._stored: list[Package] = stored_in(problems)
        self._bases: dict[str, Files] = {}

    def run(self, entry: Entry, *, every_gate: bool) -> Result:
        if entry.base not in self._bases:
            self._bases = {entry.base: read_package(self._problems / entry.base)}
        return run_one(entry, self._bases, self._memory, self._stored, every_gate=every_gate)

    def close(self) -> None:
        self._open.close()


_desks: list[_Desk] = []


def _begin(problems: Path) -> None:
    """With nothing remembered of the base package before."""
    _end()
    _desks.append(_Desk(problems))


def _run(entry: Entry, *, every_gate: bool) -> Result:
    return _desks[0].run(entry, every_gate=every_gate)


def _end() -> None:
    while _desks:
        _desks.pop().close()
