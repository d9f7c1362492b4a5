"""Programs that are compiled once and used by many runs: validators, graders, generators."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from threading import Lock
from weakref import WeakKeyDictionary

from judge.compile import Compiled
from judge.ports import SandboxPort


class ProgramCache:
    """Keeps what was compiled, by the hash of its files, as long as its sandbox lives."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._compiled: dict[str, Compiled] = {}

    def get(self, files: Mapping[str, bytes], compile_it: Callable[[], Compiled]) -> Compiled:
        key = _digest(files)
        with self._lock:
            if key not in self._compiled:
                self._compiled[key] = compile_it()
            return self._compiled[key]


def _digest(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{len(name)}:{name}{len(files[name])}:".encode())
        digest.update(files[name])
    return digest.hexdigest()


_CACHES: WeakKeyDictionary[SandboxPort, ProgramCache] = WeakKeyDictionary()
_GUARD = Lock()


def cache_of(sandbox: SandboxPort) -> ProgramCache:
    """The one cache that goes with this sandbox: its programs live in the sandbox's own folders."""
    with _GUARD:
        return _CACHES.setdefault(sandbox, ProgramCache())
