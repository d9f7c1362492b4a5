"""What one hostile program did and what it broke, as it travels from the agent to the tests."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field

from judge.sandbox import Outcome


@dataclass(frozen=True)
class Finding:
    """An assertion that does not hold, and what shows it."""

    assertion: str
    evidence: str

    def __str__(self) -> str:
        return f"{self.assertion}: {self.evidence}"


@dataclass(frozen=True)
class Seen:
    """One run or build as the sandbox reported it; the streams are cut for display."""

    status: str
    exit_code: int | None
    signal: int | None
    cpu_s: float
    wall_s: float
    memory_mib: float
    stdout: str
    stderr: str
    detail: str

    @classmethod
    def of(cls, outcome: Outcome) -> Seen:
        usage = outcome.usage
        return cls(
            str(outcome.status),
            outcome.exit_code,
            outcome.signal,
            round(usage.cpu_s, 3),
            round(usage.wall_s, 3),
            round(usage.memory_mib, 1),
            _shown(outcome.stdout),
            _shown(outcome.stderr),
            outcome.detail,
        )


@dataclass(frozen=True)
class Report:
    """`seconds` is the time on the clock from the build to the last check."""

    program: str
    findings: tuple[Finding, ...]
    build: Seen | None = None
    runs: tuple[Seen, ...] = ()
    seconds: float = 0.0
    layers: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    def __str__(self) -> str:
        lines = [self.program, *(f"  {finding}" for finding in self.findings)]
        lines += [f"  build {self.build}"] if self.build else []
        return "\n".join([*lines, *(f"  run {run}" for run in self.runs)])


def report_from_json(line: str) -> Report:
    raw = json.loads(line)
    build = Seen(**raw.pop("build")) if raw.get("build") else raw.pop("build")
    findings = tuple(Finding(**each) for each in raw.pop("findings"))
    runs = tuple(Seen(**each) for each in raw.pop("runs"))
    return Report(build=build, findings=findings, runs=runs, **raw)


def _shown(data: bytes) -> str:
    return data[:600].decode("utf-8", "backslashreplace")
