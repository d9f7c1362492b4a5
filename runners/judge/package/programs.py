"""Finds the programs of a package: validators, graders, submissions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from judge.package.errors import PackageError
from judge.package.model import SourceProgram
from judge.package.names import HEADERS, Entries

_SCRIPTS = ("build", "run")
_SOURCES = {".py", ".py2", ".py3", ".c", ".cc", ".cpp", ".cxx", ".c++", ".C", ".java", ".js", ".rs", ".go", ".kt",
            ".ctd", ".viva", ".sh"}  # fmt: skip
# VIVA scripts need a tool that is no part of this service.
NOT_RUN = (".viva",)
_OFF = {".disabled", ".template"}
_PAPERS = {".md", ".txt", ".pdf", ".tex", ".html", ".png", ".jpg", ".svg", ".yaml", ".yml", ".json", ".in", ".ans"}


def validators(entries: Entries, folder: Path) -> tuple[SourceProgram, ...]:
    """Programs of a folder such as `input_validators`, by name; headers beside a single file go with it."""
    found = list(entries.of(folder))
    if any(path.name in _SCRIPTS for path in found):
        return (SourceProgram(folder.name, folder),)
    beside = tuple(path for path in found if path.suffix in HEADERS)
    return tuple(SourceProgram(path.name, path, beside) for path in found if _is_program(path))


def single_validator(entries: Entries, folder: Path) -> tuple[SourceProgram, ...]:
    """The one program of a folder such as `output_validator`; several files in it are one program."""
    found = validators(entries, folder)
    if len(found) <= 1 or any(program.path.is_dir() for program in found):
        return found
    return (SourceProgram(folder.name, folder),)


def submissions(entries: Entries, folder: Path) -> tuple[SourceProgram, ...]:
    """All jury submissions, named like `accepted/sol.py`, by name of folder and file."""
    found = []
    for kind in entries.of(folder):
        if kind.is_dir():
            found += [SourceProgram(f"{kind.name}/{path.name}", path) for path in entries.of(kind) if _is_code(path)]
    return tuple(found)


def _is_program(path: Path) -> bool:
    if path.is_dir():
        return any(item.is_file() for item in path.iterdir())
    return path.suffix in _SOURCES or (path.suffix.lower() not in _PAPERS | _OFF and _has_shebang(path))


def _has_shebang(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(2) == b"#!"


def _is_code(path: Path) -> bool:
    if path.is_dir():
        return any(item.is_file() and not item.name.startswith(".") for item in path.rglob("*"))
    return path.suffix.lower() not in _PAPERS | _OFF and path.suffix not in HEADERS and path.name != "README"


def read_program(entries: Entries, program: SourceProgram) -> dict[str, bytes]:
    """The program's files by path relative to it; a single file keeps its name. Raises PackageError if empty."""
    files = _tree(entries, program.path, program.path) if program.path.is_dir() else _single(program)
    if not files:
        raise PackageError(program.name, "holds no files")
    return files


def _single(program: SourceProgram) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (*program.beside, program.path)}


def _tree(entries: Entries, folder: Path, top: Path) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for path in entries.of(folder):
        if path.is_dir():
            files |= _tree(entries, path, top)
        else:
            files[path.relative_to(top).as_posix()] = path.read_bytes()
    return files


def included_files(entries: Entries, folder: Path, language_codes: Sequence[str]) -> dict[str, bytes]:
    """Files of `include/<language>`, or of `include/default` where the language has none of its own."""
    for code in (*language_codes, "default"):
        files = _tree(entries, folder / code, folder / code)
        if files:
            return files
    return {}
