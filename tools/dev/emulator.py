"""The embedded AWS as a child process."""

from __future__ import annotations

import shutil
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tools.dev import paths, ports
from tools.dev.environment import client_environment, emulator_environment
from tools.dev.errors import DevError
from tools.dev.processes import Process

READY_WITHIN_S = 120
POLL_S = 0.1
DATA = ("state", "s3")
# Stands in the directory from start to graceful stop.
_RUNNING = "running"


@dataclass(frozen=True)
class Emulator:
    """A running emulator; `directory` holds its state, log and temporary files."""

    port: int
    directory: Path
    process: Process

    @classmethod
    def start(
        cls,
        directory: Path,
        *,
        port: int | None = None,
        persistent: bool = False,
        variables: Mapping[str, str] | None = None,
    ) -> Emulator:
        """Starts one and waits until it answers. Raises DevError: port in use, not installed, ended at once."""
        port = port or ports.free_port()
        ports.ensure_free(port)
        _discard_leftovers(directory)
        process = Process.start(
            "embedded AWS",
            [str(paths.emulator_program())],
            env=emulator_environment(port, directory=directory, persistent=persistent, more=variables),
            log=directory / "emulator.log",
            cwd=directory,
        )
        emulator = cls(port, directory, process)
        emulator._wait_until_ready()
        (directory / _RUNNING).touch()
        return emulator

    @property
    def endpoint(self) -> str:
        return f"http://{ports.LOOPBACK}:{self.port}"

    @property
    def client_environment(self) -> dict[str, str]:
        return client_environment(self.endpoint, directory=self.directory)

    def ensure_alive(self) -> None:
        self.process.ensure_alive()

    def stop(self) -> None:
        """Ends it gracefully: only then is its state kept."""
        was_alive = self.process.is_alive()
        self.process.stop(grace_s=20)
        if was_alive:
            (self.directory / _RUNNING).unlink(missing_ok=True)

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + READY_WITHIN_S
        try:
            while not answers(f"{self.endpoint}/_ministack/health"):
                self.ensure_alive()
                if time.monotonic() > deadline:
                    raise DevError(
                        f"The embedded AWS does not answer (log: {self.process.log}):\n{self.process.tail()}"
                    )
                time.sleep(POLL_S)
        except BaseException:
            self.process.kill()
            raise


def _discard_leftovers(directory: Path) -> None:
    """Unpacked functions of the last run; and its data, if it was killed: then tables and objects no longer fit."""
    names = ["tmp", *(DATA if (directory / _RUNNING).exists() else ())]
    for name in names:
        shutil.rmtree(directory / name, ignore_errors=True)


def answers(url: str) -> bool:
    """Whether a GET is answered with 200; no proxy is asked on the way."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return False
