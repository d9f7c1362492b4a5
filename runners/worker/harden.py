"""Shuts the worker's memory, and the credentials in it, from everything that runs beside it."""

from __future__ import annotations

import ctypes
import os

_PR_SET_DUMPABLE = 4


def make_undumpable() -> None:
    """No core file, no ptrace, and /proc/<pid> with its environment belongs to root. See prctl(2)."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) != 0:
        errno = ctypes.get_errno()
        raise OSError(errno, os.strerror(errno), "prctl(PR_SET_DUMPABLE)")
