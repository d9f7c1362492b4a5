"""A slot's working directory: closed and empty, unless a run brings files or leaves some that the caller asked for."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from judge.sandbox import workspace
from judge.sandbox.identity import SlotIdentity

_COLLECT_BYTES = 4 << 20


class Scratch:
    """Ours, and readable by the slot while something runs; all that a program left is opened by descriptor only."""

    def __init__(self, place: Path, identity: SlotIdentity) -> None:
        self.place = place
        self._identity = identity
        self._touched = False

    def prepare(self, files: Mapping[str, bytes], collect: Sequence[str]) -> None:
        """Puts the files there; the directories to collect are the run's own to write in."""
        self._touched = bool(files or collect)
        if not self._touched:
            return
        self.place.chmod(0o750)
        workspace.write_files(self.place, files)
        for name in collect:
            inner = self.place / workspace.checked_relative(name)
            inner.mkdir(parents=True, exist_ok=True)
            self._give(inner)
            self._hand_over(name, files)
        self.place.chmod(workspace.CLOSED)

    def _hand_over(self, name: str, files: Mapping[str, bytes]) -> None:
        """What was put into a directory to collect is the run's own: the validator of a second pass appends to it."""
        for path in files:
            if path.startswith(f"{name}/"):
                self._give(self.place / path)

    def _give(self, path: Path) -> None:
        os.chown(path, self._identity.uid, self._identity.gid)

    def collect(self, names: Sequence[str]) -> dict[str, bytes]:
        """What lies in these directories now, by relative path."""
        found: dict[str, bytes] = {}
        if names:
            self.place.chmod(0o750)
            with workspace.opened(self.place) as fd:
                for name in names:
                    found |= workspace.collect_below(fd, name, limit_bytes=_COLLECT_BYTES)
        return found

    def clean(self) -> bool:
        """Empties and closes it; true if a program may have written anywhere."""
        if self._touched:
            self.place.chmod(0o750)
            with workspace.opened(self.place) as fd:
                workspace.wipe(fd)
            self.place.chmod(workspace.CLOSED)
        return self._touched
