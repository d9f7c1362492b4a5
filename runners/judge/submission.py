"""Code to be judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Submission:
    """Source files by relative path. Without a language it is told from the files, without `main` from the language."""

    name: str
    language: str | None
    files: Mapping[str, bytes]
    main: str | None = None


def read_submission(path: Path, language: str | None = None) -> Submission:
    """The submission in a file, or in all files of a folder. Raises OSError."""
    if path.is_dir():
        found = (item for item in sorted(path.rglob("*")) if item.is_file() and not item.name.startswith("."))
        return Submission(path.name, language, {item.relative_to(path).as_posix(): item.read_bytes() for item in found})
    return Submission(path.name, language, {path.name: path.read_bytes()})
