"""Control over generations through the HTTP API and the generator's definition, with a recorded model."""

from __future__ import annotations

from typing import Any

from chalicelib.domain.stages import Stage

from tests.functional.generation.machine import Machine, wait_for
from tests.functional.generation.test_generator import ends
from tests.functional.generation.test_repair import DRAFTED, REQUEST, asked, of_type, provider
from tests.provider.behaviour import Behaviour
from tests.provider.server import Provider

__all__ = ["provider"]


def call(machine: Machine, job_id: str, action: str, body: object = None) -> Any:
    return machine.cloud.call("POST", f"/generations/{job_id}/{action}", body)


def verified(machine: Machine) -> str:
    job_id = machine.start(**REQUEST)
    machine.make_tests()
    machine.verify("verified")
    assert machine.ended(job_id) == "SUCCEEDED"
    return job_id


def test_stage_is_regenerated_on_the_draft_and_the_problem_gets_its_next_version(
    machine: Machine, provider: Provider
) -> None:
    parent = verified(machine)
    [end] = ends(machine.frames(parent))
    provider.asked.clear()
    answer = call(machine, parent, "regenerate", {"stage": "statement", "instruction": "Set it on Mars."})
    job_id = answer.body["job_id"]
    machine.make_tests()
    machine.verify("verified")
    assert machine.ended(job_id) == "SUCCEEDED"
    assert asked(provider) == [(Stage.STATEMENT, 2)]
    assert "Set it on Mars." in provider.asked[0].prompt
    frames = machine.frames(job_id)
    assert [data["name"] for data in of_type(frames, "stage") if data["state"] == "finished"] == ["statement", "verify"]
    [second] = ends(frames)
    assert second["data"]["problem_id"] == end["data"]["problem_id"]
    usage = machine.cloud.call("GET", f"/generations/{job_id}").body["usage"]
    assert second["data"]["usage"] == usage
    assert 0 < usage["prompt_tokens"] < end["data"]["usage"]["prompt_tokens"]


def test_discarded_draft_is_out_of_use_until_it_is_kept(machine: Machine, provider: Provider) -> None:
    job_id = verified(machine)
    [end] = ends(machine.frames(job_id))
    problem_id = end["data"]["problem_id"]
    assert call(machine, job_id, "discard").body == {"job_id": job_id, "draft": "discarded", "problem_id": None}
    assert machine.cloud.call("GET", f"/problems/{problem_id}").status == 404
    assert machine.cloud.call("GET", f"/generations/{job_id}/report").status == 404
    wish = {"stage": "statement", "instruction": "x"}
    assert call(machine, job_id, "regenerate", wish).status == 409
    assert call(machine, job_id, "keep").body == {"job_id": job_id, "draft": "kept", "problem_id": problem_id}
    assert machine.cloud.call("GET", f"/problems/{problem_id}").status == 200
    assert machine.cloud.call("GET", f"/generations/{job_id}").body["draft"] == "kept"


def test_cancel_hangs_up_keeps_what_was_made_and_lets_it_go_on(machine: Machine, provider: Provider) -> None:
    provider.misbehave("validator", 1, Behaviour(chunk=2, pace_s=0.2), Behaviour())
    job_id = machine.start(**REQUEST)
    busy = machine.cloud.call("POST", "/generations", {"language": "en", **REQUEST, "request_id": "other"})
    assert (busy.status, busy.body["job_id"]) == (409, job_id)
    wait_for(lambda: provider.count("validator"), "the validator to be asked for")
    assert call(machine, job_id, "cancel").body["ended"] is True
    assert call(machine, job_id, "cancel").status == 200
    [end] = ends(machine.frames(job_id))
    assert end["data"]["class"] == "cancelled"
    assert provider.hung_up.wait(60)
    wait_for(lambda: machine.ended(job_id), "the end of the execution")
    wish = {"stage": "validator", "instruction": "Say which line is wrong."}
    second = call(machine, job_id, "regenerate", wish).body["job_id"]
    machine.make_tests()
    machine.verify("verified")
    assert machine.ended(second) == "SUCCEEDED"
    made = [(stage, 1) for stage in DRAFTED]
    assert asked(provider) == [*made[:4], *made[3:]]
    assert "Say which line is wrong." in provider.asked[4].prompt


def test_near_problems_are_offered_before_anything_is_asked(machine: Machine, provider: Provider) -> None:
    job_id = machine.start(**{**REQUEST, "prompt": "ferries on islands"})
    wait_for(lambda: provider.count("spec"), "the spec to be asked for")
    call(machine, job_id, "cancel")
    [near] = [frame for frame in machine.frames(job_id) if frame["type"] == "near"]
    assert near["seq"] == 2
    assert [item["problem_id"] for item in near["data"]["problems"]] == ["ferries"]
    assert near["data"]["wait_s"] == 0


NEAR = {**REQUEST, "prompt": "ferries on islands", "near_wait_s": 120}


def offer(machine: Machine, request_id: str) -> str:
    """A generation that waits for somebody to choose."""
    job_id = machine.start(**NEAR, request_id=request_id)
    wait_for(lambda: any(frame["type"] == "near" for frame in machine.frames(job_id)), "the offer")
    return job_id


def test_stored_problem_is_taken_instead_of_a_new_one(machine: Machine, provider: Provider) -> None:
    job_id = offer(machine, "taken")
    assert call(machine, job_id, "choose", {"problem_id": "other"}).status == 422
    assert call(machine, job_id, "choose", {"problem_id": "ferries"}).body["ended"] is True
    [end] = ends(machine.frames(job_id))
    assert (end["data"]["outcome"], end["data"]["problem_id"]) == ("reused", "ferries")
    wait_for(lambda: machine.ended(job_id), "the end of the execution")
    assert provider.asked == []


def test_new_problem_is_made_as_soon_as_somebody_wants_it(machine: Machine, provider: Provider) -> None:
    job_id = offer(machine, "new")
    assert provider.asked == []
    assert call(machine, job_id, "choose", {}).body["ended"] is False
    wait_for(lambda: provider.count("spec"), "the spec to be asked for")
    call(machine, job_id, "cancel")
