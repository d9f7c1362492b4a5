"""Python programs: compiled once, then run by a fork server that has its interpreter ready.

One server per slot serves every program: it reads nothing that a submission wrote (see forkserver/sitecustomize.py).
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path, PurePosixPath

from judge.sandbox import wire
from judge.sandbox.errors import SupervisorLost
from judge.sandbox.limits import Limits
from judge.sandbox.outcome import Outcome
from judge.sandbox.program import Program
from judge.sandbox.request import ENVIRONMENT, FilterIndex, Variables
from judge.sandbox.status import Status
from judge.sandbox.stored import Stored
from judge.sandbox.supervisor import Supervisor

INTERPRETER = "/usr/bin/python3"
COMPILER_MAIN = "compile_main.py"
_SOURCES = Path(__file__).parent / "forkserver"
_BYTECODE_MIB = 64
# A program's stack may grow as far as its memory limit; the server's own limit fixes where the kernel leaves room.
_SERVER_STACK_BYTES = 4 << 30
_NO_LIMIT = 1 << 40


def install(library: Path, fork_server: Path) -> None:
    """Puts the interpreter's side where every slot can read it, which a checkout may not be."""
    library.mkdir(mode=0o755)
    library.chmod(0o755)
    for source in (_SOURCES / "sitecustomize.py", fork_server):
        shutil.copyfile(source, library / source.name)
        (library / source.name).chmod(0o644)


def compiled_path(program: Program) -> Path:
    """Beside the source, so that the interpreter finds the same folder for imports; no module can have this name."""
    source = PurePosixPath(program.python_main or "")
    return program.directory / source.parent / f".{source.name}.main.pyc"


def compiler_source() -> dict[str, bytes]:
    return {COMPILER_MAIN: (_SOURCES / COMPILER_MAIN).read_bytes()}


def main_path(program: Program) -> Path:
    return program.directory / (program.python_main or "")


def compile_limits(limits: Limits) -> Limits:
    return replace(limits, output_mib=_BYTECODE_MIB)


def keep_compiled(program: Program, bytecode: bytes) -> None:
    """Stores what the compiler printed, for the program's group to read."""
    path = compiled_path(program)
    path.write_bytes(bytecode)
    os.chown(path, -1, program.directory.stat().st_gid)
    path.chmod(0o640)


def is_served(program: Program) -> bool:
    return program.python_main is not None and program.command[0] == INTERPRETER


@lru_cache(maxsize=256)
def served(request: wire.RunRequest, env: Variables) -> wire.RunRequest:
    """The same run through the fork server, which has all variables but the run's own."""
    return replace(request, flags=request.flags | wire.FLAG_FORK_SERVER, environment=dict(env))


def server_failed(outcome: Outcome) -> bool:
    """Whether the server could not start the run, which is then still to be done."""
    return outcome.status is Status.FAILED and outcome.detail.startswith("fork server")


class PythonServer:
    """One slot's fork server, started when the first program needs it."""

    def __init__(self, home: Path, library: Path, gid: int) -> None:
        self._home = home
        self._library = library
        self._gid = gid
        self._running = False
        self._unavailable = ""
        self._linked: Path | None = None

    def ready(self, supervisor: Supervisor, program: Program) -> bool:
        """Whether the server runs and will run this program's main file next; if not, `unavailable` says why."""
        if not self._running and not self._unavailable:
            self._start(supervisor)
        if self._running:
            self._link(compiled_path(program))
        return self._running

    @property
    def unavailable(self) -> str:
        return self._unavailable

    def forget(self) -> None:
        """The server is gone; the next program starts a new one."""
        self._running = False

    def _start(self, supervisor: Supervisor) -> None:
        try:
            with Stored(b"") as empty:
                reply = supervisor.start_server(self._request(), [empty.fd])
        except SupervisorLost as exc:
            self._unavailable = str(exc)
            return
        self._running = reply.status == 0
        self._unavailable = reply.detail

    def _request(self) -> wire.RunRequest:
        scratch = str(self._home / "work")
        places = {"HOME": scratch, "TMPDIR": scratch, "PYTHONPATH": str(self._library)}
        return wire.RunRequest(
            directory=scratch,
            program="",
            arguments=[INTERPRETER, str(self._home / "visible" / "main.pyc")],
            environment={**ENVIRONMENT, **places},
            filter_index=FilterIndex.SERVER,
            gid=self._gid,
            cpu_ns=_NO_LIMIT * 1000,
            wall_ns=0,
            memory_bytes=0,
            output_bytes=0,
            error_bytes=0,
            file_bytes=_NO_LIMIT,
            stack_bytes=_SERVER_STACK_BYTES,
            processes=1 << 16,
            open_files=1 << 12,
        )

    def _link(self, compiled: Path) -> None:
        """Points the name that the interpreter was started with at this program's compiled main file."""
        if self._linked == compiled:
            return
        fresh = self._home / "visible" / "main.new"
        with suppress(FileNotFoundError):
            fresh.unlink()
        fresh.symlink_to(compiled)
        fresh.replace(fresh.with_name("main.pyc"))
        self._linked = compiled
