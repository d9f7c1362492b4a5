"""Starting and cancelling: one execution and one `accepted` per request, one end per job."""

from __future__ import annotations

from dataclasses import replace

import pytest
from chalicelib.domain.frames import done
from chalicelib.domain.generation import GenerationRequest, new_job
from chalicelib.domain.problems import PROBLEM_ID, ProblemVersion
from chalicelib.errors import NotFound
from chalicelib.usecases.generation import Audience, Generations, leave
from chalicelib.usecases.keeping import Keeping
from chalicelib.usecases.streams import FrameLog

from tests.unit.generation.fakes import CALLER, REQUEST, Mailboxes, MemoryConnections, MemoryExecutions, MemoryJobs, at
from tests.unit.usecases.fakes_service import FakeProblems


class Shelf(FakeProblems):
    """Problems that can be withdrawn."""

    def __init__(self) -> None:
        super().__init__({})
        self.withdrawn: set[str] = set()

    def current(self, problem_id: str) -> ProblemVersion | None:
        return None if problem_id in self.withdrawn else super().current(problem_id)

    def add(self, version: ProblemVersion) -> None:
        super().add(version)
        self.withdrawn.discard(version.problem_id)

    def withdraw(self, problem_id: str) -> bool:
        self.withdrawn.add(problem_id)
        return True


class Desk:
    """Takes requests, in memory."""

    def __init__(self, *, broken: bool = False) -> None:
        self.jobs, self.link, self.connections = MemoryJobs(), Mailboxes(), MemoryConnections()
        self.executions = MemoryExecutions(broken=broken)
        log = FrameLog(self.jobs, self.link)
        audience = Audience(self.connections, log)
        self.generations = Generations(
            self.jobs, log, audience, self.executions, "template", lambda: at(1000), lambda: b"\x01" * 20
        )

        self.problems = Shelf()
        self.keeping = Keeping(self.jobs, self.problems, lambda: at(3000))

    def end(self, job_id: str, outcome: str = "verified") -> None:
        self.generations.log.end(job_id, done(outcome, None, None))

    def start(self, request: GenerationRequest = REQUEST) -> str:
        return self.generations.start(request, caller=CALLER, connection_id="c1").job_id


def test_start_accepts_then_runs() -> None:
    desk = Desk()
    job_id = desk.start()
    assert desk.jobs.types(job_id) == ["accepted"]
    assert len(desk.link.sent["c1"]) == 1
    assert desk.executions.started == {
        f"{job_id}-1": {"job_id": job_id, "attempt": 1, "round": 0, "check": 0, "trace_id": ""}
    }


def test_accepted_echoes_the_request_and_names_the_model() -> None:
    desk = Desk()
    [event] = desk.jobs.events(desk.start(replace(REQUEST, prompt="x" * 4000)))
    assert event.data["model"] == "template"
    echo = event.data["request"]
    assert isinstance(echo, dict)
    assert (echo["request_id"], echo["seed"], len(echo["prompt"])) == ("r1", 7, 1000)


def test_start_does_nothing_new_when_the_request_repeats() -> None:
    desk = Desk()
    assert desk.start() == desk.start()
    assert desk.jobs.types(desk.start()) == ["accepted"]
    assert len(desk.executions.started) == 1


def test_start_runs_again_when_the_first_start_was_cut_off() -> None:
    desk = Desk()
    job = new_job(REQUEST, caller=CALLER, entropy=b"", model="template", created_at=1000)
    desk.jobs.create(job, {})
    assert desk.start() == job.job_id
    assert desk.jobs.types(job.job_id) == ["accepted"]
    assert list(desk.executions.started) == [f"{job.job_id}-1"]


def test_start_ends_the_job_when_it_cannot_be_run() -> None:
    desk = Desk(broken=True)
    job_id = desk.start()
    assert desk.jobs.types(job_id) == ["accepted", "failed"]
    assert desk.jobs.events(job_id)[-1].data["retryable"] is True


def test_seed_follows_from_the_job_when_the_client_gives_none() -> None:
    wanted = replace(REQUEST, seed=None)
    one = new_job(wanted, caller=CALLER, entropy=b"1", model="m", created_at=0)
    again = new_job(wanted, caller=CALLER, entropy=b"2", model="m", created_at=9)
    assert one.seed == again.seed
    other = new_job(replace(wanted, request_id="r2"), caller=CALLER, entropy=b"1", model="m", created_at=0)
    assert one.seed != other.seed


def test_job_is_new_every_time_when_the_request_has_no_id() -> None:
    wanted = replace(REQUEST, request_id="")
    one = new_job(wanted, caller=CALLER, entropy=b"1", model="m", created_at=0)
    other = new_job(wanted, caller=CALLER, entropy=b"2", model="m", created_at=0)
    assert one.job_id != other.job_id


def test_problem_id_fits_the_package_format() -> None:
    job = new_job(REQUEST, caller=CALLER, entropy=b"", model="m", created_at=0)
    assert PROBLEM_ID.fullmatch(job.problem_id)


def test_cancel_ends_the_job_once_and_stops_its_execution() -> None:
    desk = Desk()
    job_id = desk.start()
    assert desk.generations.cancel(job_id, caller=CALLER)
    assert not desk.generations.cancel(job_id, caller=CALLER)
    assert desk.jobs.types(job_id) == ["accepted", "failed"]
    assert desk.executions.stopped == [f"{job_id}-1"]


def test_cancel_refuses_an_unknown_job() -> None:
    with pytest.raises(NotFound):
        Desk().generations.cancel("gunknown", caller=CALLER)


def test_leaving_ends_what_the_connection_followed() -> None:
    desk = Desk()
    job_id = desk.start()
    leave("c1", desk.connections, desk.jobs)
    assert desk.jobs.subscribers(job_id) == []
    assert desk.connections.following == {}
