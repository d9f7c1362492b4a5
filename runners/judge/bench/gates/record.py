"""A run of the benchmark in pieces: finished entries are lines of a file, and are not run again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import Any

from judge.bench.gates.model import Entry, Result
from judge.gates.model import Blame, GateResult, GateStatus
from judge.verify import Outcome


class Record:
    """Results in a file of JSON lines; it need not exist yet. With `every_gate` those that lack some do not count."""

    def __init__(self, path: Path, *, every_gate: bool = False) -> None:
        self._path = path
        self._lock = Lock()
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        items = [item for item in map(json.loads, lines) if item["has_every_gate"] or not every_gate]
        self._known: dict[str, Mapping[str, Any]] = {item["id"]: item for item in items}

    def known(self, entries: Sequence[Entry]) -> list[Result]:
        """Those of these entries that were finished, in the order of the entries."""
        return [_read(entry, self._known[entry.id]) for entry in entries if entry.id in self._known]

    def add(self, result: Result) -> None:
        line = json.dumps(_line(result), ensure_ascii=False)
        with self._lock, self._path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")


def _line(result: Result) -> dict[str, object]:
    return {
        "id": result.entry.id,
        "outcome": str(result.outcome),
        "wall_s": result.wall_s,
        "spared_s": result.spared_s,
        "has_every_gate": result.has_every_gate,
        "gates": [gate.to_json() for gate in result.gates],
    }


def _read(entry: Entry, line: Mapping[str, Any]) -> Result:
    gates = tuple(_gate(item) for item in line["gates"])
    outcome = Outcome(line["outcome"])
    return Result(entry, outcome, gates, line["wall_s"], line["spared_s"], has_every_gate=line["has_every_gate"])


def _gate(item: Mapping[str, str]) -> GateResult:
    return GateResult(
        item["id"], GateStatus(item["status"]), Blame(item["blame"]), item["summary"], item.get("evidence", "")
    )
