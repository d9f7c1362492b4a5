"""A seeded sample of the planted-defect benchmark, in the real sandbox: one base package, a fifth of its entries."""

from __future__ import annotations

from pathlib import Path

import pytest
from judge.bench.gates.manifest import read_entries
from judge.bench.gates.many import run_many
from judge.bench.gates.run import sampled
from judge.bench.gates.score import CATCH_RATE, is_as_it_should, score

pytestmark = pytest.mark.sandbox

ROOT = Path(__file__).parents[3]
BASE = "ribbonposts"
SHARE = 0.2
SEED = 1


@pytest.mark.usefixtures("sandbox")  # skips where there is none
def test_a_sample_of_defects_is_caught_and_no_control_held_back() -> None:
    entries = [entry for entry in read_entries(ROOT / "tests/defects") if entry.base == BASE]
    results = run_many(sampled(entries, SHARE, SEED), ROOT / "problems", jobs=2)
    found = score(results)
    odd = [(result.entry.id, result.outcome) for result in results if not is_as_it_should(result)]
    assert (found.false_rejections, found.verified) == (0, found.controls), odd
    assert found.caught >= CATCH_RATE * found.planted, odd
