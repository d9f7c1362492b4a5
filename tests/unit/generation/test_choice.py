"""Stored problems near a wish are offered before a new one is made; whoever wants to choose is waited for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from chalicelib.domain import frames
from chalicelib.domain.generation import GenerationJob
from chalicelib.domain.problems import Metadata, ProblemVersion
from chalicelib.domain.stages import SPEC_PATH, Stage
from chalicelib.errors import Invalid, NotFound
from chalicelib.protocol import ObjectRef
from chalicelib.usecases.drafting import LOOK_EVERY_S, Drafting, Drafts, Product
from chalicelib.usecases.nearness import Nearby
from chalicelib.usecases.ports import Page
from chalicelib.usecases.streams import FrameLog, JobEnded

from tests.unit.generation.fakes import CALLER, JOB, REQUEST, Mailboxes, MemoryJobs, MemoryObjects, at
from tests.unit.generation.test_control import ADA, BOB
from tests.unit.generation.test_drafting import Script
from tests.unit.generation.test_generation import Desk
from tests.unit.generation.test_websocket import Door

SPEC = Product({SPEC_PATH: b"{}"}, {SPEC_PATH: "{}"})
OFFER = {"problem_id": "ferryrest", "name": "Ferries", "difficulty": "easy", "similarity": 1.0}
METADATA = Metadata(names={"en": "Ferries"}, keywords=("ferry", "island"), difficulty="easy")


class Shelf:
    def page(self, limit: int, cursor: str | None) -> Page[ProblemVersion]:
        return Page((ProblemVersion("ferryrest", 1, ObjectRef("k", "v"), None, METADATA, "2026"),))


class Wait:
    """A spec stage whose clock moves when it sleeps; `until(seconds)` is where somebody does something."""

    def __init__(self, wait_s: int) -> None:
        wish = replace(REQUEST, prompt="ferries between islands", near_wait_s=wait_s)
        self.jobs = MemoryJobs(replace(JOB, request=wish, created_at=1000.0))
        self.now_s = 1001.0
        self.todo: list[object] = []
        self.script = Script(SPEC)
        objects = MemoryObjects()
        nearby = Nearby(Shelf(), objects)  # type: ignore[arg-type]  # a page is all that is read
        self.log = FrameLog(self.jobs, Mailboxes())
        self.drafting = Drafting(
            self.jobs, self.log, Drafts(objects), self.script, nearby, lambda: at(self.now_s), self.sleep
        )

    def sleep(self, seconds: float) -> None:
        self.now_s += seconds
        if self.todo:
            self.todo.pop(0)()  # type: ignore[operator]

    def run(self) -> float:
        """Seconds waited."""
        begun_s = self.now_s
        self.drafting.run(JOB.job_id, Stage.SPEC)
        return self.now_s - begun_s


def test_nobody_is_waited_for_who_has_not_asked_for_it() -> None:
    wait = Wait(0)
    assert wait.run() == 0
    near = wait.jobs.events(JOB.job_id)[0]
    assert (near.type, near.data["wait_s"]) == ("near", 0)
    assert wait.script.asked == 1


def test_drafting_begins_when_the_time_to_choose_is_over() -> None:
    wait = Wait(5)
    assert wait.run() == 4.0
    assert wait.script.asked == 1


def test_drafting_begins_at_once_when_a_new_problem_is_wanted() -> None:
    wait = Wait(60)
    wait.todo = [lambda: None, lambda: wait.jobs.note_goes_on(JOB.job_id)]
    assert wait.run() == 2 * LOOK_EVERY_S
    assert wait.script.asked == 1


def test_stage_that_is_run_again_waits_for_the_rest_alone_and_offers_once() -> None:
    wait = Wait(10)
    wait.todo = [lambda: (_ for _ in ()).throw(MemoryError())]
    with pytest.raises(MemoryError):
        wait.run()
    wait.now_s = 1008.0
    assert wait.run() == 2.0
    assert wait.jobs.types(JOB.job_id).count("near") == 1


def test_nothing_is_asked_of_a_model_when_a_stored_problem_is_taken() -> None:
    wait = Wait(60)
    wait.todo = [lambda: wait.log.end(JOB.job_id, frames.done("reused", "ferryrest", None))]
    with pytest.raises(JobEnded):
        wait.run()
    assert wait.script.asked == 0


def offered(desk: Desk, **changes: object) -> GenerationJob:
    job_id = desk.start(replace(REQUEST, **changes))  # type: ignore[arg-type]  # fields of a request
    desk.generations.log.append(job_id, frames.near([OFFER], 60))
    return desk.generations.get(job_id)


def test_taking_a_problem_ends_the_generation_with_it() -> None:
    desk = Desk()
    job = offered(desk)
    assert desk.generations.choose(job.job_id, "ferryrest", caller=CALLER)
    end = desk.jobs.events(job.job_id)[-1]
    assert (end.type, end.data["outcome"], end.data["problem_id"]) == ("done", "reused", "ferryrest")
    assert desk.executions.stopped == [f"{job.job_id}-1"]
    assert not desk.generations.choose(job.job_id, "ferryrest", caller=CALLER)
    assert desk.jobs.types(job.job_id).count("done") == 1
    desk.start(replace(REQUEST, request_id="next"))


def test_wanting_a_new_one_is_noted() -> None:
    desk = Desk()
    job = offered(desk)
    assert desk.generations.choose(job.job_id, None, caller=CALLER)
    assert desk.generations.get(job.job_id).goes_on
    assert desk.jobs.types(job.job_id) == ["accepted", "near"]


def test_choice_is_refused_when_it_is_not_on_offer_or_not_ones_own() -> None:
    desk = Desk()
    job = offered(desk)
    desk.jobs.jobs[job.job_id] = replace(job, owner=ADA.owner)
    with pytest.raises(Invalid):
        desk.generations.choose(job.job_id, "other", caller=ADA)
    with pytest.raises(NotFound):
        desk.generations.choose(job.job_id, "ferryrest", caller=BOB)


def test_request_shows_how_long_it_wants_to_be_waited_for() -> None:
    desk = Desk()
    assert offered(desk, near_wait_s=60).request.echo()["near_wait_s"] == 60
    assert "near_wait_s" not in REQUEST.echo()


def test_choice_over_websocket_is_told_to_whoever_chose() -> None:
    door = Door()
    [accepted] = door.say({"action": "generate", "prompt": "ferries", "difficulty": "easy", "language": "en"})
    job_id = accepted["job_id"]
    door.desk.generations.log.append(job_id, frames.near([OFFER], 60))
    assert door.say({"action": "choose", "job_id": job_id, "problem_id": None}) == []
    [refused] = door.say({"action": "choose", "job_id": job_id, "problem_id": "other"})
    assert (refused["data"]["code"], refused["data"]["field"]) == ("invalid", "problem_id")
    [end] = door.say({"action": "choose", "job_id": job_id, "problem_id": "ferryrest"})
    assert end["data"]["outcome"] == "reused"
    assert door.say({"action": "choose", "job_id": job_id}) == [end]
