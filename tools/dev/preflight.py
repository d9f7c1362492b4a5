"""Checks what the set-up needs from the machine, before anything is installed. Standard library only, any Python 3."""

from __future__ import annotations

import importlib.util
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator

PYTHON = (3, 11)
NODE = 20
# A version manager's Python under a home directory cannot be executed by the users that submissions run as.
CHILD_PYTHON = "/usr/bin/python3"


def problems() -> list[str]:
    """One clear line per missing thing, each with its remedy; empty if the machine has all that is needed."""
    return [line for check in (_platform, _python, _venv, _child_python, _compiler, _node) for line in check()]


def _platform() -> Iterator[str]:
    if platform.system() != "Linux":
        yield "Judging needs Linux: on macOS or Windows run this inside a Linux virtual machine or WSL 2."


def _python() -> Iterator[str]:
    if sys.version_info[:2] < PYTHON:
        found = sys.version.split()[0]
        yield f"Python {PYTHON[0]}.{PYTHON[1]} or newer is needed, this is {found}: make PYTHON=/path/to/python3.11"


def _venv() -> Iterator[str]:
    if importlib.util.find_spec("ensurepip") is None:
        yield "Python's venv module is incomplete: apt-get install python3-venv"


def _child_python() -> Iterator[str]:
    if not os.access(CHILD_PYTHON, os.X_OK):
        yield f"Judged Python programs run under {CHILD_PYTHON}, which is missing: apt-get install python3"


def _compiler() -> Iterator[str]:
    if shutil.which("g++") is None or shutil.which("cc") is None:
        yield "No C++ compiler found (g++): apt-get install g++"


def _node() -> Iterator[str]:
    if shutil.which("node") is None or shutil.which("npm") is None:
        yield f"Node.js {NODE} or newer with npm is needed for the CDK and was not found: https://nodejs.org"
        return
    version = subprocess.run(["node", "--version"], stdout=subprocess.PIPE, check=False).stdout.decode().strip()
    major = re.match(r"v(\d+)", version)
    if major is None or int(major.group(1)) < NODE:
        yield f"Node.js {NODE} or newer is needed, `node --version` says {version or 'nothing'}"


if __name__ == "__main__":
    found = problems()
    for line in found:
        print(f"alpaco: {line}", file=sys.stderr)
    sys.exit(1 if found else 0)
