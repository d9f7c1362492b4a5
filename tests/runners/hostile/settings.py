"""The settings in which the collection runs: which process holds the secrets, and what confines the programs there."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from judge.sandbox import helper

from tests.runners.hostile.report import Report, report_from_json
from tools.containers.engine import Engine

_CHECKOUT = Path(__file__).resolve().parents[3]
_PARTS = ("runners", "runtime", "tests/hostile", "tests/runners")
_AGENT = ("/usr/bin/python3", "-m", "tests.runners.hostile.agent")
_ORDINARY_UID = 61613  # nobody's: whom it belongs to could be reached by signals
_PATIENCE_S = 1800
# The checkout under another name, and fresh memory in the places that a container has open to all, as engines do.
_PRIVATE_PLACES = """
mount --bind "$0" /mnt && cd /mnt || exit 1
for place in /tmp /var/tmp /dev/shm /run/lock /dev/mqueue; do
  if [ -d "$place" ] && [ ! -L "$place" ]; then mount -t tmpfs -o mode=1777,exec tmpfs "$place" || exit 1; fi
done
exec "$@"
"""
_UNSHARE = ("unshare", "--mount", "--propagation", "private")


class Setting(StrEnum):
    """`FARGATE_SET`: root on this host with what a task on Fargate has; `CONTAINER`: Docker's default profile."""

    ROOT = "root"
    FARGATE_SET = "fargate-set"
    USER = "user"
    CONTAINER = "container"


@dataclass(frozen=True)
class Campaign:
    """The reports by program, and what the agent said besides."""

    reports: Mapping[str, Report]
    complaint: str


@dataclass(frozen=True)
class Command:
    """How the agent is started in a setting."""

    words: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    uid: int | None = None


@contextmanager
def prepared_copy(place: Path) -> Iterator[Path]:
    """What the agent needs, where every user can read it: a checkout may lie in a closed home."""
    helper.locate()
    copy = place / "checkout"
    for part in _PARTS:
        shutil.copytree(_CHECKOUT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
    for path in (place, copy, *copy.rglob("*")):
        mode = path.stat().st_mode
        path.chmod(mode | 0o555 if stat.S_ISDIR(mode) or mode & 0o100 else mode | 0o444)
    try:
        yield copy
    finally:
        shutil.rmtree(copy, ignore_errors=True)


def on_host(copy: Path, *, without: str = "") -> Command:
    return Command(_AGENT, {**_environment(copy), "ALPACO_SANDBOX_WITHOUT": without})


def can_have_private_places() -> bool:
    """Whether root may have mounts of its own here, as in a virtual machine but not in a container."""
    return os.geteuid() == 0 and subprocess.run([*_UNSHARE, "true"], capture_output=True, check=False).returncode == 0


def as_on_fargate(copy: Path) -> Command:
    """Without the layers that Fargate lacks, and in places that are ours alone, as in the images of the pools."""
    variables = {"ALPACO_SANDBOX_WITHOUT": "namespaces,landlock"}
    if not can_have_private_places():
        return on_host(copy, without=variables["ALPACO_SANDBOX_WITHOUT"])
    variables |= {**_environment(Path("/mnt")), "ALPACO_OWN_CONTAINER": "1"}
    return Command([*_UNSHARE, "sh", "-c", _PRIVATE_PLACES, str(copy), *_AGENT], variables)


def as_user(copy: Path) -> Command:
    """An ordinary user with a private home; whoever runs the tests, if that is not root."""
    if os.geteuid() != 0:
        return on_host(copy)
    home = copy.parent / "home"
    home.mkdir(mode=0o700, exist_ok=True)
    os.chown(home, _ORDINARY_UID, _ORDINARY_UID)
    return Command(_AGENT, {**_environment(copy), "HOME": str(home)}, _ORDINARY_UID)


def in_container(copy: Path, engine: Engine, image: str) -> Command:
    variables = [f"--env={name}={value}" for name, value in _environment(Path("/alpaco")).items()]
    mount = f"--volume={copy}:/alpaco:ro"
    words = [engine.client, "run", "--rm", "--network=none", mount, "--workdir=/alpaco", *variables, image, *_AGENT]
    return Command(words, engine.environment())


def _environment(root: Path) -> dict[str, str]:
    places = ":".join(str(root / name) for name in ("runtime", "runners", "."))
    return {
        "PYTHONPATH": places,
        "PYTHONDONTWRITEBYTECODE": "1",
        "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
    }


def run_campaign(command: Command, copy: Path, ids: Sequence[str]) -> Campaign:
    """Runs those programs, one agent for all of them."""
    who = {} if command.uid is None else {"user": command.uid, "group": command.uid, "extra_groups": []}
    done = subprocess.run(  # type: ignore[call-overload]
        [*command.words, *ids],
        env=dict(command.environment),
        cwd=copy,
        capture_output=True,
        text=True,
        timeout=_PATIENCE_S,
        **who,
    )
    lines = done.stdout.splitlines()
    reports = [report_from_json(line) for line in lines if line.startswith("{")]
    rest = [line for line in lines if not line.startswith("{")]
    complaint = "\n".join([*rest, *done.stderr.splitlines()[-8:]])
    return Campaign({report.program: report for report in reports}, complaint or f"exit code {done.returncode}")
