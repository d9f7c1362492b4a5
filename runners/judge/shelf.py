"""What one command leaves for the next: compiled validators and graders, and time limits that were measured.

It lies in a folder that nobody but the caller may even enter. Slots run under users of their own, or see nothing of
the caller's files, so no program that is judged can write there. An entry that does not fit is made anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from chalicelib.protocol import CompileReport

from judge import archive
from judge.compile import Compiled
from judge.languages import Language, find_tool
from judge.ports import SandboxPort
from judge.sandbox.limits import Limits
from judge.sandbox.program import Family

_VERSION = "1"
_KEPT_BYTES = 512 << 20
_LARGEST_BYTES = 64 << 20
_HEAD, _BODY = "head.json", "program/"
_PUTTING_BACK = Limits(cpu_s=10, wall_s=120, memory_mib=256)


class Shelf:
    """Entries by key; the ones that were not used for longest go when there are too many."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @classmethod
    def open(cls, environ: Mapping[str, str] = os.environ) -> Shelf | None:
        """The caller's own shelf below XDG_CACHE_HOME; None if it is turned off (ALPACO_CACHE=off) or not private."""
        if environ.get("ALPACO_CACHE") == "off":
            return None
        try:
            folder = Path(environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "alpaco"
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            return cls(folder) if _is_private(folder) else None
        except (OSError, RuntimeError):  # without a home there is no shelf
            return None

    def get(self, key: str) -> bytes | None:
        path = self._folder / key
        try:
            data = path.read_bytes()
            os.utime(path)
        except OSError:
            return None
        return data

    def put(self, key: str, data: bytes) -> None:
        """Written whole or not at all; a full disk is no reason to fail."""
        if len(data) > _LARGEST_BYTES:
            return
        with suppress(OSError):
            fd, name = tempfile.mkstemp(dir=self._folder)
            with os.fdopen(fd, "wb") as file:
                file.write(data)
            Path(name).replace(self._folder / key)
            self._tidy()

    def _tidy(self) -> None:
        found = [(path.stat(), path) for path in self._folder.iterdir()]
        total = sum(info.st_size for info, _ in found)
        for info, path in sorted(found, key=lambda item: item[0].st_mtime):
            if total <= _KEPT_BYTES:
                return
            path.unlink()
            total -= info.st_size


def _is_private(folder: Path) -> bool:
    info = folder.lstat()
    return stat.S_ISDIR(info.st_mode) and info.st_uid == os.geteuid() and not info.st_mode & 0o077


def key_of(kind: str, parts: Iterable[bytes | str]) -> str:
    """A file name for what follows from these parts alone."""
    digest = hashlib.sha256(f"{_VERSION} {kind}".encode())
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(f"{len(data)}:".encode() + data)
    return f"{kind}-{digest.hexdigest()}"


def tools_of(languages: Mapping[str, Language]) -> str:
    """What tells the installed compilers of one moment from those of another, without asking them."""
    names = sorted({name for language in languages.values() for name in language.needs})
    return json.dumps([_trace(name) for name in names] + [repr(language) for language in languages.values()])


def _trace(name: str) -> list[object]:
    path = Path(find_tool(name) or "/nowhere").resolve()
    if not path.exists():
        return [name]
    info = path.stat()
    return [name, str(path), info.st_size, info.st_mtime_ns]


def packed(compiled: Compiled) -> bytes | None:
    """A compiled program as bytes; None for what is quicker made anew."""
    program = compiled.program
    if program is None or program.python_main is not None:
        return None
    paths = [path for path in sorted(program.directory.rglob("*")) if path.is_file()]
    names = {path: path.relative_to(program.directory).as_posix() for path in paths}
    head = {
        "command": program.command,
        "family": str(program.family),
        "overhead_mib": compiled.memory_overhead_mib,
        "output": compiled.report.output,
        "executable": [names[path] for path in paths if path.stat().st_mode & stat.S_IXUSR],
    }
    files = {f"{_BODY}{names[path]}": path.read_bytes() for path in paths}
    return archive.pack_files({_HEAD: json.dumps(head).encode(), **files})


def unpacked(sandbox: SandboxPort, data: bytes) -> Compiled | None:
    """The program, put back into a sandbox; None if the entry is damaged."""
    try:
        with tempfile.TemporaryDirectory(prefix="alpaco-shelf-") as place:
            archive.unpack(data, Path(place, "entry"))
            return _put_back(sandbox, Path(place, "entry"))
    except (archive.ArchiveError, OSError, ValueError, KeyError):
        return None


def _put_back(sandbox: SandboxPort, folder: Path) -> Compiled | None:
    head = json.loads((folder / _HEAD).read_bytes())
    body = folder / _BODY
    files = {path.relative_to(body).as_posix(): path.read_bytes() for path in body.rglob("*") if path.is_file()}
    executable = [f"./{name}" for name in head["executable"]]
    steps = [["/bin/chmod", "+x", *executable]] if executable else []
    build = sandbox.build(files, steps, run=head["command"], limits=_PUTTING_BACK, family=Family(head["family"]))
    if build.program is None:
        return None
    return Compiled(CompileReport(True, head["output"], 0.0), build.program, head["overhead_mib"])
