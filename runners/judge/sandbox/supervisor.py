"""The engine's end of one supervisor process."""

from __future__ import annotations

import array
import fcntl
import os
import socket
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from judge.sandbox import wire
from judge.sandbox.errors import SupervisorLost


class Supervisor:
    """Starts the process and speaks to it; one request at a time, from one thread at a time.

    `output` and `error` are the memory files that hold what the last run wrote. `server_writes`: children of its fork
    server may write where they are let. `open_places`: where a program that may write could leave litter.
    """

    def __init__(
        self,
        executable: Path,
        arguments: Sequence[str],
        hello: bytes,
        filters: Mapping[int, bytes],
        landlock_fd: int | None,
        *,
        server_writes: bool,
        open_places: Sequence[Path],
    ) -> None:
        self.server_writes = server_writes
        self.open_places = open_places
        self.output = os.memfd_create("stdout", os.MFD_CLOEXEC)
        self.error = os.memfd_create("stderr", os.MFD_CLOEXEC)
        self._socket, self.pid = _start(executable, arguments)
        extra = [] if landlock_fd is None else [landlock_fd]
        try:
            self._introduce(hello, [self.output, self.error, *extra])
            for index, program in filters.items():
                self._send(wire.filter_message(index, program))
        except SupervisorLost:
            self.close()
            raise

    def _introduce(self, hello: bytes, fds: Sequence[int]) -> None:
        with suppress(SupervisorLost):  # one that gave up has said why, which is then the next message
            self._send(hello, fds)
        reply = self.wait()
        if reply.status:
            raise SupervisorLost(reply.detail)

    def run(self, request: wire.RunRequest, fds: Sequence[int]) -> wire.Reply:
        """Performs one run and returns when nothing of it is left. Raises SupervisorLost."""
        self.begin(request, fds)
        return self.wait()

    def start_server(self, request: wire.RunRequest, fds: Sequence[int]) -> wire.Reply:
        """Starts the slot's fork server, in place of one that runs already. Raises SupervisorLost."""
        self._send(wire.run(request, wire.Operation.SERVER), fds)
        return self.wait()

    def begin(self, request: wire.RunRequest, fds: Sequence[int]) -> None:
        self._send(request.packed, fds)

    def wait(self) -> wire.Reply:
        try:
            raw = self._socket.recv(wire.REPLY_SIZE + 1)
        except OSError as exc:
            raise SupervisorLost(f"the slot's supervisor does not answer: {exc}") from exc
        if len(raw) != wire.REPLY_SIZE:
            raise SupervisorLost("the slot's supervisor ended")
        return wire.reply(raw)

    def kill_run(self) -> None:
        """Ends the run under way; harmless if there is none."""
        with suppress(OSError):
            self._socket.send(wire.kill())

    def _send(self, message: bytes, fds: Sequence[int] = ()) -> None:
        ancillary = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", fds))] if fds else []
        try:
            self._socket.sendmsg([message], ancillary)
        except OSError as exc:
            raise SupervisorLost(f"the slot's supervisor is gone: {exc}") from exc

    def close(self) -> None:
        """Ends the supervisor, which ends everything below it first."""
        self._socket.close()
        with suppress(ChildProcessError):
            os.waitpid(self.pid, 0)
        os.close(self.output)
        os.close(self.error)


def _start(executable: Path, arguments: Sequence[str]) -> tuple[socket.socket, int]:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    _allow_large_messages(ours)
    null = os.open(os.devnull, os.O_RDWR | os.O_CLOEXEC)
    low = _lifted(theirs.fileno())
    try:
        actions = [(os.POSIX_SPAWN_DUP2, null, fd) for fd in (0, 1)] + [(os.POSIX_SPAWN_DUP2, low, wire.CONTROL_FD)]
        pid = os.posix_spawn(executable, [executable.name, *arguments], {}, file_actions=actions)
    finally:
        os.close(null)
        os.close(low)
        theirs.close()
    return ours, pid


def _lifted(fd: int) -> int:
    """A copy above the control descriptor's number: copying a descriptor onto itself would leave it close-on-exec."""
    return fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, 16)


def _allow_large_messages(sock: socket.socket) -> None:
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2 * wire.MESSAGE_MAX)
