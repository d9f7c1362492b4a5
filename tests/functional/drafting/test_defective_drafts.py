"""Defects that a model may well make: found, repaired by the replies that follow, verified in the end."""

from __future__ import annotations

from pathlib import Path

import pytest
from chalicelib.domain.stages import SOLVER, Stage
from judge.sandbox import Sandbox

from tests.functional.drafting.test_whole_generation import Generation, sandbox
from tests.provider.recordings import Recording
from tests.provider.server import Provider

__all__ = ["sandbox"]

pytestmark = pytest.mark.sandbox

# Per recording: a gate that finds it, and what is remade at least.
DEFECTS: dict[str, tuple[str, set[str]]] = {
    "pebbles_ko_wrong_alike": ("solvers-agree", {Stage.REFERENCE, Stage.BRUTE, SOLVER}),
    "orchard_paths_right_wrong": ("submissions", {Stage.WRONG}),
    "parcel_pairs_ko_lax_checker": ("checker-sound", {Stage.CHECKER}),
    "rival_chefs_lax_checker": ("checker-sound", {Stage.CHECKER}),
}


@pytest.mark.parametrize("name", DEFECTS)
def test_defect_is_repaired_in_one_round(name: str, sandbox: Sandbox, tmp_path: Path) -> None:
    gate, stages = DEFECTS[name]
    with Provider(Recording.named(name)) as provider:
        generation = Generation(provider, sandbox, tmp_path)
        report = generation.run()
    [order] = generation.rounds
    assert gate in order.gates
    assert stages <= set(order.findings)
    assert report.outcome == "verified"
