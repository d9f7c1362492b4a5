"""A Docker engine: the one that runs already, or a private one for as long as it is needed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_START_S = 30
_CLIENTS = ("/usr/bin/docker", "docker")


class EngineUnavailable(Exception):
    """No engine runs and none can be started; the message is one clear line."""


@dataclass(frozen=True)
class Engine:
    """An engine by its address, the client program that speaks to it, and that program's settings if not the user's."""

    host: str
    client: str
    settings: Path | None = None

    def docker(self, *arguments: str, timeout_s: float = 120) -> subprocess.CompletedProcess[str]:
        """Runs the client. Raises CalledProcessError, whose `stderr` says why."""
        command = [self.client, *arguments]
        return subprocess.run(
            command, env=self.environment(), check=True, capture_output=True, text=True, timeout=timeout_s
        )

    def environment(self) -> dict[str, str]:
        own = {"DOCKER_CONFIG": str(self.settings)} if self.settings else {}
        return {**os.environ, "DOCKER_HOST": self.host, **own}

    def answers(self) -> bool:
        try:
            self.docker("version", timeout_s=20)
        except (OSError, subprocess.SubprocessError):
            return False
        return True


@contextmanager
def engine(*, bridge: bool = False) -> Iterator[Engine]:
    """An engine that answers. A private one has no network between containers and host unless `bridge` is asked for.

    Raises EngineUnavailable.
    """
    client = _client()
    running = Engine(os.environ.get("DOCKER_HOST", "unix:///var/run/docker.sock"), client)
    if running.answers():
        yield running
        return
    with _private(client, bridge) as started:
        yield started


def _client() -> str:
    found = next((path for path in map(shutil.which, _CLIENTS) if path), None)
    if found is None:
        raise EngineUnavailable("no Docker client here: apt-get install docker.io")
    return found


@contextmanager
def _private(client: str, bridge: bool) -> Iterator[Engine]:
    daemon = shutil.which("dockerd")
    if daemon is None or os.geteuid() != 0:
        raise EngineUnavailable(
            "no Docker engine answers, and only root with dockerd (apt-get install docker.io) can start one"
        )
    place = Path(tempfile.mkdtemp(prefix="alpaco-docker-"))
    with _network(bridge) as options:
        command = [*_command(daemon, place), *options]
        process = subprocess.Popen(command, stdout=(place / "log").open("w"), stderr=subprocess.STDOUT)
        try:
            yield _awaited(Engine(f"unix://{place}/socket", client), process, place / "log")
        finally:
            process.terminate()
            process.wait(timeout=60)
            shutil.rmtree(place, ignore_errors=True)


def _command(daemon: str, place: Path) -> list[str]:
    kept = ["--data-root", f"{place}/data", "--exec-root", f"{place}/exec", "--pidfile", f"{place}/pid"]
    return [daemon, *kept, "--host", f"unix://{place}/socket"]


@contextmanager
def _network(bridge: bool) -> Iterator[list[str]]:
    """The engine's options for its network. Its bridge is its own: one without a bridge removes the usual `docker0`."""
    if not bridge:
        yield ["--bridge=none", "--iptables=false", "--ip6tables=false"]
        return
    name, address = f"alpaco{os.getpid() % 100_000_000}", f"172.31.{os.getpid() % 256}.1/24"
    _ip("link", "add", name, "type", "bridge")
    try:
        _ip("address", "add", address, "dev", name)
        _ip("link", "set", name, "up")
        yield [f"--bridge={name}"]
    finally:
        _ip("link", "delete", name)


def _ip(*arguments: str) -> None:
    try:
        subprocess.run(["ip", *arguments], check=True, capture_output=True, text=True)
    except FileNotFoundError as exc:
        raise EngineUnavailable("a bridge for containers needs `ip`: apt-get install iproute2") from exc
    except subprocess.CalledProcessError as exc:
        raise EngineUnavailable(f"ip {' '.join(arguments)} fails: {exc.stderr.strip()}") from exc


def _awaited(started: Engine, process: subprocess.Popen[bytes], log: Path) -> Engine:
    until = time.monotonic() + _START_S
    while time.monotonic() < until and process.poll() is None:
        if started.answers():
            return started
        time.sleep(0.2)
    last = log.read_text().strip().rpartition("\n")[2]
    raise EngineUnavailable(f"dockerd does not start: {last[-300:]}")
