"""Zips that can be trusted: checked before anything is written, and always the same bytes for the same files."""

from __future__ import annotations

import io
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from chalicelib.protocol import members

# All that zipfile raises on bytes that are no sound archive.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    struct.error,
)
_FIXED_DATE = (1980, 1, 1, 0, 0, 0)
_FILE_MODE, _PROGRAM_MODE = 0o100644, 0o100755


class ArchiveError(ValueError):
    """The archive must not be unpacked; the message says why, naming the entry."""


@dataclass(frozen=True)
class ArchiveLimits:
    """What an archive may hold once it is unpacked. A ratio above `ratio` counts only from `ratio_from_bytes` on."""

    total_bytes: int = 1 << 30
    file_bytes: int = 256 << 20
    entries: int = 20_000
    ratio: int = 1000
    ratio_from_bytes: int = 64 << 20
    path_length: int = 400


def pack(directory: Path) -> bytes:
    """The folder's files as a zip; links inside the folder become copies. Raises ArchiveError for other links."""
    real = directory.resolve()
    files: dict[str, bytes] = {}
    programs = set()
    for path in sorted(directory.rglob("*")):
        if not path.is_file():
            continue
        if not path.resolve().is_relative_to(real):
            raise ArchiveError(f"{path.relative_to(directory)} leads out of the folder")
        name = path.relative_to(directory).as_posix()
        files[name] = path.read_bytes()
        if os.access(path, os.X_OK) and path.stat().st_mode & stat.S_IXUSR:
            programs.add(name)
    return pack_files(files, frozenset(programs))


def pack_files(files: Mapping[str, bytes], programs: frozenset[str] = frozenset()) -> bytes:
    """A zip of the files: sorted names, one fixed date, so that equal files give equal bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, _FIXED_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = (_PROGRAM_MODE if name in programs else _FILE_MODE) << 16
            archive.writestr(info, files[name])
    return buffer.getvalue()


def unpack(data: bytes, destination: Path, limits: ArchiveLimits = ArchiveLimits()) -> None:
    """Writes the archive's files below `destination`, a new or empty folder.

    Everything is checked first: names that leave the folder, links and devices, duplicates, declared sizes; while
    unpacking, the real sizes. Raises ArchiveError; then nothing usable is left behind.
    """
    with _open(data) as archive:
        infos = members(archive)
        check(infos, limits)
        destination.mkdir(parents=True, exist_ok=True)
        for info in infos:
            _extract(archive, info, destination / info.filename, limits)


def read(data: bytes, limits: ArchiveLimits = ArchiveLimits()) -> dict[str, bytes]:
    """The archive's files by name, checked like `unpack`."""
    with _open(data) as archive:
        infos = members(archive)
        check(infos, limits)
        return {info.filename: _content(archive, info, limits) for info in infos}


def _open(data: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGE as exc:
        raise ArchiveError(
            "is not a zip" if "not a zip" in str(exc) else f"is not a zip that can be read: {exc}"
        ) from exc


def check(infos: list[zipfile.ZipInfo], limits: ArchiveLimits) -> None:
    """Raises ArchiveError if any entry is not to be trusted; reads no content."""
    if len(infos) > limits.entries:
        raise ArchiveError(f"{len(infos)} entries, more than {limits.entries}")
    seen: set[str] = set()
    for info in infos:
        _check_name(info.filename, limits)
        _check_kind(info)
        _check_size(info, limits)
        if info.filename.casefold() in seen:
            raise ArchiveError(f"{info.filename}: is there twice")
        seen.add(info.filename.casefold())
    total = sum(info.file_size for info in infos)
    if total > limits.total_bytes:
        raise ArchiveError(f"{total} bytes unpacked, more than {limits.total_bytes}")
    _check_folders(seen)


def _check_name(name: str, limits: ArchiveLimits) -> None:
    path = PurePosixPath(name)
    parts = name.split("/")
    is_bad = path.is_absolute() or ".." in parts or "" in parts or "." in parts or "\\" in name or "\0" in name
    if is_bad or (len(name) > 1 and name[1] == ":"):
        raise ArchiveError(f"{name!r}: is no path inside the package")
    if len(name.encode("utf-8", "replace")) > limits.path_length:
        raise ArchiveError(f"{name[:60]!r}...: the path is too long")


def _check_kind(info: zipfile.ZipInfo) -> None:
    kind = stat.S_IFMT(info.external_attr >> 16) if info.create_system == 3 else 0
    if kind not in (0, stat.S_IFREG):
        raise ArchiveError(f"{info.filename}: is a link or a special file")
    if info.flag_bits & 0x1:
        raise ArchiveError(f"{info.filename}: is encrypted")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ArchiveError(f"{info.filename}: uses an unusual compression")


def _check_size(info: zipfile.ZipInfo, limits: ArchiveLimits) -> None:
    if info.file_size > limits.file_bytes:
        raise ArchiveError(f"{info.filename}: {info.file_size} bytes, more than {limits.file_bytes}")
    is_dense = info.file_size > limits.ratio * max(1, info.compress_size)
    if is_dense and info.file_size > limits.ratio_from_bytes:
        raise ArchiveError(f"{info.filename}: unpacks to more than {limits.ratio} times its size")


def _check_folders(names: set[str]) -> None:
    """A file cannot also be the folder of another file."""
    for name in names:
        for parent in PurePosixPath(name).parents:
            if str(parent) in names:
                raise ArchiveError(f"{name}: its folder is a file as well")


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: ArchiveLimits) -> bytes:
    try:
        with archive.open(info) as entry:
            data = entry.read(limits.file_bytes + 1)
    except _DAMAGE as exc:
        raise ArchiveError(f"{info.filename}: is damaged: {exc}") from exc
    if len(data) != info.file_size:
        raise ArchiveError(f"{info.filename}: holds another number of bytes than it says")
    return data


def _extract(archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, limits: ArchiveLimits) -> None:
    data = _content(archive, info, limits)
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as file:
        file.write(data)
    if info.create_system == 3 and (info.external_attr >> 16) & stat.S_IXUSR:
        target.chmod(0o755)
