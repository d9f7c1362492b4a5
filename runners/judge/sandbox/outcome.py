"""What came of a run or of a build."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from judge.sandbox.program import Program
from judge.sandbox.status import Status
from judge.sandbox.usage import Usage


@dataclass(frozen=True)
class Outcome:
    """One finished run.

    `exit_code` is set if the main process exited, `signal` if a signal ended it; neither if it never started.
    `stdout` and `stderr` are cut at their limits. `ended_ns` is CLOCK_MONOTONIC when the main process was seen to
    end. `files` holds what the program left in the directories that the caller asked to collect, by relative path.
    """

    status: Status
    exit_code: int | None = None
    signal: int | None = None
    usage: Usage = field(default_factory=Usage)
    stdout: bytes = b""
    stderr: bytes = b""
    ended_ns: int = 0
    detail: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def succeeded(self) -> bool:
        """Whether the program ended by itself with exit code 0."""
        return self.status is Status.EXITED and self.exit_code == 0


@dataclass(frozen=True)
class Build:
    """`outcome` is that of the last step run, None if there were no steps; `program` is None if a step failed."""

    outcome: Outcome | None
    program: Program | None
