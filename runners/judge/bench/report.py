"""The result for people and for machines: ratios first, then what they were made from, then how."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from judge.bench.measure import Figures

BARE = "bare posix_spawn"
OURS = "alpaco"


@dataclass(frozen=True)
class Report:
    """`single`: figures by workload and contender; `submission`: wall seconds by number of tests and contender."""

    single: Mapping[str, Mapping[str, Figures]]
    submission: Mapping[int, Mapping[str, float]]
    layers: Mapping[str, str]
    load_before: float
    load_after: float

    def ratios(self) -> dict[str, float]:
        """What the goals are stated in; CPU is that of the quickest round, which other work disturbs least."""
        found = {
            f"{workload}: CPU of alpaco / bare": by_name[OURS].best_cpu_ms / by_name[BARE].best_cpu_ms
            for workload, by_name in self.single.items()
        }
        for count, walls in self.submission.items():
            ours = min(wall for name, wall in walls.items() if name.startswith(OURS))
            others = {name: wall for name, wall in walls.items() if not name.startswith(OURS)}
            found |= {f"{count} tests: wall of {name} / alpaco": wall / ours for name, wall in others.items()}
        return found

    def to_json(self) -> dict[str, object]:
        return {
            "ratios": self.ratios(),
            "single": {w: {n: asdict(f) for n, f in by_name.items()} for w, by_name in self.single.items()},
            "submission_wall_s": {str(count): dict(walls) for count, walls in self.submission.items()},
            "layers": dict(self.layers),
            "machine": {"cpus": os.cpu_count(), "cpu": _cpu_model(), "kernel": os.uname().release},
            "load": {"before": self.load_before, "after": self.load_after},
        }

    def to_text(self) -> str:
        lines = ["Ratios", *(f"  {name:44} {value:8.2f}" for name, value in self.ratios().items())]
        for workload, by_name in self.single.items():
            lines += ["", f"{workload}, one run{'':16} CPU ms   wall ms   CPU ms of the best round"]
            lines += [
                f"  {name:30} {f.cpu_ms:8.2f}  {f.wall_ms:8.2f}  {f.best_cpu_ms:8.2f}" for name, f in by_name.items()
            ]
        for count, walls in self.submission.items():
            lines += ["", f"40-line Python submission, {count} tests: wall seconds"]
            lines += [f"  {name:30} {wall:8.3f}" for name, wall in walls.items()]
        return "\n".join([*lines, "", *self._method()])

    def _method(self) -> list[str]:
        active = ", ".join(name for name, state in self.layers.items() if state == "active")
        return [
            f"Machine: {os.cpu_count()} x {_cpu_model()}, kernel {os.uname().release}; "
            f"load {self.load_before:.1f} before, {self.load_after:.1f} after.",
            f"Layers: {active}.",
            "Method: contenders take turns in every round. CPU is user and system time of the caller and of all that",
            "it started, for every contender; ours with the supervisor and the fork server. Killing, cleaning,",
            "measuring, limits, reading the output are included. A sandbox is opened once, as in a worker; compiling",
            "counts for the submission.",
        ]


def _cpu_model() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return os.uname().machine
