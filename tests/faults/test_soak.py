"""Random faults, seeded: whatever fails, the six promises hold. `make faults MINUTES=30` goes on for longer.

`make test` has three minutes of it: of CPU time, always the same seeds first, so that a busy machine changes neither
how much is tried nor what it finds.
"""

from __future__ import annotations

import contextlib
import os
import random
import time

import pytest
from chalicelib.errors import AlpacoError
from chalicelib.protocol import Job

from tests.faults.fault_invariants import Ledger
from tests.faults.fault_plans import Fault, Killed
from tests.faults.fault_world import TRUTH, World

SEEDS = range(150)
LATER_SEED = 1000
CPU_S = 180
STORM_S = 1800
FAULTS = (Fault.BEFORE, Fault.AFTER, Fault.KILL_BEFORE, Fault.KILL_AFTER)


class Storm:
    """Faults by chance for half an hour of the world's time, then calm."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.rate = self.chance.choice((0.02, 0.1, 0.3))
        self.world = World(self.plan)
        self.ledger = Ledger(self.world)
        self.ends_s = self.world.now_s() + STORM_S
        self.world.performing = self.performing

    @property
    def is_over(self) -> bool:
        return self.world.now_s() > self.ends_s

    def plan(self, _call: str) -> Fault | None:
        return None if self.is_over or self.chance.random() > self.rate else self.chance.choice(FAULTS)

    def performing(self, _job: Job) -> None:
        if self.is_over:
            return
        if self.chance.random() < self.rate:
            raise Killed("SIGKILL")
        if self.chance.random() < self.rate:
            self.world.pass_(self.chance.choice((31, 3600)))
        if self.chance.random() < self.rate:
            # Another worker gets the same message meanwhile.
            self.world.queue.show_again()
            self.world.work()

    def takes(self) -> bool | None:
        return True if self.is_over else self.chance.choice((True, True, True, False, None))

    def blow(self) -> None:
        for _ in range(self.chance.randint(1, 5)):
            submission_id = self.world.submit(self.chance.choice(list(TRUTH)), patience=500)
            self._follow(submission_id)
            if self.chance.random() < 0.5:
                self.world.tick()
            if self.chance.random() < self.rate and self.world.machine.executions:
                self.world.machine.stop(self.chance.choice(list(self.world.machine.executions)))
        self.world.settle()
        self._rejudge()

    def _follow(self, submission_id: str) -> None:
        with contextlib.suppress(AlpacoError, Killed):
            self.world.watch(submission_id, self.takes)

    def _rejudge(self) -> None:
        for submission_id in list(self.world.promised):
            if self.chance.random() < 0.3:
                with contextlib.suppress(AlpacoError, Killed):
                    self.world.rejudging.rejudge(self.world.row(submission_id))
        self.world.settle()


def soak(seed: int) -> None:
    storm = Storm(seed)
    storm.blow()
    storm.ledger.check()


@pytest.mark.parametrize("start", SEEDS[::10], ids=lambda start: f"{start}-{start + 9}")
def test_promises_hold_in_a_storm(start: int) -> None:
    for seed in range(start, start + 10):
        try:
            soak(seed)
        except Exception as exc:
            raise AssertionError(f"seed {seed}: {exc}") from exc


@pytest.mark.soak
def test_promises_hold_for_three_minutes() -> None:
    until, seed = time.process_time() + CPU_S, LATER_SEED
    while time.process_time() < until:
        try:
            soak(seed)
        except Exception as exc:
            raise AssertionError(f"seed {seed}: {exc}") from exc
        seed += 1


@pytest.mark.skipif("FAULTS_MINUTES" not in os.environ, reason="for a long soak, set FAULTS_MINUTES")
def test_promises_hold_for_long() -> None:
    until = time.monotonic() + 60 * float(os.environ["FAULTS_MINUTES"])
    first = int(os.environ.get("FAULTS_SEED", time.time_ns() // 10**9))
    worlds = 0
    while time.monotonic() < until:
        try:
            soak(first + worlds)
        except Exception as exc:
            raise AssertionError(f"FAULTS_SEED={first + worlds}: {exc}") from exc
        worlds += 1
    print(f"{worlds} storms from seed {first}: all promises held")
