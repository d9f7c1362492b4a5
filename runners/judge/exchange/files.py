"""The files of a package that count, as bytes by path: links followed, what tools must ignore left out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from judge.package.errors import Notes
from judge.package.model import Package
from judge.package.names import Entries
from judge.package.time_limit import DOT_FILE

OWN_FOLDER = ".alpaco"
_BAD_CHARACTER = re.compile(r"[^A-Za-z0-9_.-]")


def package_files(package: Package) -> dict[str, bytes]:
    """All that belongs to the package; of hidden files our own and what states a time limit."""
    entries = Entries(package.root, package.format, Notes())
    files = _below(entries, package.root)
    for path in [package.root / DOT_FILE, *sorted((package.root / OWN_FOLDER).rglob("*"))]:
        if path.is_file() and not path.is_symlink():
            files[path.relative_to(package.root).as_posix()] = path.read_bytes()
    return files


def _below(entries: Entries, folder: Path) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for path in entries.of(folder):
        files |= _below(entries, path) if path.is_dir() else {entries.where(path): path.read_bytes()}
    return files


def with_allowed_names(files: Mapping[str, bytes]) -> tuple[dict[str, bytes], list[str]]:
    """The files under names that the format allows, and one line per renamed file."""
    renamed: dict[str, bytes] = {}
    changes = []
    for path, content in sorted(files.items()):
        is_hidden = path == DOT_FILE or path.startswith(f"{OWN_FOLDER}/")
        allowed = path if is_hidden else "/".join(_allowed(part) for part in path.split("/"))
        allowed = _free(allowed, renamed) if allowed != path else path
        if allowed != path:
            changes.append(f"{path} is now {allowed}")
        renamed[allowed] = content
    return renamed, changes


def _allowed(name: str) -> str:
    cleaned = _BAD_CHARACTER.sub("_", name)
    return f"_{cleaned}" if cleaned.startswith(("-", ".")) else cleaned


def _free(path: str, taken: Mapping[str, bytes]) -> str:
    while path in taken:
        stem, dot, suffix = path.rpartition(".")
        path = f"{stem}_{dot}{suffix}" if dot else f"{path}_"
    return path


def programs_of(package: Package) -> frozenset[str]:
    """Paths of files that may be executed, such as `build` and `run` scripts."""
    found = (path for path in package.root.rglob("*") if path.is_file() and path.stat().st_mode & 0o100)
    return frozenset(path.relative_to(package.root).as_posix() for path in found)
