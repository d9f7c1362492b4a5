"""Package folders written for a test; nothing in them runs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from judge.package import Package, load

MODERN = "problem_format_version: 2025-09\nname: {en: A}\nuuid: u\n"


def write(root: Path, files: Mapping[str, str | bytes]) -> Path:
    for path, content in files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def pair(*names: str) -> dict[str, str]:
    return {f"data/{name}{suffix}": "1\n" for name in names for suffix in (".in", ".ans")}


def modern(root: Path, files: Mapping[str, str | bytes], problem: str = "") -> Package:
    return load(write(root, {"problem.yaml": MODERN + problem, **files}))


def legacy(root: Path, files: Mapping[str, str | bytes], problem: str = "name: A\n") -> Package:
    return load(write(root, {"problem.yaml": problem, **files}))


def words(package: Package) -> str:
    return "\n".join(str(warning) for warning in package.warnings)
