"""What a run may leave behind: processes, files in places open to all, System V objects, changed programs."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import time
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.runners.hostile.report import Finding

_OPEN_PLACES = ("/tmp", "/var/tmp", "/dev/shm", "/run/lock", "/dev/mqueue", "/var/lock", "/run/shm")
_IPC = ("shm", "sem", "msg")


@dataclass(frozen=True)
class Process:
    pid: int
    parent: int
    state: str
    uids: tuple[int, ...]
    command: str


def processes() -> dict[int, Process]:
    found = {}
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            with suppress(OSError, IndexError):
                found[int(entry.name)] = _process(int(entry.name))
    return found


def _process(pid: int) -> Process:
    place = Path(f"/proc/{pid}")
    state, parent = (place / "stat").read_text().rpartition(")")[2].split()[:2]
    uids = next(line for line in (place / "status").read_text().splitlines() if line.startswith("Uid:"))
    command = (place / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace").strip()
    return Process(pid, int(parent), state, tuple(map(int, uids.split()[1:])), command)


def process_findings(slot_uids: Collection[int], supervisors: Collection[int]) -> list[Finding]:
    """Processes of the slots' users, and below supervisors whatever belongs to a run.

    What is found is killed, so that the next program starts clean.
    """
    everything = processes()
    strays = {pid for pid, each in everything.items() if set(each.uids) & set(slot_uids)}
    for supervisor in supervisors:
        strays |= set(_strays_below(everything, supervisor))
    for pid in strays:
        with suppress(OSError):
            os.kill(pid, signal.SIGKILL)
    return [Finding("processes_gone", f"still there: {everything[pid]}") for pid in sorted(strays)]


def _strays_below(everything: dict[int, Process], supervisor: int, *, inner: bool = False) -> Iterator[int]:
    """A supervisor keeps its own first process in a PID namespace, a launcher under another user, an idle fork server.

    An ordinary user has no launcher, so that what goes by its name below the first process is a stray.
    """
    may_stay = {"supervisor": os.geteuid() == 0 or not inner, "server": True}
    for child in [each for each in everything.values() if each.parent == supervisor]:
        kind = _lasting_kind(child)
        if not may_stay.get(kind):
            yield child.pid
        may_stay[kind] = False
        yield from _strays_below(everything, child.pid, inner=True) if kind else _tree(everything, child.pid)


def _lasting_kind(child: Process) -> str:
    if child.command.startswith("supervisor "):
        return "supervisor"
    return "server" if child.command.endswith("/main.pyc") else ""


def _tree(everything: dict[int, Process], root: int) -> Iterator[int]:
    for child in [each for each in everything.values() if each.parent == root]:
        yield child.pid
        yield from _tree(everything, child.pid)


def file_findings(owners: Collection[int], since_ns: int) -> list[Finding]:
    """Files of these owners in places open to all, made since then; they are removed."""
    found = []
    for place in _OPEN_PLACES:
        for path in _entries(Path(place)):
            with suppress(OSError):
                info = path.lstat()
                if info.st_uid in owners and info.st_ctime_ns >= since_ns:
                    found.append(Finding("files_untouched", f"left behind: {path}"))
                    shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    return found


def _entries(place: Path) -> Iterator[Path]:
    with suppress(OSError):
        yield from place.iterdir()


def ipc_objects(owners: Collection[int]) -> set[str]:
    """System V objects whose owner or maker is one of these users, as the kernel lists them."""
    return {f"{kind} {line}" for kind in _IPC for line in _ipc_lines(kind, owners)}


def _ipc_lines(kind: str, owners: Collection[int]) -> Iterator[str]:
    path = Path(f"/proc/sysvipc/{kind}")
    if not path.exists():
        return
    head, *lines = path.read_text().splitlines()
    columns = [head.split().index(name) for name in ("uid", "cuid")]
    for line in lines:
        if {int(line.split()[column]) for column in columns} & set(owners):
            yield " ".join(line.split())


def tree_digest(directory: Path) -> str:
    """Names, modes, owners and contents of everything below."""
    digest = hashlib.sha256()
    for path in (directory, *sorted(directory.rglob("*"))):
        info = path.lstat()
        digest.update(
            f"{path.relative_to(directory)}|{info.st_mode}|{info.st_uid}|{info.st_gid}|".encode(
                "utf-8", "surrogateescape"
            )
        )
        if path.is_file() and not path.is_symlink():
            digest.update(path.read_bytes())
    return digest.hexdigest()


def now_ns() -> int:
    return time.time_ns() - 50_000_000  # file times come from a coarser clock
