"""Packages unpacked on disk, by the hashes of their parts, for root's eyes only."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter, OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from chalicelib.protocol import Job, ObjectRef

from worker.ports import Store

MIB = 1024 * 1024


class PackageCache:
    """Folders of packages with their tests. What is not in use goes when there is too much, oldest use first.

    The root is made anew by every worker and belongs to it alone: nothing that another process left is trusted.
    """

    def __init__(self, root: Path, store: Store, limit_mib: int) -> None:
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._root = Path(tempfile.mkdtemp(prefix="packages-", dir=root))
        self._store = store
        self._limit = limit_mib * MIB
        self._lock = Lock()
        self._sizes: OrderedDict[str, int] = OrderedDict()
        self._users: Counter[str] = Counter()

    @contextmanager
    def folder(self, job: Job) -> Iterator[Path]:
        """The job's package and its tests in one folder, which stays as long as the context.

        Raises ObjectDamaged if a part is missing or does not have its hash, ArchiveError if it is no sound zip.
        """
        parts = [part for part in (job.package, job.tests) if part is not None]
        name = "-".join(part.sha256 for part in parts)
        with self._lock:
            folder = self._take(name, parts)
        try:
            yield folder
        finally:
            with self._lock:
                self._users[name] -= 1

    def close(self) -> None:
        shutil.rmtree(self._root, ignore_errors=True)

    def _take(self, name: str, parts: list[ObjectRef]) -> Path:
        folder = self._root / name
        if name not in self._sizes:
            self._sizes[name] = self._fetch(folder, parts)
        self._sizes.move_to_end(name)
        self._users[name] += 1
        self._make_room()
        return folder

    def _fetch(self, folder: Path, parts: list[ObjectRef]) -> int:
        from judge import archive

        partial = Path(tempfile.mkdtemp(dir=self._root))
        try:
            for part in parts:
                # The tests are the whole `data` folder; a package carries the public part of it too.
                shutil.rmtree(partial / "data", ignore_errors=True)
                archive.unpack(self._store.get(part), partial)
            partial.rename(folder)
        except BaseException:
            shutil.rmtree(partial, ignore_errors=True)
            raise
        return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())

    def _make_room(self) -> None:
        for name in list(self._sizes):
            if sum(self._sizes.values()) <= self._limit:
                return
            if not self._users[name]:
                del self._sizes[name]
                shutil.rmtree(self._root / name, ignore_errors=True)
