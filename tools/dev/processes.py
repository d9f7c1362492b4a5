"""Child processes in groups of their own, so that each can be ended with everything that it started."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.dev.errors import DevError

TAIL_LINES = 15


@dataclass(frozen=True)
class Process:
    """A running child whose output goes to `log`."""

    name: str
    popen: subprocess.Popen[bytes]
    log: Path

    @classmethod
    def start(
        cls, name: str, command: Sequence[str], *, env: Mapping[str, str], log: Path, cwd: Path | None = None
    ) -> Process:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as output:
            popen = subprocess.Popen(
                command,
                env=env,
                cwd=cwd,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        return cls(name, popen, log)

    @property
    def pid(self) -> int:
        return self.popen.pid

    def is_alive(self) -> bool:
        return self.popen.poll() is None

    def ensure_alive(self) -> None:
        """Raises DevError with the end of its log."""
        if not self.is_alive():
            raise DevError(f"The {self.name} has ended (log: {self.log}):\n{self.tail()}")

    def stop(self, *, grace_s: float = 10) -> None:
        """Asks the child to end, then ends its whole group."""
        if self.is_alive():
            self.popen.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.popen.wait(grace_s)
        self.kill()

    def kill(self) -> None:
        """Ends the whole group at once, also what the child left behind."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        self.popen.wait()

    def tail(self) -> str:
        """The last lines of its log."""
        lines = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        return "\n".join(lines[-TAIL_LINES:])
