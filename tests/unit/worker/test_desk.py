"""One message from its receipt to its answer: whatever happens, exactly one answer, and the stored result counts."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest
from chalicelib.protocol import Job, ObjectRef, Result, Verdict, result_from_json, to_json
from judge.sandbox import SandboxError
from worker.loop import UNREADABLE_PAUSE_S, Desk, summary
from worker.ports import Delivery, ObjectDamaged
from worker.progress import ProgressLine

from tests.unit.worker.fakes_worker import (
    ACCEPTED,
    JOB,
    RUNS,
    FakeCallbacks,
    FakeMessages,
    FakePost,
    FakeStore,
    delivery,
)


@dataclass
class World:
    messages: FakeMessages = field(default_factory=FakeMessages)
    callbacks: FakeCallbacks = field(default_factory=FakeCallbacks)
    store: FakeStore = field(default_factory=FakeStore)
    post: FakePost = field(default_factory=FakePost)
    performed: list[Job] = field(default_factory=list)

    def desk(self, outcome: Result | Exception | Callable[[], Result] = ACCEPTED) -> Desk:
        def perform(job: Job, line: ProgressLine) -> Result:
            self.performed.append(job)
            line.report("test", {"test": "sample/1"})
            if isinstance(outcome, Exception):
                raise outcome
            return outcome() if callable(outcome) else outcome

        return Desk(self.messages, self.callbacks, self.store, self.post, perform)

    def stored(self) -> Result:
        return result_from_json(json.loads(self.store.objects[JOB.result_key]))


def test_handle_stores_the_result_answers_and_deletes() -> None:
    world = World()
    world.desk().handle(delivery())
    assert world.stored() == ACCEPTED
    assert world.callbacks.succeeded["token"] == {
        "verdict": "ACCEPTED",
        "cpu_s": 1,
        "wall_s": 2,
        "memory_mib": 9.0,
        "tests_passed": 2,
        "tests_total": 2,
        "result_key": "results/s1/1.json",
        "outputs": {},
    }
    assert world.messages.deleted == [delivery()]


def test_handle_drops_a_job_nobody_waits_for() -> None:
    world = World(callbacks=FakeCallbacks(waiting=set()))
    world.desk().handle(delivery())
    assert (world.performed, world.messages.deleted) == ([], [delivery()])


def test_handle_after_a_crash_reports_the_result_that_is_there() -> None:
    """The worker died between writing its result and answering: the job is not done again."""
    world = World()
    earlier = replace(ACCEPTED, verdict=Verdict.WRONG_ANSWER)
    world.store.objects[JOB.result_key] = json.dumps(to_json(earlier)).encode()
    world.desk().handle(delivery())
    assert world.performed == []
    assert world.callbacks.succeeded["token"]["verdict"] == "WRONG_ANSWER"


def test_handle_beside_a_quicker_worker_reports_what_that_one_stored() -> None:
    world = World()

    def while_another_stores() -> Result:
        earlier = replace(ACCEPTED, verdict=Verdict.TIME_LIMIT_EXCEEDED)
        world.store.objects[JOB.result_key] = json.dumps(to_json(earlier)).encode()
        return ACCEPTED

    world.desk(while_another_stores).handle(delivery())
    assert world.callbacks.succeeded["token"]["verdict"] == "TIME_LIMIT_EXCEEDED"


def test_handle_fails_the_job_if_it_could_not_be_judged_here() -> None:
    """No result is stored, so that another worker may do better."""
    world = World()
    world.desk(replace(ACCEPTED, verdict=Verdict.JUDGE_ERROR, error="no compiler")).handle(delivery())
    assert world.callbacks.failed["token"] == ("JobFailed", "no compiler")
    assert (world.store.objects, world.messages.deleted) == ({}, [delivery()])


@pytest.mark.parametrize(
    "trouble", [ObjectDamaged("packages/x.zip is missing"), MemoryError(), KeyError("x")], ids=repr
)
def test_handle_fails_the_job_whatever_goes_wrong(trouble: Exception) -> None:
    world = World()
    world.desk(trouble).handle(delivery())
    assert world.callbacks.failed["token"] == ("JobFailed", type(trouble).__name__)
    assert world.messages.deleted == [delivery()]


def test_handle_leaves_the_message_if_the_sandbox_is_lost() -> None:
    world = World()
    with pytest.raises(SandboxError):
        world.desk(SandboxError("lost")).handle(delivery())
    assert (world.callbacks.waiting, world.messages.deleted) == ({"token"}, [])


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("{", id="not-json"),
        pytest.param("[]", id="a-list"),
        pytest.param('{"token": "t"}', id="no-job"),
        pytest.param(json.dumps({"token": "t", "job": {**to_json(JOB), "schema_version": 99}}), id="newer-schema"),
        pytest.param(json.dumps({"token": "t", "job": {**to_json(JOB), "kind": "dance"}}), id="unknown-kind"),
    ],
)
def test_handle_leaves_what_it_cannot_read_to_others_and_to_the_dead_letter_queue(body: str) -> None:
    world = World()
    unreadable = Delivery("queue", "receipt", body)
    world.desk().handle(unreadable)
    assert world.messages.extended == [(unreadable, UNREADABLE_PAUSE_S)]
    assert (world.messages.deleted, world.callbacks.failed) == ([], {})


def test_summary_names_what_the_job_wrote_and_stays_small() -> None:
    ref = ObjectRef("tests/" + "0" * 64 + ".zip", "0" * 64)
    told = summary(replace(ACCEPTED, runs=RUNS * 1000, outputs={"tests": ref}, score=12.5), JOB.result_key)
    assert told["outputs"] == {"tests": {"key": ref.key, "sha256": ref.sha256}}
    assert told["score"] == 12.5
    assert len(json.dumps(told)) < 1024
