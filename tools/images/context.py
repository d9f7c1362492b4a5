"""What an image is built from, as a folder: nothing of the checkout that its recipe does not need."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from tools.dev.paths import ROOT
from tools.images import wheels
from tools.images.recipe import FOLDER, Recipe

SOURCES = ("pyproject.toml", "setup.py", "README.md", "runners", "runtime")
_NOT_SOURCES = shutil.ignore_patterns("__pycache__", "_bin", "images", ".chalice", "*.egg-info")


def assemble(recipe: Recipe, target: Path) -> None:
    """Fills the new folder `target`; an image with Python packages gets them and the sources. Raises ImageError."""
    target.mkdir()
    shutil.copy2(recipe.folder / "Dockerfile", target)
    if recipe.requirements:
        shutil.copy2(FOLDER / "need", target)
        shutil.copytree(wheels.ensure(recipe.requirements), target / "wheels")
        _copy_sources(target / "source")


def _copy_sources(target: Path) -> None:
    target.mkdir()
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=_NOT_SOURCES)
        else:
            shutil.copy2(source, target)


def fingerprint(folder: Path, *built_on: str) -> str:
    """Of everything that decides what the image will hold: it names the image, so that no name ever moves."""
    digest = hashlib.sha256(repr(built_on).encode())
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(f"\0{path.relative_to(folder)}\0{path.stat().st_mode & 0o111}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
