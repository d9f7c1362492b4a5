"""Imports and exports packages: folder or zip in, normalised folder out; folder in, zip out."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from judge import archive
from judge.exchange.files import package_files, programs_of
from judge.exchange.modernise import modernise
from judge.package import Package, load


class ExchangeError(Exception):
    """The import or export cannot be done; one line."""


@dataclass(frozen=True)
class ImportReport:
    """`format` is the version that the package has now, `kept_format` why it is not 2025-09, if it is not."""

    name: str
    format: str
    files: int
    changes: tuple[str, ...]
    kept_format: str = ""


def import_package(source: Path, target: Path) -> ImportReport:
    """Writes the normalised package to the new folder `target`.

    Raises ExchangeError, ArchiveError or PackageError; then `target` does not exist.
    """
    if target.exists():
        raise ExchangeError(f"{target} exists already")
    if source.is_dir():
        return _bring(load(source), target)
    if not source.is_file():
        raise ExchangeError(f"{source} is neither a folder nor a zip")
    with tempfile.TemporaryDirectory(prefix="alpaco-import-") as place:
        folder = Path(place, source.stem)
        archive.unpack(source.read_bytes(), folder)
        return _bring(load(package_folder(folder)), target)


def package_folder(folder: Path) -> Path:
    """Where the package lies in an unpacked zip: at the top, or in the one folder there."""
    if (folder / "problem.yaml").is_file():
        return folder
    inside = [path for path in sorted(folder.iterdir()) if path.is_dir() and not path.name.startswith((".", "__"))]
    return inside[0] if len(inside) == 1 else folder


def _bring(package: Package, target: Path) -> ImportReport:
    modern = modernise(package)
    programs = {path.rpartition("/")[2] for path in programs_of(package)}
    try:
        _write(modern.files, target, frozenset(programs))
        result = load(target)
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        raise
    return ImportReport(target.name, str(result.format), len(modern.files), modern.changes, modern.kept_format)


def _write(files: Mapping[str, bytes], target: Path, programs: frozenset[str]) -> None:
    for path, content in files.items():
        place = target / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        if place.name in programs and place.name in ("build", "run"):
            place.chmod(0o755)


def export_package(folder: Path, target: Path) -> int:
    """Writes the package as a zip of its folder and returns its size in bytes. The same package gives the same zip."""
    package = load(folder)
    files = {f"{package.name}/{path}": content for path, content in package_files(package).items()}
    programs = frozenset(f"{package.name}/{path}" for path in programs_of(package))
    data = archive.pack_files(files, programs)
    target.write_bytes(data)
    return len(data)
