"""The hostile programs of tests/hostile, read from their manifests."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2] / "hostile"
ASSERTIONS = (
    "processes_gone",
    "neighbours_alive",
    "secrets_kept",
    "loopback_silent",
    "files_untouched",
    "ipc_unchanged",
    "program_unchanged",
    "within_limits",
    "nothing_breached",
    "next_run_right",
)


@dataclass(frozen=True)
class GeneratedSource:
    """A source too monotonous to be kept: `head`, `repeat` x `times`, `middle`, `close` x `times`, `tail`."""

    head: str
    repeat: str
    times: int
    middle: str
    close: str
    tail: str

    def text(self) -> bytes:
        return (self.head + self.repeat * self.times + self.middle + self.close * self.times + self.tail).encode()


@dataclass(frozen=True)
class HostileProgram:
    """One entry of a manifest; tests/hostile/README.md explains the keys.

    `built` says whether the build must give a program, None if it may or may not. `steps` replaces the language's own.
    """

    name: str
    folder: Path
    source: str
    about: str
    isolation: str
    status: tuple[str, ...] = ("exited",)
    why: str = ""
    stdin: tuple[str, ...] = ("",)
    stdout: str | None = None
    same_stdout: bool | None = None
    exit_codes: tuple[int, ...] = ()
    signal: int | None = None
    build: tuple[str, ...] = ("exited",)
    built: bool | None = True
    limits: Mapping[str, float] = field(default_factory=dict)
    collect: tuple[str, ...] = ()
    neighbour: bool = False
    steps: tuple[tuple[str, ...], ...] | None = None
    text: GeneratedSource | None = None

    @property
    def id(self) -> str:
        return f"{self.folder.name}/{self.name}"

    @property
    def is_folder(self) -> bool:
        return self.text is None and (self.folder / self.source).is_dir()

    @property
    def suffix(self) -> str:
        if not self.is_folder:
            return Path(self.source).suffix
        return next(path.suffix for path in (self.folder / self.source).iterdir() if path.stem.lower() == "main")

    def sources(self) -> dict[str, bytes]:
        """The program's files as they are built, placeholders not yet replaced."""
        main = "Main.java" if self.suffix == ".java" else f"main{self.suffix}"
        if self.text is not None:
            return {main: self.text.text()}
        place = self.folder / self.source
        if not self.is_folder:
            return {main: place.read_bytes()}
        return {str(path.relative_to(place)): path.read_bytes() for path in place.rglob("*") if path.is_file()}


def load(root: Path = ROOT) -> dict[str, HostileProgram]:
    """Every program by id, in a stable order. Raises ValueError naming the entry that is wrong."""
    return {program.id: program for manifest in sorted(root.glob("*/manifest.toml")) for program in _read(manifest)}


def _read(manifest: Path) -> Iterator[HostileProgram]:
    for name, raw in tomllib.loads(manifest.read_text("utf-8")).items():
        try:
            yield _program(manifest.parent, name, dict(raw))
        except (KeyError, TypeError, ValueError) as exc:
            raise ValueError(f"{manifest.parent.name}/{name}: {exc}") from exc


def _program(folder: Path, name: str, raw: dict[str, Any]) -> HostileProgram:
    if "text" in raw:
        raw["text"] = GeneratedSource(**raw["text"])
    if "exit_code" in raw:
        raw["exit_codes"] = [raw.pop("exit_code")]
    if "build" in raw:
        raw.setdefault("built", None)
    if "steps" in raw:
        raw["steps"] = tuple(tuple(step) for step in raw["steps"])
    for key in ("status", "stdin", "exit_codes", "build", "collect"):
        if key in raw:
            raw[key] = tuple(raw[key])
    return HostileProgram(name=name, folder=folder, **raw)
