"""Things around the sandbox that no program in it may read, reach, change or end, and the checks that they are well."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType

from tests.runners.hostile.report import Finding

_NOBODY = 65534
_SHADOW = Path("/etc/shadow")


class Answers:
    """A folder as a worker keeps it: a package with secret answers, closed to others, and a file open to writers."""

    def __init__(self, place: Path, secret: str) -> None:
        self.folder = place / "package"
        (self.folder / "secret").mkdir(parents=True)
        for name in ("secret/001.ans", "secret/001.in", "problem.yaml", "writable"):
            (self.folder / name).write_text(f"{secret}\n")
        (self.folder / "writable").chmod(0o666)
        self.folder.chmod(0o700)
        self._before = self._state()

    def findings(self) -> Iterator[Finding]:
        if self._state() != self._before:
            yield Finding("files_untouched", f"the answers changed: {self._state()}, were {self._before}")

    def _state(self) -> list[tuple[str, int, int, int, bytes]]:
        found = []
        for path in (self.folder, *sorted(self.folder.rglob("*"))):
            info = path.lstat()
            data = path.read_bytes() if path.is_file() else b""
            found.append((str(path), info.st_mode, info.st_uid, info.st_mtime_ns, data))
        return found


class Listeners:
    """Sockets on loopback, in a folder open to all and in the abstract name space; nobody may come to them."""

    def __init__(self, place: Path, name: str) -> None:
        self.path, self.name = place / "socket", name
        first = _bound(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0))
        self.port: int = first.getsockname()[1]
        self._sockets = [first, _bound(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", self.port))]
        with suppress(OSError):
            self._sockets.append(_bound(socket.AF_INET6, socket.SOCK_STREAM, ("::1", self.port)))
        self._sockets.append(_bound(socket.AF_UNIX, socket.SOCK_STREAM, str(self.path)))
        self._sockets.append(_bound(socket.AF_UNIX, socket.SOCK_STREAM, f"\0{name}"))
        self.path.chmod(0o777)

    def findings(self) -> Iterator[Finding]:
        for each in self._sockets:
            if _came(each):
                yield Finding("loopback_silent", f"somebody came to {each.getsockname()!r}")

    def close(self) -> None:
        for each in self._sockets:
            each.close()


def _bound(family: int, kind: int, address: tuple[str, int] | str) -> socket.socket:
    made = socket.socket(family, kind)
    made.bind(address)
    made.setblocking(False)
    if kind == socket.SOCK_STREAM:
        made.listen()
    return made


def _came(listener: socket.socket) -> bool:
    try:
        if listener.type == socket.SOCK_STREAM:
            listener.accept()[0].close()
        else:
            listener.recv(1)
    except BlockingIOError:
        return False
    return True


class Neighbour:
    """A process of another user (of the same one if we are no root), with a secret in its environment."""

    def __init__(self, secret: str) -> None:
        who = {"user": _NOBODY, "group": _NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
        self._process = subprocess.Popen(["/bin/sleep", "3600"], env={"SECRET": secret}, cwd="/", **who)  # type: ignore[call-overload]
        self.pid: int = self._process.pid

    def findings(self) -> Iterator[Finding]:
        if self._process.poll() is not None:
            yield Finding("neighbours_alive", f"the neighbour ended with {self._process.returncode}")
        elif _state_of(self.pid) not in "SDR":
            yield Finding("neighbours_alive", f"the neighbour is in state {_state_of(self.pid)}")
            os.kill(self.pid, signal.SIGCONT)

    def close(self) -> None:
        self._process.kill()
        self._process.wait()


def _state_of(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


class Canaries:
    """All of them, and the values of the placeholders that tell the programs where they are."""

    def __init__(self) -> None:
        self.secret = f"CANARY_{secrets.token_hex(12)}"
        self._stack = ExitStack()
        self._place = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="hostile-")))
        self._place.chmod(0o711)
        self._watch_signals()
        for name in ("ALPACO_CANARY", "AWS_SECRET_ACCESS_KEY", "AWS_CONTAINER_AUTHORIZATION_TOKEN"):
            os.environ[name] = self.secret
        os.environ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] = f"/v2/credentials/{self.secret}"
        self._answers = Answers(self._place, self.secret)
        self._listeners = Listeners(self._place, f"canary-{secrets.token_hex(8)}")
        self._neighbour = Neighbour(self.secret)
        self._stack.callback(self._listeners.close)
        self._stack.callback(self._neighbour.close)

    @property
    def secrets(self) -> list[str]:
        """What may come out of no program: our own, and the first line of the password file where we can read it."""
        if os.access(_SHADOW, os.R_OK):
            return [self.secret, _SHADOW.read_text().partition("\n")[0]]
        return [self.secret]

    def placeholders(self) -> dict[str, str]:
        return {
            "port": str(self._listeners.port),
            "socket": str(self._listeners.path),
            "abstract": self._listeners.name,
            "pid": str(os.getpid()),
            "neighbour": str(self._neighbour.pid),
            "secrets": str(self._answers.folder),
            "large": "x" * (4 << 20),
        }

    def findings(self) -> list[Finding]:
        found = [*self._answers.findings(), *self._listeners.findings(), *self._neighbour.findings()]
        while self._signals:
            found.append(Finding("neighbours_alive", f"the holder of the secrets got signal {self._signals.pop()}"))
        return found

    def _watch_signals(self) -> None:
        self._signals: list[int] = []
        for number in (signal.SIGHUP, signal.SIGUSR1, signal.SIGUSR2, signal.SIGTSTP, signal.SIGALRM, signal.SIGIO):
            signal.signal(number, lambda got, _frame: self._signals.append(got))

    def __enter__(self) -> Canaries:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._stack.close()
