"""Runs a compiled submission once, and once more alone where the time limit is close."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from judge.alone import turnstile_of
from judge.compile import Compiled
from judge.machine import crowding, is_machine_overloaded
from judge.ports import NO_FILES, SandboxPort
from judge.sandbox.limits import Limits
from judge.sandbox.outcome import Outcome
from judge.sandbox.program import Program
from judge.sandbox.status import Status
from judge.verdict import NEAR, has_slept, is_near_limit

_WALL_MARGIN_S = 2.0
# A run that a busy machine starved gets this much more time on the clock when it is repeated alone.
_REPEAT_PATIENCE = 4.0


@dataclass(frozen=True)
class RunLimits:
    """Limits of one run of a submission; time is CPU time of all its processes. `patience` stretches the clock."""

    time_limit_s: float
    memory_mib: int = 2048
    output_mib: float = 8
    processes: int = 64
    patience: float = 1.0

    @property
    def wall_s(self) -> float:
        """What a run may take on the clock: twice the limit and a margin for starting."""
        return 2 * self.time_limit_s + _WALL_MARGIN_S

    def for_sandbox(self, memory_overhead_mib: int = 0) -> Limits:
        """The sandbox cuts CPU time a little above the limit, so that a run just over it can be told and repeated."""
        return Limits(
            cpu_s=self.time_limit_s,
            wall_s=self.wall_s * self.patience,
            memory_mib=self.memory_mib + memory_overhead_mib,
            output_mib=self.output_mib,
            processes=self.processes,
        )


@dataclass(frozen=True)
class Executable:
    """A compiled submission with what its runs may use. `repeats`: a run close to the limit is made again, alone."""

    program: Program
    limits: RunLimits
    memory_overhead_mib: int = 0
    repeats: bool = True

    @classmethod
    def of(cls, compiled: Compiled, limits: RunLimits) -> Executable:
        assert compiled.program is not None
        return cls(compiled.program, limits, compiled.memory_overhead_mib)

    def with_patience(self, patience: float) -> Executable:
        return replace(self, limits=replace(self.limits, patience=patience))

    @property
    def sandbox_limits(self) -> Limits:
        return self.limits.for_sandbox(self.memory_overhead_mib)


def _nobody(_: Outcome) -> float:
    return 0.0


def measured(
    sandbox: SandboxPort,
    executable: Executable,
    run: Callable[[Executable], Outcome],
    partner_s: Callable[[Outcome], float] = _nobody,
) -> Outcome:
    """The outcome of `run`; if it came close to the time limit, the quicker of two, the second one run alone.

    One that ends only because the second has more time on the clock, which it slept away, ran out of time. `partner_s`
    tells what whoever it may have waited for worked meanwhile, in CPU seconds.
    """
    gate = turnstile_of(sandbox)
    with gate.together():
        first = run(executable)
    if not executable.repeats or not is_near_limit(first, executable.limits.time_limit_s, is_machine_overloaded()):
        return first
    with gate.alone():
        second = run(executable.with_patience(_patience(executable, first, partner_s(first))))
    if Status.WALL_LIMIT in (first.status, second.status):
        is_late = first.status is Status.WALL_LIMIT and second.usage.wall_s > executable.limits.wall_s
        return first if is_late and has_slept(second, crowding(), partner_s(second)) else second
    return min(first, second, key=lambda outcome: (outcome.usage.cpu_s, outcome.usage.wall_s))


def _patience(executable: Executable, first: Outcome, partner_s: float) -> float:
    """More time on the clock is for those who want to work; with a partner who waits as well, sleeping goes on."""
    has_worked = first.usage.cpu_s > NEAR * executable.limits.time_limit_s
    return _REPEAT_PATIENCE if has_worked or not has_slept(first, crowding(), partner_s) else 1.0


def execute(
    sandbox: SandboxPort,
    executable: Executable,
    stdin: bytes,
    *,
    args: Sequence[str] = (),
    files: Mapping[str, bytes] = NO_FILES,
) -> Outcome:
    """One run on one input."""

    def run(with_limits: Executable) -> Outcome:
        with sandbox.slot() as slot:
            return slot.run(with_limits.program, args, stdin=stdin, limits=with_limits.sandbox_limits, files=files)

    return measured(sandbox, executable, run)
