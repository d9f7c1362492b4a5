"""What can be run: a frozen directory and the command that starts it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Family(StrEnum):
    """Which system calls a program needs: one allow-list each."""

    NATIVE = "native"
    PYTHON = "python"
    JVM = "jvm"
    NODE = "node"
    COMPILER = "compiler"


@dataclass(frozen=True)
class Program:
    """A directory that the trusted side owns and slots may only read, and the command that starts what is in it.

    `{dir}` in `command` stands for the directory. `python_main`, a path in the directory, lets the fork server run it.
    """

    directory: Path
    command: tuple[str, ...]
    family: Family = Family.NATIVE
    python_main: str | None = None
