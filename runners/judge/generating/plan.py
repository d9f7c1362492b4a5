"""Which tests a package's generator is to make: pure, nothing runs here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

STRATA = {"small": 6, "random": 5, "extreme": 5, "slow": 3}
SAMPLES = 3
_NAME = re.compile(r"(\d+)-(small|random|extreme|slow)-(\d+)")


@dataclass(frozen=True)
class Wanted:
    """One secret test; its name says stratum and seed, as the package contract has it."""

    number: int
    stratum: str
    seed: int

    @property
    def name(self) -> str:
        return f"{self.number:03d}-{self.stratum}-{self.seed}"


def default_plan() -> list[Wanted]:
    """Seeds from 1 in every stratum, numbered through."""
    pairs = [(stratum, seed) for stratum, count in STRATA.items() for seed in range(1, count + 1)]
    return [Wanted(number, stratum, seed) for number, (stratum, seed) in enumerate(pairs, 1)]


def wanted_of(name: str) -> Wanted | None:
    """The generator's arguments that a test is named after; None if it is named otherwise."""
    match = _NAME.fullmatch(name)
    return Wanted(int(match[1]), match[2], int(match[3])) if match else None


def plan_like(names: Iterable[str]) -> list[Wanted]:
    """The tests that the package has already, by the names of its secret tests; the default plan if it has none."""
    found = [wanted for name in names if (wanted := wanted_of(name))]
    return sorted(found, key=lambda wanted: wanted.number) or default_plan()


def choose_samples(small: Mapping[str, bytes], answers: Mapping[str, bytes], count: int = SAMPLES) -> list[str]:
    """Names of the smallest inputs that show different answers; equal answers only if there are no others."""
    by_size = sorted(small, key=lambda name: (len(small[name]), small[name]))
    chosen: list[str] = []
    shown: set[bytes] = set()
    for name in by_size:
        if answers[name].strip() not in shown and len(chosen) < count:
            chosen.append(name)
            shown.add(answers[name].strip())
    chosen += [name for name in by_size if name not in chosen and small[name] not in {small[c] for c in chosen}]
    return chosen[:count]
