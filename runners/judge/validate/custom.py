"""Runs an output validator that the package brings, as the format's section on output validators says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from judge.compile import Compiled
from judge.ports import SandboxPort
from judge.sandbox.limits import Limits
from judge.sandbox.outcome import Outcome
from judge.sandbox.program import Program
from judge.sandbox.status import Status
from judge.validate.feedback import read_feedback
from judge.validate.report import Judgement, ValidationReport

FEEDBACK = "feedback"
ACCEPT, REJECT = 42, 43


@dataclass(frozen=True)
class ValidatorLimits:
    time_s: float = 60
    memory_mib: int = 2048
    output_mib: int = 8

    def for_sandbox(self, overhead_mib: int = 0, waiting_s: float = 0) -> Limits:
        """`waiting_s` is how long an interactive validator may wait for the submission."""
        wall_s = 2 * self.time_s + waiting_s + 5
        return Limits(
            cpu_s=self.time_s,
            wall_s=wall_s,
            memory_mib=self.memory_mib + overhead_mib,
            output_mib=self.output_mib,
            error_kib=64,
            file_mib=max(64, self.output_mib),
        )


@dataclass(frozen=True)
class ValidatorCall:
    """What a validator is given for one test case; `state` is what earlier passes left in the feedback directory."""

    input: bytes
    answer: bytes
    args: Sequence[str] = ()
    state: Mapping[str, bytes] = field(default_factory=dict)

    def files(self) -> dict[str, bytes]:
        kept = {f"{FEEDBACK}/{name}": content for name, content in self.state.items()}
        return {"judge.in": self.input, "judge.ans": self.answer, **kept}

    def arguments(self) -> list[str]:
        return ["{scratch}/judge.in", "{scratch}/judge.ans", f"{{scratch}}/{FEEDBACK}/", *self.args]


@dataclass(frozen=True)
class CustomValidator:
    """A compiled output validator."""

    name: str
    program: Program
    limits: ValidatorLimits
    memory_overhead_mib: int = 0

    @classmethod
    def of(cls, name: str, compiled: Compiled, limits: ValidatorLimits) -> CustomValidator:
        assert compiled.program is not None
        return cls(name, compiled.program, limits, compiled.memory_overhead_mib)

    def sandbox_limits(self, waiting_s: float = 0) -> Limits:
        return self.limits.for_sandbox(self.memory_overhead_mib, waiting_s)

    def validate(self, sandbox: SandboxPort, call: ValidatorCall, output: bytes) -> ValidationReport:
        return report_of(self.name, self.run(sandbox, call, output))

    def run(self, sandbox: SandboxPort, call: ValidatorCall, output: bytes) -> Outcome:
        with sandbox.slot() as slot:
            return slot.run(
                self.program,
                call.arguments(),
                stdin=output,
                limits=self.sandbox_limits(),
                files=call.files(),
                collect=(FEEDBACK,),
            )


def report_of(name: str, outcome: Outcome) -> ValidationReport:
    """The judgement by exit code; anything but 42 and 43 is the validator's failure."""
    feedback = read_feedback(outcome.files)
    if outcome.status is Status.EXITED and outcome.exit_code in (ACCEPT, REJECT):
        return feedback.report(Judgement.ACCEPTED if outcome.exit_code == ACCEPT else Judgement.REJECTED)
    return ValidationReport(
        Judgement.FAILED, judge_message=_failure(name, outcome), feedback=feedback.files, next_pass=feedback.next_pass
    )


def _failure(name: str, outcome: Outcome) -> str:
    ended = {
        Status.EXITED: f"exited with code {outcome.exit_code}, neither 42 nor 43",
        Status.SIGNALLED: f"was ended by signal {outcome.signal}",
    }
    how = ended.get(outcome.status, f"hit its limit ({outcome.status})")
    said = outcome.stderr.decode("utf-8", "replace").strip()[-500:]
    return f"output validator {name} {how}" + (f": {said}" if said else "") + (f" {outcome.detail}".rstrip())
