"""Runs a package's input validators, all of which must accept an input."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from judge.compile import Compiled
from judge.package import Package, SourceProgram, TestCase
from judge.package.programs import NOT_RUN
from judge.prepare import Workshop
from judge.sandbox.limits import Limits
from judge.sandbox.outcome import Outcome
from judge.sandbox.status import OUT_OF_TIME, Status

_VALID = 42


@dataclass(frozen=True)
class Rejection:
    """One validator that did not accept.

    `crashed`: it neither accepted nor rejected (exit code 43). `is_endless`: because its time ran out.
    """

    validator: str
    reason: str
    crashed: bool = False
    is_endless: bool = False


class InputChecker:
    """Compiles the package's input validators once and runs them on inputs.

    `limit_s` gives the seconds of CPU time for a validator's name and an input, if not what the package grants.
    """

    def __init__(
        self, package: Package, workshop: Workshop, limit_s: Callable[[str, bytes], float] | None = None
    ) -> None:
        self._package = package
        self._workshop = workshop
        self._limit_s = limit_s

    @property
    def validators(self) -> list[SourceProgram]:
        """Those that can run here."""
        return [program for program in self._package.input_validators if program.path.suffix not in NOT_RUN]

    def rejections(self, case: TestCase, data: bytes) -> list[Rejection]:
        """The validators that do not accept; empty if the input is valid. Raises JudgeError if one does not compile."""
        found = [self._check(program, case, data) for program in self.validators]
        return [rejection for rejection in found if rejection is not None]

    def _check(self, program: SourceProgram, case: TestCase, data: bytes) -> Rejection | None:
        compiled = self._workshop.tool(self._package, program)
        limit_s = self._limit_s(program.name, data) if self._limit_s else self._package.limits.validation_time_s
        outcome = self._run(compiled, [*case.input_args(program.path.stem), *case.args], data, limit_s)
        if outcome.status is Status.EXITED and outcome.exit_code == _VALID:
            return None
        return _rejection(program.name, outcome)

    def _run(self, compiled: Compiled, args: list[str], data: bytes, limit_s: float) -> Outcome:
        assert compiled.program is not None
        limits = self._package.limits
        allowed = Limits(
            cpu_s=limit_s,
            wall_s=2 * limit_s + 5,
            memory_mib=limits.validation_memory_mib + compiled.memory_overhead_mib,
            output_mib=limits.validation_output_mib,
        )
        with self._workshop.sandbox.slot() as slot:
            return slot.run(compiled.program, args, stdin=data, limits=allowed)


def _rejection(name: str, outcome: Outcome) -> Rejection:
    last = last_words(outcome.stderr or outcome.stdout)
    if outcome.status is Status.EXITED and outcome.exit_code == 43:
        return Rejection(name, last or "rejected")
    how = f"exit code {outcome.exit_code}" if outcome.status is Status.EXITED else str(outcome.status)
    is_endless = outcome.status in OUT_OF_TIME
    return Rejection(name, f"{how} {last}".strip(), outcome.status is not Status.EXITED, is_endless)


def last_words(said: bytes) -> str:
    """The last line of what a validator wrote, cut to 200 characters; empty if it wrote nothing."""
    text = said.decode("utf-8", "replace").strip()
    return text.splitlines()[-1][:200] if text else ""
