"""Verifies every entry of the benchmark, a few at a time."""

from __future__ import annotations

import random
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from judge.bench.gates.manifest import ManifestError
from judge.bench.gates.memory import Memory, Session
from judge.bench.gates.model import Entry, Files, Kind, Result
from judge.bench.gates.overlay import edited
from judge.bench.gates.refreeze import refrozen
from judge.bench.gates.score import is_needed
from judge.gates.model import Gate, GateResult
from judge.package import Package, load
from judge.ports import SandboxPort
from judge.prepare import JudgeError
from judge.verify import verify_folder


def read_package(folder: Path) -> dict[str, bytes]:
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def write_package(folder: Path, files: Files) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def materialise(entry: Entry, base: Files, place: Path, sandbox: SandboxPort) -> Path:
    """The entry's package as a folder below `place`, named like its base, as a package must be.

    Raises ManifestError if its programs cannot make its tests.
    """
    folder = place / entry.base
    files = edited(base, entry.edits)
    write_package(folder, files)
    try:
        write_package(folder, refrozen(files, folder, entry.refreeze, sandbox))
    except JudgeError as exc:
        raise ManifestError(f"{entry.id}: its tests cannot be made again: {exc}") from exc
    return folder


def sampled(entries: Iterable[Entry], share: float, seed: int) -> list[Entry]:
    """That share of the defects and of the controls of each base package, at least one each, by chance but seeded."""
    piles: dict[tuple[str, Kind], list[Entry]] = defaultdict(list)
    for entry in entries:
        piles[entry.base, entry.kind].append(entry)
    rng = random.Random(seed)  # noqa: S311 - a sample, no secret
    chosen: list[Entry] = []
    for pile in piles.values():
        chosen += rng.sample(pile, max(1, round(share * len(pile))))
    return chosen


def stored_in(problems: Path) -> list[Package]:
    """What an entry may be a duplicate of."""
    return [load(path) for path in sorted(problems.iterdir()) if (path / "problem.yaml").is_file()]


def run_one(
    entry: Entry,
    bases: Mapping[str, Files],
    memory: Memory,
    stored: Sequence[Package] = (),
    *,
    every_gate: bool = False,
) -> Result:
    """`stored` are the problems that the entry may be a duplicate of.

    Without `every_gate` a defect that is caught is not shown to gates that could change no figure any more.
    """

    def needed(gate: Gate[Any], found: Sequence[GateResult]) -> bool:
        return every_gate or is_needed(entry, gate.id, found)

    with tempfile.TemporaryDirectory() as place:
        folder = materialise(entry, bases[entry.base], Path(place), Session(memory))
        session = Session(memory)
        started = time.monotonic()
        report = verify_folder(folder, sandbox=session, stored=stored, is_needed=needed)
        took_s = time.monotonic() - started
        return Result(entry, report.outcome, report.gates, took_s, session.spared_s, has_every_gate=every_gate)
