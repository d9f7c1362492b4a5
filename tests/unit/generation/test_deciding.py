"""What follows a check: decided once, told once, whatever repeats."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from chalicelib.domain.frames import done
from chalicelib.domain.generation import GenerationJob
from chalicelib.domain.stages import Stage
from chalicelib.errors import JobFailed
from chalicelib.protocol import ObjectRef, sha256_hex
from chalicelib.usecases.deciding import Check, Deciding, Move
from chalicelib.usecases.model_drafting.journal import Attempt, Ending, Journal
from chalicelib.usecases.model_drafting.rounds import Rounds
from chalicelib.usecases.streams import FrameLog

from tests.unit.drafting.specs import a_spec
from tests.unit.generation.fakes import JOB, Mailboxes, MemoryJobs, MemoryObjects, at

MODELLED = replace(JOB, model="m", finished={str(stage): 1 for stage in Stage})
EXHAUSTED = range(3)


class Bench:
    """A job whose draft has been checked, in memory."""

    def __init__(self, job: GenerationJob = MODELLED, now_s: float = 1001.0) -> None:
        self.job, self.jobs, self.objects = job, MemoryJobs(job), MemoryObjects()
        self.jobs.finished[job.job_id].update(job.finished)
        self.journal = Journal(self.objects)
        self.journal.write(job.draft_id, Attempt(Stage.SPEC, 1, Ending.ACCEPTED, artefact=a_spec()))
        self.deciding = Deciding(
            self.jobs, FrameLog(self.jobs, Mailboxes()), self.objects, Rounds(self.journal), lambda: at(now_s)
        )

    def checked(self, outcome: str, *gates: dict[str, str], round_: int = 0) -> Move:
        data = json.dumps({"outcome": outcome, "gates": gates, "matrix": {}}).encode()
        ref = ObjectRef(f"evidence/{round_}-{len(self.objects.objects)}", sha256_hex(data))
        self.objects.put_new(ref.key, data)
        return self.deciding.after_check(Check(self.job.job_id, round_, 2 * round_ + 2), ref)

    def untested(self, cause: str, round_: int = 0) -> Move:
        return self.deciding.without_tests(Check(self.job.job_id, round_, 2 * round_ + 1), cause)

    @property
    def types(self) -> list[str]:
        return self.jobs.types(self.job.job_id)

    @property
    def finished(self) -> set[str]:
        return set(self.jobs.finished[self.job.job_id])


def gate(blame: str, id_: str = "some-gate", status: str = "fail") -> dict[str, str]:
    return {"id": id_, "status": status, "blame": blame, "summary": "it is wrong", "evidence": "7"}


@pytest.mark.parametrize("outcome", ["verified", "needs_review"])
def test_draft_is_stored_when_no_gate_failed(outcome: str) -> None:
    bench = Bench()
    assert bench.checked(outcome, gate("spec", status="infra_failure")) is Move.STORE
    assert bench.types == []


def test_blamed_stages_are_reopened_and_told_once_when_decided_twice() -> None:
    bench = Bench()
    gates = gate("validator", "one"), gate("wrong", "two"), gate("validator", "three")
    for _ in range(2):
        assert bench.checked("rejected", *gates) is Move.REPAIR
    assert bench.types == ["gate", "gate", "gate", "stage:finished", "repair"]
    assert set(Stage) - bench.finished == {Stage.VALIDATOR, Stage.WRONG}
    told = bench.jobs.events(JOB.job_id)[-1].data
    assert told == {"round": 1, "artefacts": ["validator", "wrong"], "gates": ["one", "two", "three"]}


def test_gates_of_every_check_are_told_though_they_repeat() -> None:
    bench = Bench()
    bench.checked("rejected", gate("wrong"))
    bench.checked("rejected", gate("wrong"), round_=1)
    assert bench.types == ["gate", "stage:finished", "repair", "gate", "stage:finished", "repair"]


def test_draft_is_given_up_when_the_rounds_are_used_up() -> None:
    bench = Bench()
    for round_ in EXHAUSTED:
        assert bench.checked("rejected", gate("wrong"), round_=round_) is Move.REPAIR
    assert bench.checked("rejected", gate("wrong"), round_=3) is Move.STORE


def test_third_solution_is_asked_for_again_when_it_is_at_odds_with_two() -> None:
    bench = Bench()
    bench.jobs.finished[JOB.job_id]["solver"] = 1
    assert bench.checked("rejected", gate("reference", "solvers-agree")) is Move.REPAIR
    assert {*Stage, "solver"} - bench.finished == {Stage.REFERENCE, Stage.BRUTE, "solver"}


@pytest.mark.parametrize(
    ("cause", "stage"),
    [
        ("the generator on slow 1 ended with RUNTIME_ERROR", Stage.GENERATOR),
        ("the model solution on data/secret/007 ended with TIME_LIMIT_EXCEEDED", Stage.REFERENCE),
        ("accepted/reference.py does not compile: ...", Stage.REFERENCE),
        ("something else", Stage.GENERATOR),
    ],
)
def test_maker_of_the_tests_is_remade_when_they_cannot_be_made(cause: str, stage: Stage) -> None:
    bench = Bench()
    assert bench.untested(cause) is Move.REPAIR
    assert set(Stage) - bench.finished == {stage}
    assert bench.types == ["gate", "stage:finished", "repair"]


def test_draft_is_rejected_with_a_report_when_its_tests_can_never_be_made() -> None:
    bench = Bench()
    for round_ in EXHAUSTED:
        assert bench.untested("the generator fails", round_) is Move.REPAIR
    for _ in range(2):
        assert bench.untested("the generator fails", 3) is Move.END
    assert bench.jobs.events(JOB.job_id)[-1].data["outcome"] == "rejected"
    report = json.loads(bench.objects.objects[f"drafts/{JOB.job_id}/report.json"])
    assert report["gates"][0]["evidence"] == "the generator fails"


def test_nothing_is_repaired_after_the_deadline() -> None:
    bench = Bench(now_s=1000.0 + 1801)
    assert bench.checked("rejected", gate("wrong")) is Move.STORE
    assert bench.untested("the generator fails") is Move.END


def test_variant_of_a_template_is_never_repaired() -> None:
    bench = Bench(JOB)
    assert bench.checked("rejected", gate("wrong")) is Move.STORE
    with pytest.raises(JobFailed):
        bench.untested("the generator fails")


def test_nothing_is_decided_when_the_job_has_ended() -> None:
    bench = Bench()
    bench.deciding.log.end(JOB.job_id, done("rejected", None, None))
    assert bench.checked("rejected", gate("wrong")) is Move.END
    assert bench.untested("the generator fails") is Move.END
    assert bench.types == ["done"]
