"""One slot: a private user, a working directory and a supervisor; one run at a time."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import replace
from pathlib import Path

from judge.sandbox import python, wire, workspace
from judge.sandbox.errors import SupervisorLost
from judge.sandbox.exhaustion import OutOfMemoryKiller, says_out_of_memory
from judge.sandbox.identity import SlotIdentity
from judge.sandbox.limits import Limits
from judge.sandbox.outcome import Outcome
from judge.sandbox.program import Family, Program
from judge.sandbox.python import PythonServer
from judge.sandbox.request import Variables, command_line, run_request, variables
from judge.sandbox.scratch import Scratch
from judge.sandbox.seal import BROKEN, Seal
from judge.sandbox.status import Status
from judge.sandbox.stored import Stored
from judge.sandbox.supervisor import Supervisor
from judge.sandbox.usage import Usage

_STATUSES = (
    Status.EXITED,
    Status.SIGNALLED,
    Status.CPU_LIMIT,
    Status.WALL_LIMIT,
    Status.MEMORY_LIMIT,
    Status.OUTPUT_LIMIT,
    Status.TAMPERED,
    Status.FAILED,
)
_PUNCH_ABOVE = 1 << 20


class Slot:
    """Made by `Sandbox.slot`; `recruit` starts a supervisor, anew after any surprise."""

    def __init__(
        self,
        identity: SlotIdentity,
        home: Path,
        library: Path,
        recruit: Callable[[], Supervisor],
        killer: OutOfMemoryKiller,
    ) -> None:
        self.identity = identity
        self.home = home
        self._scratch = Scratch(home / "work", identity)
        self._python = PythonServer(home, library, identity.gid)
        self._recruit = recruit
        self._supervisor: Supervisor | None = None
        self._family = Family.NATIVE
        self._seal: Seal | None = None
        self._killer = killer

    def run(
        self,
        program: Program,
        args: Sequence[str] = (),
        *,
        stdin: bytes | Stored = b"",
        limits: Limits,
        files: Mapping[str, bytes] | None = None,
        collect: Sequence[str] = (),
        env: Mapping[str, str] | None = None,
    ) -> Outcome:
        """Runs the program once, from start to clean end; what was written on stdout and stderr is in the outcome."""
        source = nullcontext(stdin) if isinstance(stdin, Stored) else Stored(stdin)
        with source as stored, closing_fd(stored.open()) as fd:
            return self._perform(program, args, [fd], limits, files or {}, collect, variables(env))

    def start(
        self,
        program: Program,
        args: Sequence[str] = (),
        *,
        stdin: int,
        stdout: int,
        limits: Limits,
        files: Mapping[str, bytes] | None = None,
        collect: Sequence[str] = (),
        env: Mapping[str, str] | None = None,
    ) -> Running:
        """Starts the program on the caller's descriptors, which the caller still closes; for interactive problems."""
        self._scratch.prepare(files or {}, collect)
        self.supervisor.begin(self._request(program, args, limits, variables(env), bool(collect)), [stdin, stdout])
        return Running(self, collect)

    def run_step(self, directory: Path, step: Sequence[str], limits: Limits) -> Outcome:
        """One step of a build: confined as a compiler, in the program's own directory, which the slot owns for now."""
        program = Program(directory, tuple(step), Family.COMPILER)
        self._family, self._seal = program.family, None
        words = command_line(step, (), directory=directory, scratch=directory)
        request = run_request(
            program, words, scratch=directory, limits=limits, env=(), gid=self.identity.gid, writes=True
        )
        request = replace(request, flags=request.flags | wire.FLAG_WRITES_PROGRAM)
        with Stored(b"") as empty, closing_fd(empty.open()) as fd:
            outcome = self._exchange(request, [fd], ())
        workspace.sweep(self.supervisor.open_places, self.identity.uid)
        return outcome

    def adopt(self, supervisor: Supervisor) -> None:
        """Takes one that was started already."""
        self._supervisor = supervisor

    @property
    def fork_server_problem(self) -> str:
        """Why Python programs are started anew for each run; empty if they are not."""
        return self._python.unavailable

    @property
    def scratch(self) -> Path:
        """The working directory of every run."""
        return self._scratch.place

    @property
    def supervisor(self) -> Supervisor:
        if self._supervisor is None:
            self._supervisor = self._recruit()
        return self._supervisor

    def _perform(
        self,
        program: Program,
        args: Sequence[str],
        fds: Sequence[int],
        limits: Limits,
        files: Mapping[str, bytes],
        collect: Sequence[str],
        env: Variables,
    ) -> Outcome:
        self._scratch.prepare(files, collect)
        request = self._request(program, args, limits, env, bool(collect))
        served = python.is_served(program) and (not collect or self.supervisor.server_writes)
        if served and self._python.ready(self.supervisor, program):
            outcome = self._exchange(python.served(request, env), fds, collect)
            if not python.server_failed(outcome):
                return outcome
            self._python.forget()
        return self._exchange(request, fds, collect)

    def _exchange(self, request: wire.RunRequest, fds: Sequence[int], collect: Sequence[str]) -> Outcome:
        try:
            self.supervisor.begin(request, fds)
        except SupervisorLost as exc:
            self._replace()
            return Outcome(Status.FAILED, detail=str(exc))
        return self.finish(collect)

    def _request(
        self, program: Program, args: Sequence[str], limits: Limits, env: Variables, writes: bool
    ) -> wire.RunRequest:
        self._family, self._seal = program.family, Seal(program)
        words = command_line(program.command, args, directory=program.directory, scratch=self.scratch)
        gid = self._seal.gid
        return run_request(program, words, scratch=self.scratch, limits=limits, env=env, gid=gid, writes=writes)

    def finish(self, collect: Sequence[str]) -> Outcome:
        """Waits for the run under way and cleans up after it."""
        try:
            reply = self.supervisor.wait()
        except SupervisorLost as exc:
            self._replace()
            return Outcome(Status.FAILED, detail=str(exc))
        try:
            outcome = self._outcome(reply, self._scratch.collect(collect))
        finally:
            if self._scratch.clean():
                workspace.sweep(self.supervisor.open_places, self.identity.uid)
        if self._seal is not None and self._seal.is_broken:
            outcome = replace(outcome, status=Status.TAMPERED, detail=BROKEN)
        if reply.surprise or outcome.status is Status.TAMPERED:
            self.recycle()
        return outcome

    def _outcome(self, reply: wire.Reply, files: Mapping[str, bytes]) -> Outcome:
        stderr = _captured(self.supervisor.error, reply.error_bytes)
        return Outcome(
            status=self._status(reply, stderr),
            exit_code=reply.exit_code if reply.exit_code >= 0 else None,
            signal=reply.signal or None,
            usage=Usage(reply.cpu_ns / 1e9, reply.wall_ns / 1e9, reply.memory_bytes / (1 << 20)),
            stdout=_captured(self.supervisor.output, reply.output_bytes),
            stderr=stderr,
            ended_ns=reply.ended_ns,
            detail=reply.detail,
            files=files,
        )

    def _status(self, reply: wire.Reply, stderr: bytes) -> Status:
        """What the supervisor saw, unless it is a crash for want of memory that only others have seen."""
        status = _STATUSES[reply.status]
        if status not in (Status.EXITED, Status.SIGNALLED) or reply.exit_code == 0:
            return status
        starved = says_out_of_memory(self._family, stderr) or self._killer.has_struck(reply.signal)
        return Status.MEMORY_LIMIT if starved else status

    def recycle(self) -> None:
        """Ends the supervisor and all below it; the next run gets a new one."""
        if self._supervisor is not None:
            self._supervisor.close()
        self._supervisor = None
        self._python.forget()

    close = recycle

    def _replace(self) -> None:
        """Starts a new supervisor at once, for it ends what the lost one could not."""
        self.recycle()
        with suppress(SupervisorLost):
            self._supervisor = self._recruit()


class Running:
    """A run under way on the caller's descriptors."""

    def __init__(self, slot: Slot, collect: Sequence[str]) -> None:
        self._slot = slot
        self._collect = collect
        self._outcome: Outcome | None = None

    def wait(self) -> Outcome:
        """The outcome, once nothing of the run is left; its stdout, which went to the caller, is empty."""
        if self._outcome is None:
            self._outcome = self._slot.finish(self._collect)
        return self._outcome

    def kill(self) -> None:
        """Ends the run now; `wait` then answers WALL_LIMIT, unless it had ended by itself."""
        if self._outcome is None:
            self._slot.supervisor.kill_run()


def _captured(fd: int, size: int) -> bytes:
    data = os.pread(fd, size, 0) if size else b""
    if size > _PUNCH_ABOVE:
        # Gives the memory back and keeps the size: the supervisor has the whole file mapped.
        mapped = os.fstat(fd).st_size
        os.truncate(fd, 0)
        os.truncate(fd, mapped)
    return data


@contextmanager
def closing_fd(fd: int) -> Iterator[int]:
    try:
        yield fd
    finally:
        os.close(fd)
