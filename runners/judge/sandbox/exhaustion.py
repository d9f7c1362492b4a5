"""Tells a program that ended because it got no more memory from one that failed on its own.

Language runtimes refuse memory by themselves, before the limit is met: then nothing but their last words says so.
Both ends are failures of the program, so that words which it may have forged decide nothing in its favour.
"""

from __future__ import annotations

import re
import signal
from collections.abc import Iterable
from pathlib import Path

from judge.sandbox.program import Family

_TRACEBACK = b"Traceback (most recent call last):"
_PYTHON = re.compile(rb"^(?:[\w.]+\.)?\w*MemoryError(?::|$)", re.MULTILINE)
_NATIVE = re.compile(
    rb"^(?:terminate called after throwing an instance of 'std::bad_alloc'"
    rb"|libc\+\+abi: .*std::bad_alloc"
    rb"|memory allocation of \d+ bytes failed"
    rb"|fatal error: (?:runtime: )?(?:out of memory|cannot allocate memory))",
    re.MULTILINE,
)
_JVM = re.compile(
    rb'^(?:Exception in thread "[^"\n]*" |Caused by: |Exception: )?java\.lang\.OutOfMemoryError(?!.*native thread)',
    re.MULTILINE,
)
_NODE = re.compile(
    rb"^(?:FATAL ERROR: .*(?:out of memory|Allocation failed)"
    rb"|RangeError: Array buffer allocation failed"
    rb"|Error \[ERR_WORKER_OUT_OF_MEMORY\])",
    re.MULTILINE,
)
_LAST_WORDS = {Family.NATIVE: _NATIVE, Family.JVM: _JVM, Family.NODE: _NODE}
_GROUP = Path("/sys/fs/cgroup")
_COUNTERS = (_GROUP / "memory.events", _GROUP / "memory" / "memory.oom_control")


def says_out_of_memory(family: Family, stderr: bytes) -> bool:
    """Whether what a failed program of that family wrote on stderr is its runtime's word for no more memory."""
    if family is Family.PYTHON:
        _, _, last = stderr.rpartition(_TRACEBACK)
        return _PYTHON.search(last) is not None
    words = _LAST_WORDS.get(family)
    return words is not None and words.search(stderr) is not None


class OutOfMemoryKiller:
    """The kernel's own end for a container that has used up its memory: counted by the container's control group."""

    def __init__(self, counters: Iterable[Path] = _COUNTERS) -> None:
        self._counters = [counter for counter in counters if counter.exists()]
        self._kills = self._count()

    def has_struck(self, signal_number: int) -> bool:
        """Whether a run that ended by this signal may be one that was killed since the last that was asked about."""
        if signal_number != signal.SIGKILL:
            return False
        before, self._kills = self._kills, self._count()
        return self._kills > before

    def _count(self) -> int:
        return max(map(_kills, self._counters), default=0)


def _kills(counter: Path) -> int:
    try:
        found = re.search(r"^oom_kill (\d+)$", counter.read_text(), re.MULTILINE)
    except OSError:
        return 0
    return int(found[1]) if found else 0
