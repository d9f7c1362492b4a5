"""A sandbox that runs nothing: programs are functions from their input to an outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from judge.ports import RunningPort
from judge.sandbox.limits import Limits
from judge.sandbox.outcome import Build, Outcome
from judge.sandbox.program import Family, Program
from judge.sandbox.status import Status
from judge.sandbox.stored import Stored
from judge.sandbox.usage import Usage


@dataclass(frozen=True)
class Call:
    """What a program was started with."""

    args: tuple[str, ...]
    stdin: bytes
    limits: Limits
    files: Mapping[str, bytes] = field(default_factory=dict)


Behaviour = Callable[[Call], Outcome]


def exited(
    code: int = 0, stdout: bytes = b"", cpu_s: float = 0.01, files: Mapping[str, bytes] | None = None
) -> Outcome:
    return Outcome(
        Status.EXITED, exit_code=code, usage=Usage(cpu_s, cpu_s, 5.0), stdout=stdout, files=dict(files or {})
    )


def ended(status: Status, cpu_s: float = 0.01, signal: int | None = None) -> Outcome:
    return Outcome(status, signal=signal, usage=Usage(cpu_s, cpu_s, 5.0))


class FakeSlot:
    def __init__(self, sandbox: FakeSandbox) -> None:
        self._sandbox = sandbox

    def run(
        self,
        program: Program,
        args: Sequence[str] = (),
        *,
        limits: Limits,
        stdin: bytes | Stored = b"",
        files: Mapping[str, bytes] = {},
        collect: Sequence[str] = (),
        env: Mapping[str, str] = {},
    ) -> Outcome:
        assert isinstance(stdin, bytes)
        call = Call(tuple(args), stdin, limits, files)
        self._sandbox.calls.append(call)
        return self._sandbox.behaviour_of(program)(call)

    def start(
        self,
        program: Program,
        args: Sequence[str] = (),
        *,
        stdin: int,
        stdout: int,
        limits: Limits,
        files: Mapping[str, bytes] = {},
        collect: Sequence[str] = (),
        env: Mapping[str, str] = {},
    ) -> RunningPort:
        raise NotImplementedError("interactive problems are tested with the real sandbox")


class FakeSandbox:
    """`behaviours` maps a source text to what its program does; a source `does not compile` fails to."""

    def __init__(self, behaviours: Mapping[bytes, Behaviour]) -> None:
        self._behaviours = behaviours
        self._built: dict[Path, bytes] = {}
        self.calls: list[Call] = []
        self.builds: list[dict[str, bytes]] = []
        self.commands: list[list[list[str]]] = []
        self.discarded: list[Program] = []

    def build(
        self,
        files: Mapping[str, bytes],
        steps: Sequence[Sequence[str]],
        *,
        run: Sequence[str],
        limits: Limits,
        family: Family = Family.NATIVE,
        python_main: str | None = None,
    ) -> Build:
        self.builds.append(dict(files))
        self.commands.append([list(step) for step in steps])
        source = next(iter(files.values()))
        if b"does not compile" in source:
            return Build(Outcome(Status.EXITED, exit_code=1, stderr=b"error: no"), None)
        directory = Path(f"/fake/{len(self.builds)}")
        self._built[directory] = source
        return Build(exited() if steps else None, Program(directory, tuple(run), family, python_main))

    @contextmanager
    def slot(self) -> Iterator[FakeSlot]:
        yield FakeSlot(self)

    def discard(self, program: Program) -> None:
        self.discarded.append(program)

    def behaviour_of(self, program: Program) -> Behaviour:
        return self._behaviours[self._built[program.directory]]
