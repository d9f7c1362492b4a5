"""A programming language as its TOML file describes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from judge.sandbox.program import Family

Command = tuple[str, ...]
Attempt = tuple[Command, ...]


@dataclass(frozen=True)
class Language:
    """How programs of one language are recognised, compiled and started.

    `extensions` decide the language of a file, `sources` (by default the same) are what the compiler is given.
    `compile` holds attempts, each a list of commands: the first that succeeds counts. `entry` names the files that
    are the program's main file if there are several; `entry_class` says that a class is started instead.
    `pool` names the runners that take it where a deployment has them; `source_name` is what a submission that came
    without a file name is stored as.
    `memory_overhead_mib` is what the language's own machinery may use on top of the problem's memory limit.
    In commands `{dir}` is the program's folder, in which compilers start; `{files}` are its sources, `{main}` is the
    main file, `{main_stem}` that without suffix, `{main_class}` the main class, `{memory_mib}` the memory limit.
    """

    code: str
    name: str
    extensions: tuple[str, ...]
    run: Command
    needs: tuple[str, ...]
    version: Command = ()
    aliases: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    priority: int = 0
    family: Family = Family.NATIVE
    compile: tuple[Attempt, ...] = ()
    entry: tuple[str, ...] = ()
    entry_class: bool = False
    fork_server: bool = False
    memory_overhead_mib: int = 0
    compile_cpu_s: int | None = None
    compile_memory_mib: int | None = None
    pool: str = "main"
    source_name: str = ""

    def source_files(self, files: Mapping[str, bytes]) -> list[str]:
        """Names of the files that the compiler is given, sorted; all of them if none has a known suffix."""
        suffixes = self.sources or self.extensions
        found = sorted(name for name in files if PurePosixPath(name).suffix in suffixes)
        return found or (sorted(files) if len(files) == 1 else [])


class LanguageError(ValueError):
    """The language of a program cannot be told, or is not known here."""
