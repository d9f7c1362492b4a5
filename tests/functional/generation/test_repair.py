"""A recorded model drafts through the generator's definition: repairs, the third solution, and what is paid for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import pytest
from chalicelib.errors import Unavailable

from tests.functional.generation.machine import Machine
from tests.functional.generation.test_generator import ends
from tests.provider.behaviour import Behaviour
from tests.provider.recordings import Recording
from tests.provider.server import Provider

REQUEST = {"prompt": "temperatures", "difficulty": "medium"}
DRAFTED = ["spec", "reference", "brute", "validator", "generator", "solver", "wrong", "statement"]


@pytest.fixture
def provider(machine: Machine) -> Iterator[Provider]:
    with Provider(Recording.named("calm_stretch"), behaviour=Behaviour(chunk=4000)) as running:
        variables = {"OPENAI_BASE_URL": running.url, "OPENAI_MODEL": "recorded", "DRAFTING_RETRY_BASE_S": "0.01"}
        cast("dict[str, str]", machine.cloud.services.config.variables).update(variables)
        yield running


def failing(blame: str, id_: str = "some-gate") -> dict[str, str]:
    return {"id": id_, "status": "fail", "blame": blame, "summary": "it is wrong", "evidence": "input 7 gives 8"}


def asked(provider: Provider) -> list[tuple[str, int]]:
    return [(asked.stage, asked.attempt) for asked in provider.asked]


def of_type(frames: list[dict[str, Any]], type_: str) -> list[dict[str, Any]]:
    return [frame["data"] for frame in frames if frame["type"] == type_]


def test_blamed_parts_alone_are_remade_and_nothing_is_paid_for_twice(machine: Machine, provider: Provider) -> None:
    """Every kind of step loses its answer once, so Step Functions runs it again."""
    for step in ("reference", "AssemblePackage", "DecideRepair", "StoreProblem"):
        machine.functions.lost[step] = [Unavailable("the sandbox of the function ended")]
    job_id = machine.start(**REQUEST)
    first = machine.make_tests()
    machine.verify("rejected", failing("validator"), failing("tests"))
    second = machine.make_tests()
    machine.verify("verified")
    assert machine.ended(job_id) == "SUCCEEDED"
    assert asked(provider) == [*((stage, 1) for stage in DRAFTED), ("validator", 2), ("generator", 2)]
    assert first["attempt"] != second["attempt"]
    frames = machine.frames(job_id)
    assert of_type(frames, "repair") == [
        {"round": 1, "artefacts": ["validator", "generator"], "gates": ["some-gate"]},
    ]
    types = [frame["type"] for frame in frames]
    assert types.index("gate") < types.index("repair") < len(types) - 1 - types[::-1].index("gate")
    [gate, *_] = of_type(frames, "gate")
    kept = machine.cloud.call("GET", gate["evidence_ref"]).body
    assert kept["gates"][0]["evidence"] == "input 7 gives 8"
    [end] = ends(frames)
    assert (frames[0]["data"]["model"], end["data"]["outcome"]) == ("recorded", "verified")


def test_draft_goes_on_when_its_tests_cannot_be_made_and_when_solutions_disagree(
    machine: Machine, provider: Provider
) -> None:
    job_id = machine.start(**REQUEST)
    machine.fail("DraftBroken")
    machine.make_tests()
    machine.verify("rejected", failing("reference", "solvers-agree"))
    machine.fail("DraftBroken")
    machine.fail("DraftBroken")
    assert machine.ended(job_id) == "SUCCEEDED"
    remade = [("reference", 2), ("brute", 2), ("solver", 2), ("generator", 3)]
    assert asked(provider)[8:] == [("generator", 2), *remade]
    frames = machine.frames(job_id)
    assert [data["round"] for data in of_type(frames, "repair")] == [1, 2, 3]
    [end] = ends(frames)
    report = machine.cloud.call("GET", end["data"]["report"]).body
    assert (end["data"]["outcome"], report["gates"][0]["id"]) == ("rejected", "tests-made")
