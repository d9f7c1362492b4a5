"""What the engine needs of a sandbox; `judge.sandbox.Sandbox` is the one that fulfils it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from judge.sandbox.limits import Limits
from judge.sandbox.outcome import Build, Outcome
from judge.sandbox.program import Family, Program
from judge.sandbox.stored import Stored

NO_FILES: Mapping[str, bytes] = {}


class RunningPort(Protocol):
    """A program that was started on raw pipe ends."""

    def wait(self) -> Outcome: ...

    def kill(self) -> None: ...


class SlotPort(Protocol):
    """One user to run programs under, one at a time."""

    def run(
        self,
        program: Program,
        args: Sequence[str] = (),
        *,
        limits: Limits,
        stdin: bytes | Stored = b"",
        files: Mapping[str, bytes] = NO_FILES,
        collect: Sequence[str] = (),
        env: Mapping[str, str] = {},
    ) -> Outcome: ...

    def start(
        self,
        program: Program,
        args: Sequence[str] = (),
        *,
        stdin: int,
        stdout: int,
        limits: Limits,
        files: Mapping[str, bytes] = NO_FILES,
        collect: Sequence[str] = (),
        env: Mapping[str, str] = {},
    ) -> RunningPort: ...


class SandboxPort(Protocol):
    """Builds programs and lends slots to run them."""

    def build(
        self,
        files: Mapping[str, bytes],
        steps: Sequence[Sequence[str]],
        *,
        run: Sequence[str],
        limits: Limits,
        family: Family = Family.NATIVE,
        python_main: str | None = None,
    ) -> Build: ...

    def slot(self) -> AbstractContextManager[SlotPort]: ...

    def discard(self, program: Program) -> None: ...
