"""From a program and its limits to what a supervisor is asked to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum
from functools import lru_cache
from pathlib import Path

from judge.sandbox import wire
from judge.sandbox.limits import Limits
from judge.sandbox.program import Family, Program

# Nothing of ours. Hash seeds are fixed, so that a rejudged submission does the same thing again.
ENVIRONMENT = {
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
}


Variables = tuple[tuple[str, str], ...]


class FilterIndex(IntEnum):
    """Places in the supervisor's table of filters."""

    NATIVE = 0
    NATIVE_WRITES = 1
    PYTHON = 2
    PYTHON_WRITES = 3
    JVM = 4
    JVM_WRITES = 5
    NODE = 6
    NODE_WRITES = 7
    COMPILER = 8
    COMPILER_WRITES = 9
    SERVER = 10
    LAUNCHER = 11


def filter_index(family: Family, *, writes: bool) -> FilterIndex:
    return FilterIndex[f"{family.name}_WRITES" if writes else family.name]


def command_line(command: Sequence[str], args: Sequence[str], *, directory: Path, scratch: Path) -> tuple[str, ...]:
    """The words of the command with `{dir}` and of the arguments with `{scratch}` replaced."""
    here, beside = str(directory), str(scratch)
    words = [word.replace("{dir}", here) for word in command]
    return tuple([word.replace("{scratch}", beside) for word in (*words, *args)])


def variables(env: Mapping[str, str] | None) -> Variables:
    """As it can be remembered by."""
    return tuple(env.items()) if env else ()


@lru_cache(maxsize=256)
def run_request(
    program: Program,
    words: tuple[str, ...],
    *,
    scratch: Path,
    limits: Limits,
    env: Variables,
    gid: int,
    writes: bool,
) -> wire.RunRequest:
    """Kept, since most runs differ from the one before in nothing but their input."""
    return wire.RunRequest(
        directory=str(scratch),
        program=program.directory.name,
        arguments=words,
        environment={**ENVIRONMENT, "HOME": str(scratch), "TMPDIR": str(scratch), **dict(env)},
        filter_index=filter_index(program.family, writes=writes),
        gid=gid,
        cpu_ns=int(limits.cpu_s * 1e9),
        wall_ns=int(limits.wall_s * 1e9),
        memory_bytes=limits.memory_mib << 20,
        output_bytes=int(limits.output_mib * (1 << 20)),
        error_bytes=limits.error_kib << 10,
        file_bytes=limits.file_mib << 20,
        stack_bytes=limits.stack_bytes,
        processes=limits.processes,
        open_files=limits.open_files,
        flags=wire.FLAG_WRITES if writes else 0,
    )
