"""Problems drafted by a recorded model through the deployed service: verified, repaired, killed in between."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.e2e.drafted import Drafted, Frame, drafted_by, finished, heard, of_type, play
from tests.e2e.harness import Service, until
from tests.provider.behaviour import Behaviour, Fault
from tests.provider.recordings import Recording
from tests.provider.server import Provider

GOOD = "choir_row"
STAGES = ["spec", "reference", "brute", "validator", "generator", "checker", "solver", "wrong", "statement"]


@pytest.fixture(scope="module")
def drafted(service: Service) -> Iterator[Drafted]:
    provider = Provider(Recording.named(GOOD))
    with provider, drafted_by(provider, service) as running:
        yield running


@pytest.fixture(autouse=True)
def _calm(drafted: Drafted) -> None:
    play(drafted.provider, GOOD)


def end_of(frames: list[Frame]) -> Frame:
    """The one terminal frame, and no gap before it."""
    assert [frame["seq"] for frame in frames] == list(range(1, len(frames) + 1))
    ends = [frame for frame in frames if frame["type"] in ("done", "failed")]
    assert ends == frames[-1:]
    return ends[0]


def test_good_problem_is_verified_though_step_worker_and_client_are_killed(drafted: Drafted) -> None:
    """Nothing is lost, and no finished stage is paid for twice."""
    drafted.provider.misbehave("brute", 1, Behaviour(chunk=4, pace_s=0.5), Behaviour())
    with drafted.connected() as socket:
        socket.send(json.dumps(drafted.request(request_id="killed")))
        seen = heard(socket, lambda frame: frame["type"] == "delta" and frame["stage"] == "brute")
        job_id = seen[0]["job_id"]
        drafted.kill_function("GenerationStage")
    missed = until(lambda: drafted.kept(job_id, seen[-1]["seq"]), lambda f: of_type(f, "gate"), what="a gate")
    [worker] = drafted.service.platform.workers
    worker.kill()
    drafted.service.platform.workers.remove(worker)
    drafted.service.platform.start_worker()
    resumed = drafted.frames({"action": "resume", "job_id": job_id, "after_seq": seen[-1]["seq"]})
    assert resumed[: len(missed)] == missed
    whole = [*seen, *resumed]
    end = end_of(whole)
    assert end["data"].get("outcome") == "verified", end
    assert whole[0]["data"]["model"] == "recorded"
    assert finished(whole) == [*STAGES, "verify"]
    assert {data["channel"] for data in of_type(whole, "delta")} == {"json", "code", "prose"}
    gates = of_type(whole, "gate")
    assert {gate["status"] for gate in gates} <= {"pass", "not_applicable"}
    assert len(gates) == len({gate["id"] for gate in gates})
    assert len(of_type(whole, "matrix")) == 1
    assert drafted.kept(job_id) == whole
    paid = Counter((asked.stage, asked.attempt) for asked in drafted.provider.asked)
    assert paid == {**dict.fromkeys(((stage, 1) for stage in STAGES), 1), ("brute", 1): 2}
    judged = drafted.service.verdict_of(drafted.service.submit(end["data"]["problem_id"], "python3", "print('no')"))
    assert judged["verdict"] == "WRONG_ANSWER"


def test_defect_is_repaired_with_evidence(drafted: Drafted) -> None:
    play(drafted.provider, f"{GOOD}_lax_validator")
    frames = drafted.frames(drafted.request())
    assert end_of(frames)["data"].get("outcome") == "verified", frames[-1]
    [repair] = of_type(frames, "repair")
    assert repair["artefacts"] == ["validator"]
    asked = [(asked.stage, asked.attempt) for asked in drafted.provider.asked]
    assert asked == [*((stage, 1) for stage in STAGES), ("validator", 2)]
    assert repair["gates"][0] in drafted.provider.asked[-1].prompt
    job_id, problem_id = frames[0]["job_id"], frames[-1]["data"]["problem_id"]
    assert drafted.answer({"action": "discard", "job_id": job_id}) == {"state": "discarded", "problem_id": None}
    assert drafted.status(f"/problems/{problem_id}") == 404
    assert drafted.answer({"action": "keep", "job_id": job_id}) == {"state": "kept", "problem_id": problem_id}
    assert drafted.status(f"/problems/{problem_id}") == 200


ENDS = {
    "401": (Behaviour(fault=Fault.STATUS, status=401), "provider_error", False),
    "429": (Behaviour(fault=Fault.STATUS, status=429, retry_after_s=0.05), "provider_rate_limited", True),
    "silence midway": (Behaviour(fault=Fault.SILENT_MIDWAY), "provider_timeout", True),
    "cut": (Behaviour(fault=Fault.CUT), "provider_error", True),
    "refusal": (Behaviour(fault=Fault.REFUSAL), "refused", False),
    "reasoning only": (Behaviour(fault=Fault.REASONING_ONLY), "provider_error", True),
    "never ends": (Behaviour(fault=Fault.ENDLESS, chunk=500), "budget", False),
}


@pytest.mark.parametrize(("behaviour", "class_", "retryable"), ENDS.values(), ids=ENDS)
def test_fault_of_the_provider_ends_in_its_typed_frame(
    drafted: Drafted, behaviour: Behaviour, class_: str, retryable: bool
) -> None:
    for attempt in (1, 2, 3):
        drafted.provider.misbehave("reference", attempt, behaviour)
    end = end_of(drafted.frames(drafted.request()))
    assert (end["type"], end["data"].get("class"), end["data"].get("retryable")) == ("failed", class_, retryable)


ODDITIES = {
    "fenced JSON with prose, refused format": Behaviour(
        fault=Fault.REJECT_FORMAT, fence="json", preamble="Here {it} is:", crlf=True
    ),
    "one byte at a time, two [DONE]s": Behaviour(fault=Fault.TWO_DONES, chunk=60, dribble=True),
}


@pytest.mark.parametrize("behaviour", ODDITIES.values(), ids=ODDITIES)
def test_draft_goes_on_when_the_provider_is_merely_odd(drafted: Drafted, behaviour: Behaviour) -> None:
    drafted.provider.misbehave("spec", 1, behaviour)
    drafted.provider.misbehave("reference", 1, Behaviour(fault=Fault.STATUS, status=401))
    frames = drafted.frames(drafted.request())
    assert end_of(frames)["type"] == "failed"
    assert finished(frames) == ["spec"]


def test_cancel_hangs_up_and_keeps_what_was_made(drafted: Drafted) -> None:
    drafted.provider.misbehave("brute", 1, Behaviour(chunk=4, pace_s=0.5))
    with drafted.connected() as socket:
        socket.send(json.dumps(drafted.request(request_id="cancelled")))
        seen = heard(socket, lambda frame: frame["type"] == "delta" and frame["stage"] == "brute")
        job_id = seen[0]["job_id"]
        socket.send(json.dumps(drafted.request(request_id="a second one")))
        busy = heard(socket, lambda frame: frame["type"] == "error")[0]["data"]
        assert (busy["code"], busy["job_id"]) == ("busy", job_id)
        socket.send(json.dumps({"action": "cancel", "job_id": job_id}))
        end = heard(socket)[-1]
    assert (end["type"], end["data"]["class"]) == ("failed", "cancelled")
    assert drafted.provider.hung_up.wait(60)
    shown = drafted.service.platform.client("s3").list_objects_v2(
        Bucket=drafted.service.platform.deployment.bucket, Prefix=f"drafts/{job_id}/"
    )
    assert any("/reference-1" in item["Key"] for item in shown["Contents"])
