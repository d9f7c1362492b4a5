"""Proof of tampering: a frozen program that is not what it was when its run began."""

from __future__ import annotations

from pathlib import Path

from judge.sandbox.program import Program

BROKEN = "the frozen program was changed while it ran"
_Look = tuple[int, ...]


class Seal:
    """How the folder of a program and its main file look; we alone may change them, and never while they run."""

    def __init__(self, program: Program) -> None:
        self._places = _places(program)
        self._looks = [_look(place) for place in self._places]

    @property
    def is_broken(self) -> bool:
        return [_look(place) for place in self._places] != self._looks


def _places(program: Program) -> list[Path]:
    command = program.command[0]
    if program.python_main is not None:
        return [program.directory, program.directory / program.python_main]
    if command.startswith("{dir}/"):
        return [program.directory, program.directory / command.removeprefix("{dir}/")]
    return [program.directory]


def _look(place: Path) -> _Look:
    """Reading leaves these as they are; any change, even one that is undone, moves the time of the last one."""
    try:
        info = place.lstat()
    except FileNotFoundError:
        return ()
    return info.st_ino, info.st_mode, info.st_uid, info.st_gid, info.st_size, info.st_mtime_ns, info.st_ctime_ns
