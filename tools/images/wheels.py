"""Python packages for images, downloaded by the host: an image's build needs no network and no index."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools.images.errors import ImageError

# Debian 12's, which is also that of the functions on Lambda; the host's own may be another.
PYTHON = "3.11"
_PLATFORM = ("--python-version", PYTHON, "--implementation", "cp", "--abi", "cp311", "--abi", "abi3", "--abi", "none")
_SYSTEMS = ("--platform", "manylinux2014_x86_64", "--platform", "manylinux_2_28_x86_64")


def ensure(requirements: Path) -> Path:
    """The folder that holds these wheels and no others, downloaded on the first use. Raises ImageError."""
    folder = _cache() / f"wheels-{hashlib.sha256(requirements.read_bytes()).hexdigest()[:12]}"
    if not folder.exists():
        partial = folder.with_name(f"{folder.name}.{os.getpid()}")
        try:
            _download(requirements, partial)
            partial.rename(folder)
        finally:
            shutil.rmtree(partial, ignore_errors=True)
    return folder


def _cache() -> Path:
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "alpaco"
    cache.mkdir(parents=True, exist_ok=True)
    return cache


def _download(requirements: Path, folder: Path) -> None:
    options = ("--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:", *_PLATFORM, *_SYSTEMS)
    command = [sys.executable, "-m", "pip", "download", *options, "--dest", str(folder), "-r", str(requirements)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        raise ImageError(f"wheels of {requirements} cannot be downloaded: {done.stdout.strip()[-500:]}")
