"""Compares what the sandbox reported with what the manifest allows. Pure: no clock, no processes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from judge.sandbox import Limits, Outcome, Status

from tests.runners.hostile.collection import HostileProgram
from tests.runners.hostile.report import Finding

_BOUNDED = {Status.CPU_LIMIT, Status.OUTPUT_LIMIT, Status.MEMORY_LIMIT}


def build_findings(program: HostileProgram, outcome: Outcome | None, built: bool) -> list[Finding]:
    found = []
    if program.built is not None and built is not program.built:
        found.append(Finding("expected", "must not build" if built else f"must build, but {outcome}"))
    if outcome is not None and not _admitted(outcome.status, program.build):
        found.append(Finding("expected", f"build status {outcome.status}, not {' or '.join(program.build)}"))
    return found


def run_findings(program: HostileProgram, outcome: Outcome, limits: Limits, elapsed_s: float) -> list[Finding]:
    """`elapsed_s` is the whole call on the clock, clean-up included."""
    return [*_status(program, outcome), *_limits(outcome, limits, elapsed_s)]


def _admitted(status: Status, allowed: Sequence[str]) -> bool:
    """Which limit ends a program that may meet one is the machine's speed: the wall clock's is as good as any."""
    return status in allowed or (status is Status.WALL_LIMIT and not _BOUNDED.isdisjoint(allowed))


def _status(program: HostileProgram, outcome: Outcome) -> Iterator[Finding]:
    if not _admitted(outcome.status, program.status):
        yield Finding("expected", f"status {outcome.status} {outcome.detail}, not {' or '.join(program.status)}")
    if outcome.status is Status.EXITED and program.exit_codes and outcome.exit_code not in program.exit_codes:
        yield Finding("expected", f"exit code {outcome.exit_code}, not {program.exit_codes}")
    if outcome.status is Status.SIGNALLED and program.signal not in (None, outcome.signal):
        yield Finding("expected", f"signal {outcome.signal}, not {program.signal}")
    if program.stdout is not None and outcome.stdout != program.stdout.encode():
        yield Finding("expected", f"stdout {outcome.stdout[:200]!r}, not {program.stdout!r}")


def _limits(outcome: Outcome, limits: Limits, elapsed_s: float) -> Iterator[Finding]:
    usage = outcome.usage
    if len(outcome.stdout) > limits.output_mib * (1 << 20) or len(outcome.stderr) > limits.error_kib << 10:
        yield Finding("within_limits", f"kept {len(outcome.stdout)} + {len(outcome.stderr)} bytes of output")
    if elapsed_s > limits.wall_s + 4:
        yield Finding("within_limits", f"took {elapsed_s:.1f} s with a wall limit of {limits.wall_s} s")
    if outcome.status in (Status.EXITED, Status.SIGNALLED) and usage.memory_mib > limits.memory_mib:
        yield Finding("within_limits", f"used {usage.memory_mib:.0f} MiB unpunished")
    if outcome.status in (Status.EXITED, Status.SIGNALLED) and usage.cpu_s > limits.cpu_s * 1.1 + 0.1:
        yield Finding("within_limits", f"used {usage.cpu_s:.2f} s unpunished")


def state_findings(program: HostileProgram, outputs: Sequence[bytes]) -> list[Finding]:
    """Whether the tests of one program gave the same output, where the manifest says that they must or must not."""
    if program.same_stdout is None or (len(set(outputs)) == 1) is program.same_stdout:
        return []
    return [Finding("expected", f"outputs of the tests: {[output[:100] for output in outputs]}")]


def content_findings(outcome: Outcome, secrets: Sequence[str]) -> list[Finding]:
    """Secrets in anything that came out, and a program's own word that it got through."""
    return [*_leaks(outcome, secrets), *_confessions(outcome)]


def _leaks(outcome: Outcome, secrets: Sequence[str]) -> Iterator[Finding]:
    for data in (outcome.stdout, outcome.stderr, outcome.detail.encode(), *outcome.files.values()):
        for place in [data.find(secret.encode()) for secret in secrets]:
            if place >= 0:
                yield Finding("secrets_kept", f"came out: {data[max(place - 200, 0) : place + 60]!r}")


def _confessions(outcome: Outcome) -> Iterator[Finding]:
    lines = (outcome.stdout + b"\n" + outcome.stderr).splitlines()
    for line in [line for line in lines if line.startswith(b"BREACH")][:5]:
        yield Finding("nothing_breached", line[:300].decode("utf-8", "backslashreplace"))
