"""Where the supervisor's executable is, and how it is built; setup.py uses the same function."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

_HERE = Path(__file__).parent
SOURCES = _HERE / "csrc"
BUILT = Path("_bin")
SUPERVISOR = "supervisor"
FORK_SERVER = "forkserver.so"
_FLAGS = ("-std=gnu11", "-D_GNU_SOURCE", "-O2", "-Wall", "-Wextra", "-Werror")


class HelperError(Exception):
    """The supervisor cannot be built; the message says why in one line."""


def sources_digest(sources: Path = SOURCES) -> str:
    digest = hashlib.sha256()
    for path in sorted(sources.rglob("*.[ch]")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def build(target: Path, sources: Path = SOURCES) -> None:
    """Compiles the C parts into the folder `target` and notes there what they were made from. Raises HelperError."""
    target.mkdir(parents=True, exist_ok=True)
    _compile(target / SUPERVISOR, sources.glob("*.c"), "-static")
    _compile(target / FORK_SERVER, sources.glob("python/*.c"), "-shared", "-fPIC")
    _note(target).write_text(sources_digest(sources))


def _compile(target: Path, sources: Iterable[Path], *flags: str) -> None:
    compiler = os.environ.get("CC") or shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        raise HelperError("no C compiler: install gcc to build the sandbox's supervisor")
    with tempfile.TemporaryDirectory(dir=target.parent) as place:
        made = Path(place) / target.name
        command = [compiler, *_FLAGS, *flags, "-o", str(made), *map(str, sorted(sources))]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise HelperError(f"the sandbox's {target.name} does not compile: {done.stderr.strip()}")
        made.replace(target)


def locate() -> Path:
    """The folder of the built parts, rebuilt first if this is a checkout whose sources changed. Raises HelperError."""
    target = _HERE / BUILT
    if not SOURCES.is_dir():
        if (target / SUPERVISOR).exists():
            return target
        raise HelperError("the sandbox's supervisor is missing: install the package anew")
    if not _note(target).exists() or _note(target).read_text() != sources_digest():
        build(target)
    return target


def _note(target: Path) -> Path:
    return target / "sources.sha256"
