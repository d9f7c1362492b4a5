"""The directories of one sandbox: where programs lie frozen and where runs work.

Everything below is made by us. What a program could have made is reached only by descriptors of its directory, never
by a path, and never through a symbolic link.
"""

from __future__ import annotations

import itertools
import os
import stat
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from judge.sandbox.errors import SandboxError, SandboxUnavailable

_OTHER_PLACES = ("/var/tmp", "/var/lib", "/run")  # noqa: S108 - mkdtemp makes a private name there
_DEEPEST, _MOST_FILES = 64, 1000  # what lies deeper or is more is no honest program's
CLOSED = 0o550  # a scratch directory while programs run: theirs to enter and read, nobody's to add to
_DIRECTORY = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


def make_base() -> Path:
    """A new directory that every user may pass through, on a file system from which programs may be started."""
    for place in (tempfile.gettempdir(), *_OTHER_PLACES):
        if _suits(Path(place)):
            base = Path(tempfile.mkdtemp(prefix="alpaco-", dir=place))
            base.chmod(0o711)
            return base
    raise SandboxUnavailable("no directory for programs: need one that every user can enter and that is not noexec")


def _suits(place: Path) -> bool:
    try:
        passable = all(parent.stat().st_mode & stat.S_IXOTH for parent in (place, *place.parents))
        return passable and os.access(place, os.W_OK) and not os.statvfs(place).f_flag & os.ST_NOEXEC
    except OSError:
        return False


def write_files(directory: Path, files: Mapping[str, bytes], *, mode: int = 0o644) -> None:
    """Writes `files` into a directory that only we have touched. Raises SandboxError on a path that leaves it."""
    for name, data in files.items():
        target = directory / checked_relative(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        target.chmod(mode)


def checked_relative(name: str) -> PurePosixPath:
    """`name` as a path that stays below its directory. Raises SandboxError if it does not."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or not path.parts or "\0" in name:
        raise SandboxError(f"file name leaves its directory: {name!r}")
    return path


def give(directory: Path, uid: int, gid: int) -> None:
    """Hands a tree that only we have touched to a slot, for a build."""
    for place, folders, names in os.walk(directory):
        os.chown(place, uid, gid)
        for name in (*folders, *names):
            os.chown(Path(place, name), uid, gid, follow_symlinks=False)


@contextmanager
def opened(path: Path | str, dir_fd: int | None = None) -> Iterator[int]:
    """A descriptor of a directory; refuses a symbolic link in its place."""
    fd = os.open(path, _DIRECTORY, dir_fd=dir_fd)
    try:
        yield fd
    finally:
        os.close(fd)


def freeze(fd: int, uid: int, gid: int, depth: int = _DEEPEST) -> None:
    """Takes a tree back after a build: ours to change, the group's to read; only plain files and folders stay.

    Runs when no process of the slot is left, and before another may start. A file with a second name could be
    anyone's, so it is dropped, and so is what lies deeper than anything sensible.
    """
    for name in os.listdir(fd):
        info = os.lstat(name, dir_fd=fd)
        if stat.S_ISDIR(info.st_mode):
            with _entered(name, fd) as inner:
                if depth:
                    freeze(inner, uid, gid, depth - 1)
                else:
                    wipe(inner)
        elif _is_plain(info):
            os.chown(name, uid, gid, dir_fd=fd, follow_symlinks=False)
            os.chmod(name, 0o750 if info.st_mode & stat.S_IXUSR else 0o640, dir_fd=fd)
        else:
            os.unlink(name, dir_fd=fd)
    os.fchown(fd, uid, gid)
    os.fchmod(fd, 0o750)


def wipe(fd: int) -> None:
    """Empties a directory that a program could write to; neither recursion nor descriptors grow with its depth."""
    here = os.dup(fd)
    levels = [_without_files(here)]
    try:
        while levels:
            if levels[-1]:
                here = _stepped(here, levels[-1][-1])
                levels.append(_without_files(here))
                continue
            levels.pop()
            if levels:
                here = _stepped(here, "..")
                os.rmdir(levels[-1].pop(), dir_fd=here)
    finally:
        os.close(here)


def sweep(places: Iterable[Path], uid: int) -> None:
    """Removes what a slot's user has left in directories that are open to everybody; nothing of it runs any more."""
    for place in places:
        with opened(place) as fd:
            _remove_owned(fd, uid)


def _remove_owned(fd: int, uid: int) -> None:
    for name in os.listdir(fd):
        _remove_if_owned(name, fd, uid)


def _remove_if_owned(name: str, dir_fd: int, uid: int) -> None:
    with suppress(FileNotFoundError):  # others come and go here
        info = os.lstat(name, dir_fd=dir_fd)
        if info.st_uid != uid:
            return
        if not stat.S_ISDIR(info.st_mode):
            os.unlink(name, dir_fd=dir_fd)
            return
        with _entered(name, dir_fd) as inner:
            wipe(inner)
        os.rmdir(name, dir_fd=dir_fd)


def _stepped(fd: int, name: str) -> int:
    """The directory of that name, opened in place of the one it was found in."""
    step = os.open(name, _DIRECTORY, dir_fd=fd)
    os.close(fd)
    return step


def _without_files(fd: int) -> list[str]:
    """Removes what is not a folder; returns the folders, opened up."""
    folders = []
    for name in os.listdir(fd):
        if stat.S_ISDIR(os.lstat(name, dir_fd=fd).st_mode):
            os.chmod(name, 0o700, dir_fd=fd)
            folders.append(name)
        else:
            os.unlink(name, dir_fd=fd)
    return folders


def collect(fd: int, *, limit_bytes: int, prefix: str = "") -> dict[str, bytes]:
    """The regular files below a directory that a program could write to, by relative path, cut at the limit in all."""
    found: dict[str, bytes] = {}
    left = limit_bytes
    for path, name, place in itertools.islice(_plain_files(fd, prefix, _DEEPEST), _MOST_FILES):
        found[path] = _read(name, place, left)
        left -= len(found[path])
    return found


def collect_below(fd: int, name: str, *, limit_bytes: int) -> dict[str, bytes]:
    """The same of a folder that was a program's to fill, and which it may have closed or removed."""
    try:
        info = os.lstat(name, dir_fd=fd)
    except FileNotFoundError:
        return {}
    if not stat.S_ISDIR(info.st_mode):
        return {}
    with _entered(name, fd) as inner:
        return collect(inner, limit_bytes=limit_bytes, prefix=f"{name}/")


def _plain_files(fd: int, prefix: str, depth: int) -> Iterator[tuple[str, str, int]]:
    """Path, name and the open directory of each file, in the order of their names."""
    for name in sorted(os.listdir(fd)):
        info = os.lstat(name, dir_fd=fd)
        if _is_plain(info):
            yield prefix + name, name, fd
        elif stat.S_ISDIR(info.st_mode) and depth:
            with _entered(name, fd) as inner:
                yield from _plain_files(inner, f"{prefix}{name}/", depth - 1)


def _is_plain(info: os.stat_result) -> bool:
    return stat.S_ISREG(info.st_mode) and info.st_nlink == 1


@contextmanager
def _entered(name: str, dir_fd: int) -> Iterator[int]:
    """A folder that a program could have closed; nothing of it runs any more, so that `name` is what it was."""
    os.chmod(name, 0o700, dir_fd=dir_fd)
    with opened(name, dir_fd) as fd:
        yield fd


def _read(name: str, dir_fd: int, limit: int) -> bytes:
    os.chmod(name, 0o600, dir_fd=dir_fd)
    fd = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=dir_fd)
    with os.fdopen(fd, "rb") as file:
        return file.read(max(limit, 0))


def remove(path: Path) -> None:
    """Removes a tree of ours, whatever programs made of it; what cannot be removed stays."""
    with suppress(OSError):
        with opened(path) as fd:
            wipe(fd)
        path.rmdir()
