"""Recorded replies on disk: `<recording>/<stage>.<attempt>.txt`, `<stage>.<attempt>.json` for faults, `base`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.provider.behaviour import Behaviour, read_script

FOLDER = Path(__file__).parent / "recordings"


def names() -> list[str]:
    return sorted(path.name for path in FOLDER.iterdir() if path.is_dir())


@dataclass(frozen=True)
class Recording:
    """`folder` may be anywhere; a recording `x` of ours is `Recording.named("x")`."""

    folder: Path

    @classmethod
    def named(cls, name: str) -> Recording:
        return cls(FOLDER / name)

    def reply(self, stage: str, attempt: int) -> str | None:
        """The attempt's own reply, else what the base says, else the last one before it; None if there is none."""
        exact = self.folder / f"{stage}.{attempt}.txt"
        if exact.exists():
            return exact.read_text(encoding="utf-8")
        base = self._base
        inherited = base.reply(stage, attempt) if base else None
        return inherited if inherited is not None else self._nearest(stage, attempt)

    def script(self, stage: str, attempt: int) -> tuple[Behaviour, ...]:
        """What the attempt's tries meet: nothing special unless there is a script for exactly this attempt."""
        path = self.folder / f"{stage}.{attempt}.json"
        return read_script(path) if path.exists() else (Behaviour(),)

    @property
    def _base(self) -> Recording | None:
        path = self.folder / "base"
        return Recording(self.folder.parent / path.read_text(encoding="utf-8").strip()) if path.exists() else None

    def _nearest(self, stage: str, attempt: int) -> str | None:
        paths = (self.folder / f"{stage}.{number}.txt" for number in range(attempt, 0, -1))
        return next((path.read_text(encoding="utf-8") for path in paths if path.exists()), None)
