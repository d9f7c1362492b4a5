"""Proof of tampering: a frozen program that is not what it was when its run began."""

from __future__ import annotations

import os
from functools import lru_cache

from judge.sandbox.program import Program

BROKEN = "the frozen program was changed while it ran"
_Look = tuple[int, ...]
_GROUP = 0
_GONE: _Look = (-1,)


class Seal:
    """How the folder of a program and its main file look; we alone may change them, and never while they run."""

    def __init__(self, program: Program) -> None:
        self._places = _places(program)
        self._looks = list(map(_look, self._places))

    @property
    def gid(self) -> int:
        """The group that may read the program."""
        return self._looks[0][_GROUP]

    @property
    def is_broken(self) -> bool:
        return list(map(_look, self._places)) != self._looks


@lru_cache(maxsize=64)
def _places(program: Program) -> tuple[str, ...]:
    folder, command = str(program.directory), program.command[0]
    if program.python_main is not None:
        return folder, f"{folder}/{program.python_main}"
    return (folder, command.replace("{dir}", folder)) if command.startswith("{dir}/") else (folder,)


def _look(place: str) -> _Look:
    """Reading leaves these as they are; any change, even one that is undone, moves the time of the last one."""
    try:
        info = os.lstat(place)
    except FileNotFoundError:
        return _GONE
    return info.st_gid, info.st_ino, info.st_mode, info.st_uid, info.st_size, info.st_mtime_ns, info.st_ctime_ns
