"""A problem package as a zip: read with suspicion, split into what is public to runners and what is frozen as tests.

Zips that we write are the same bytes for the same files, so that their hash names their content.
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from chalicelib.errors import Invalid, TooLarge
from chalicelib.protocol import members

MAX_PACKED_BYTES = 64 * 1024 * 1024
MAX_UNPACKED_BYTES = 192 * 1024 * 1024
MAX_FILES = 10_000
MAX_PATH = 300
# What desktop systems leave in zips.
_LITTER = ("__MACOSX", ".DS_Store", "Thumbs.db")
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# The earliest moment that a zip can express: ours carry no time of their own.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Entry:
    data: bytes
    executable: bool = False


Entries = Mapping[str, Entry]


@dataclass(frozen=True)
class Split:
    """`package` has everything but the secret tests, `tests` the folder `data/`; None if there are no secret tests."""

    package: bytes
    tests: bytes | None


def read(packed: bytes) -> dict[str, Entry]:
    """The files of a package by path from its root, which may be the zip's root or its only folder.

    Raises Invalid naming the path at fault: not a zip, encrypted, links, paths that leave the package, twice the same
    name, no problem.yaml. Raises TooLarge.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            entries = _read_all(archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError) as exc:
        raise Invalid(f"the package is not a readable zip: {exc}", field="package") from exc
    return _from_root(entries)


def write(entries: Entries) -> bytes:
    """A zip of these files; the same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(entries):
            info = zipfile.ZipInfo(path, _NO_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = (stat.S_IFREG | (0o755 if entries[path].executable else 0o644)) << 16
            archive.writestr(info, entries[path].data)
    return buffer.getvalue()


def split(entries: Entries) -> Split:
    """Raises Invalid if there are neither secret tests nor a generator that could make some."""
    has_secrets = any(path.startswith("data/secret/") and path.endswith(".in") for path in entries)
    if not has_secrets and not any(path.startswith("generators/") for path in entries):
        raise Invalid("data/secret: no test cases, and no generators/ to make them", field="package")
    public = {path: entry for path, entry in entries.items() if not path.startswith("data/secret/")}
    data = {path: entry for path, entry in entries.items() if path.startswith("data/")}
    return Split(package=write(public), tests=write(data) if has_secrets else None)


def merge(package: bytes, tests: bytes | None) -> bytes:
    """The whole package again."""
    return write({**read(package), **(unpack(tests) if tests else {})})


def unpack(packed: bytes) -> dict[str, Entry]:
    """The files of a zip that is part of a package."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return _read_all(archive)


def _read_all(archive: zipfile.ZipFile) -> dict[str, Entry]:
    infos = [info for info in members(archive) if not _is_litter(info.filename)]
    _check_sizes(infos)
    entries: dict[str, Entry] = {}
    for info in infos:
        _check_member(info)
        if info.filename in entries:
            raise Invalid(f"{info.filename!r} is in the zip twice", field="package")
        entries[info.filename] = Entry(_read_member(archive, info), executable=bool(info.external_attr >> 16 & 0o111))
    return entries


def _read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Never more than the member declares, which `_check_sizes` has added up."""
    with archive.open(info) as member:
        return member.read(info.file_size)


def _check_sizes(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_FILES:
        raise TooLarge(f"the package has {len(members)} files; at most {MAX_FILES} are accepted", field="package")
    unpacked = sum(info.file_size for info in members)
    if unpacked > MAX_UNPACKED_BYTES:
        detail = f"the package unpacks to {unpacked} bytes; at most {MAX_UNPACKED_BYTES} are accepted"
        raise TooLarge(detail, field="package")


def _check_member(info: zipfile.ZipInfo) -> None:
    problem = _path_problem(info.filename)
    if info.flag_bits & _ENCRYPTED:
        problem = "is encrypted"
    elif stat.S_ISLNK(info.external_attr >> 16):
        problem = "is a symbolic link"
    elif info.compress_type not in _METHODS:
        problem = "is compressed in another way than deflate"
    if problem:
        raise Invalid(f"{info.filename[:MAX_PATH]!r} {problem}", field="package")


def _path_problem(path: str) -> str:
    if len(path) > MAX_PATH:
        return "is too long a path"
    if "\\" in path or "\0" in path or path.startswith("/") or path[1:2] == ":":
        return "is not a relative path with / between folders"
    if any(part in ("", ".", "..") for part in path.split("/")):
        return "is a path that leaves its folder"
    return ""


def _is_litter(path: str) -> bool:
    return any(part in _LITTER for part in PurePosixPath(path).parts)


def _from_root(entries: dict[str, Entry]) -> dict[str, Entry]:
    if "problem.yaml" in entries:
        return entries
    folders = {path.split("/", 1)[0] for path in entries}
    folder = next(iter(folders), "")
    if len(folders) != 1 or f"{folder}/problem.yaml" not in entries:
        raise Invalid("problem.yaml: missing from the package", field="package")
    return {path.removeprefix(f"{folder}/"): entry for path, entry in entries.items()}
