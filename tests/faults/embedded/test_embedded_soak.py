"""Random faults on the deployed service: whatever fails, the six promises hold. `make faults MINUTES=30` goes on."""

from __future__ import annotations

import os

from tests.faults.embedded.stage import Stage
from tests.faults.embedded.storm import Storm, check

MINUTES = float(os.environ.get("FAULTS_MINUTES", "1"))
SEED = int(os.environ.get("FAULTS_SEED", "1"))
# A job that lost three workers has waited out three leases, behind the others.
SETTLING_S = 600


def test_promises_hold_in_a_storm_on_the_embedded_aws(stage: Stage) -> None:
    storm = Storm(stage, SEED)
    try:
        storm.blow(60 * MINUTES)
        storm.calm(SETTLING_S)
    finally:
        storm.end()
    check(storm)
    print(f"seed {SEED}: {len(storm.truths)} submissions, {len(storm.seen)} verdicts, {dict(storm.done)}")
    assert storm.truths
