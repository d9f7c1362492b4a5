"""Which entries of a package's folder count, and where its symbolic links may lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from judge.package.errors import Notes
from judge.package.model import Format

_FORMAT_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,254}")
HEADERS = frozenset({".h", ".hpp", ".hh", ".hxx", ".inc"})
_JUNK = re.compile(r".*~|.*\.(class|o|pyc|swp|orig|bak|exe|out\.dSYM)|__pycache__|Thumbs\.db|CVS|__MACOSX")


class Entries:
    """Lists folders of one package as the format tells tools to: by name, hidden files left out."""

    def __init__(self, root: Path, version: Format, notes: Notes) -> None:
        self.root = root
        self._real_root = root.resolve()
        self._version = version
        self._notes = notes

    def where(self, path: Path) -> str:
        """The path as people of the package know it."""
        return path.relative_to(self.root).as_posix() if path != self.root else ""

    def of(self, folder: Path) -> Iterator[Path]:
        """Entries of a folder that count, sorted by name; none if there is no such folder."""
        if not folder.is_dir():
            return
        for path in sorted(folder.iterdir(), key=lambda entry: entry.name):
            if self._counts(path):
                yield path

    def _counts(self, path: Path) -> bool:
        if path.name.startswith(".") or _JUNK.fullmatch(path.name):
            return False
        return self._is_named_well(path) and self._leads_inside(path)

    def _is_named_well(self, path: Path) -> bool:
        if _FORMAT_NAME.fullmatch(path.name):
            return True
        if self._version is Format.V2025_09:
            self._notes.breach(self.where(path), "the format does not allow this name, ignored")
            return False
        self._notes.warn(self.where(path), "an unusual name, used all the same")
        return True

    def _leads_inside(self, path: Path) -> bool:
        if not path.is_symlink():
            return True
        if not path.exists():
            self._notes.breach(self.where(path), "a link to nothing, ignored")
            return False
        target = path.resolve()
        if target.is_relative_to(self._real_root):
            return True
        return self._is_shared(path, target)

    def _is_shared(self, path: Path, target: Path) -> bool:
        """Contests keep headers beside their packages, or elsewhere in their repository, and link to them."""
        is_header = target.suffix in HEADERS and path.suffix in HEADERS and not path.readlink().is_absolute()
        shared = is_header or _is_below(target, self._real_root.parent)
        verdict = "used all the same" if shared else "ignored"
        self._notes.breach(self.where(path), f"a link that leads out of the package, {verdict}")
        return shared


def _is_below(path: Path, folder: Path) -> bool:
    return folder != Path("/") and path.is_relative_to(folder)
