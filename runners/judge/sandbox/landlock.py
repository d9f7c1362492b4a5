"""Landlock (Documentation/userspace-api/landlock.rst): an allow-list of paths, where a slot has no root of its own."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_CREATE, _ADD_RULE = 444, 445
_VERSION_FLAG = 1
_PATH_BENEATH = 1

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1, 2, 4, 8
_REFER_SINCE, _TRUNCATE_SINCE, _NET_SINCE, _IOCTL_SINCE, _SCOPE_SINCE = 2, 3, 4, 5, 6
_TRUNCATE = 1 << 14
_ALL_OF_ABI = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 4: (1 << 15) - 1}
_ALL_SINCE_5 = (1 << 16) - 1
_NO_NETWORK = 0b11  # bind and connect with TCP
_NO_OUTSIDERS = 0b11  # abstract sockets and signals

READ = _EXECUTE | _READ_FILE | _READ_DIR
DEVICE = _READ_FILE | _WRITE_FILE
_SETTINGS = ("ld.so.", "localtime", "alternatives", "java", "python3", "nodejs")
_NODE_READS = Path("/etc/ssl/openssl.cnf")
_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/opt", "/proc")
_DEVICES = ("/dev/null", "/dev/full", "/dev/random", "/dev/urandom")


class _Ruleset(ctypes.Structure):
    _fields_ = (("fs", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


_syscall = ctypes.CDLL(None, use_errno=True).syscall
_syscall.restype = ctypes.c_long


def abi() -> int:
    """The kernel's landlock version, 0 if it has none."""
    version = int(_syscall(_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(_VERSION_FLAG)))
    return max(version, 0)


def ruleset(readable: Iterable[Path], writable: Iterable[Path]) -> int:
    """A descriptor of rules: the system and `readable` may be read and run, `writable` used freely. Raises OSError."""
    version = abi()
    everything = _ALL_OF_ABI.get(version, _ALL_SINCE_5)
    attributes = _Ruleset(
        everything,
        _NO_NETWORK if version >= _NET_SINCE else 0,
        _NO_OUTSIDERS if version >= _SCOPE_SINCE else 0,
    )
    fd = int(_syscall(_CREATE, ctypes.byref(attributes), ctypes.c_size_t(_attribute_size(version)), ctypes.c_uint32(0)))
    if fd < 0:
        raise OSError(ctypes.get_errno(), "landlock_create_ruleset")
    os.set_inheritable(fd, False)
    for path in (*map(Path, _SYSTEM), *_settings(), *readable):
        _allow(fd, path, READ & everything)
    for path in map(Path, _DEVICES):
        _allow(fd, path, DEVICE & everything)
    for path in writable:
        _allow(fd, path, everything)
    return fd


def _attribute_size(version: int) -> int:
    if version >= _SCOPE_SINCE:
        return 24
    return 16 if version >= _NET_SINCE else 8


def _settings() -> list[Path]:
    return [_NODE_READS, *(path for path in Path("/etc").iterdir() if path.name.startswith(_SETTINGS))]


def _allow(ruleset_fd: int, path: Path, access: int) -> None:
    """Adds a rule; a path that this machine lacks needs none."""
    with suppress(FileNotFoundError):
        fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
        try:
            _add(ruleset_fd, fd, access if path.is_dir() else access & (DEVICE | _EXECUTE | _TRUNCATE))
        finally:
            os.close(fd)


def _add(ruleset_fd: int, fd: int, access: int) -> None:
    rule = _PathBeneath(access, fd)
    if _syscall(_ADD_RULE, ruleset_fd, _PATH_BENEATH, ctypes.byref(rule), ctypes.c_uint32(0)):
        raise OSError(ctypes.get_errno(), "landlock_add_rule")
