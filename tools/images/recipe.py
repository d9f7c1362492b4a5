"""The images that there are: one folder below `runners/images` each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tools.dev.paths import ROOT
from tools.images.errors import ImageError

FOLDER = ROOT / "runners/images"
# Built first: every runner image copies what it holds.
ENGINE = "engine"
STREAMING = "generator-streaming"


@dataclass(frozen=True)
class Recipe:
    """An image's folder: its Dockerfile, and `requirements.txt` if it installs Python packages."""

    folder: Path

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def repository(self) -> str:
        return f"alpaco/{self.name}"

    @property
    def requirements(self) -> Path | None:
        path = self.folder / "requirements.txt"
        return path if path.exists() else None

    @property
    def packages(self) -> tuple[str, ...]:
        """The Python packages that must import inside."""
        return ("app", "chalicelib", "awslambdaric") if self.name == STREAMING else ("judge", "worker")


def engine() -> Recipe:
    return Recipe(FOLDER / ENGINE)


def recipes(names: tuple[str, ...] = ()) -> list[Recipe]:
    """The images of those names, of all pools and the streaming generator if none is named. Raises ImageError."""
    found = {path.parent.name: Recipe(path.parent) for path in sorted(FOLDER.glob("*/Dockerfile"))}
    del found[ENGINE]
    unknown = [name for name in names if name not in found]
    if unknown:
        raise ImageError(f"no image is called {', '.join(unknown)}; there are {', '.join(found)}")
    return [found[name] for name in names or found]
