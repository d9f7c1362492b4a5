"""The image that containers of tests start from: a minimal Debian with the runners' interpreters and compilers."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from tools.containers.engine import Engine, EngineUnavailable

SUITE = "bookworm"
PACKAGES = ("ca-certificates", "python3", "g++", "rustc", "golang-go", "openjdk-17-jdk-headless", "nodejs")
_WITHOUT = (
    "var/cache/apt/archives",
    "var/lib/apt/lists",
    "usr/share/doc",
    "usr/share/man",
    "usr/share/locale",
    "proc",
    "sys",
)
_MIRROR = "http://deb.debian.org/debian"


def ensure(engine: Engine) -> str:
    """The image's tag; made and imported first if the engine does not have it. Raises EngineUnavailable."""
    tag = f"alpaco-test-base:{_fingerprint()}"
    if not engine.docker("images", "--quiet", tag).stdout.strip():
        engine.docker("import", str(_archive()), tag, timeout_s=300)
    return tag


def _fingerprint() -> str:
    return hashlib.sha256(" ".join((SUITE, *PACKAGES, *_WITHOUT)).encode()).hexdigest()[:12]


def _archive() -> Path:
    """The root file system as a tar archive, from the cache if it was made before."""
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "alpaco"
    archive = cache / f"base-{SUITE}-{_fingerprint()}.tar"
    if not archive.exists():
        cache.mkdir(parents=True, exist_ok=True)
        _make(archive)
    return archive


def _make(archive: Path) -> None:
    if shutil.which("debootstrap") is None:
        raise EngineUnavailable("no base image is cached and debootstrap is missing: apt-get install debootstrap")
    with tempfile.TemporaryDirectory(prefix="alpaco-base-") as place:
        root, partial = Path(place) / "root", archive.with_suffix(f".{os.getpid()}")
        include = f"--include={','.join(PACKAGES)}"
        _run("debootstrap", "--variant=minbase", include, SUITE, str(root), os.environ.get("DEBIAN_MIRROR", _MIRROR))
        _run("tar", "-C", str(root), *(f"--exclude=./{name}/*" for name in _WITHOUT), "-cf", str(partial), ".")
        partial.replace(archive)


def _run(*command: str) -> None:
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        raise EngineUnavailable(f"{command[0]} fails: {done.stdout.strip()[-300:]}")
