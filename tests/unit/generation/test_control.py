"""One generation at a time, drafts that go on, are kept or discarded."""

from __future__ import annotations

from dataclasses import replace

import pytest
from chalicelib.domain.generation import DraftState, Remake
from chalicelib.domain.problems import Metadata, ProblemVersion
from chalicelib.domain.requesters import Requester, RequesterKind
from chalicelib.domain.stages import Stage
from chalicelib.errors import Busy, Conflict, Invalid, NotFound
from chalicelib.protocol import ObjectRef

from tests.unit.generation.fakes import CALLER, JOB, REQUEST
from tests.unit.generation.test_generation import Desk

OTHER = Requester(RequesterKind.CONNECTION, "c2")
ADA, BOB = Requester(RequesterKind.USER, "ada"), Requester(RequesterKind.USER, "bob")
DONE = {"spec": 1, "reference": 1, "brute": 2}


def drafted(desk: Desk, **changes: object) -> str:
    """A generation that has ended and can be gone on with."""
    job = replace(JOB, model="m", finished=DONE, ended=True, **changes)  # type: ignore[arg-type]  # fields of a job
    desk.jobs.jobs[job.job_id] = job
    return job.job_id


def test_second_generation_is_refused_while_the_first_runs() -> None:
    desk = Desk()
    first = desk.start()
    with pytest.raises(Busy) as busy:
        desk.start(replace(REQUEST, request_id="r2"))
    assert busy.value.job_id == first
    assert list(desk.jobs.jobs) == [first]
    desk.end(first)
    assert desk.start(replace(REQUEST, request_id="r2")) != first


def test_other_callers_may_generate_at_the_same_time() -> None:
    desk = Desk()
    first = desk.start()
    assert desk.generations.start(REQUEST, caller=OTHER).job_id != first


def test_one_of_two_is_refused_when_both_start_at_once() -> None:
    desk = Desk()

    def slip_in() -> None:
        desk.jobs.before_create = lambda: None
        desk.start(replace(REQUEST, request_id="r2"))

    desk.jobs.before_create = slip_in
    with pytest.raises(Busy):
        desk.start()
    assert len(desk.jobs.jobs) == 1


def test_stage_is_made_anew_on_the_same_draft() -> None:
    desk = Desk()
    parent = drafted(desk)
    job = desk.generations.regenerate(Remake(parent, Stage.BRUTE, "simpler"), caller=CALLER, connection_id="c1")
    assert (job.draft_id, job.problem_id, job.finished) == (parent, JOB.problem_id, {"spec": 1, "reference": 1})
    [accepted] = desk.jobs.events(job.job_id)
    assert accepted.data["remake"] == {"parent": parent, "stage": "brute", "instruction": "simpler"}
    assert list(desk.executions.started) == [f"{job.job_id}-1"]


def test_everything_is_made_anew_with_the_spec() -> None:
    desk = Desk()
    job = desk.generations.regenerate(Remake(drafted(desk), Stage.SPEC, "larger"), caller=CALLER)
    assert job.finished == {}


def test_draft_goes_on_from_where_it_stands_whichever_job_is_named() -> None:
    desk = Desk()
    parent = drafted(desk)
    second = desk.generations.regenerate(Remake(parent, Stage.BRUTE, "simpler"), caller=CALLER)
    with pytest.raises(Busy):
        desk.generations.regenerate(Remake(parent, Stage.WRONG, "more"), caller=OTHER, request_id="w")
    desk.jobs.finished[second.job_id]["brute"] = 3
    desk.end(second.job_id)
    third = desk.generations.regenerate(Remake(parent, Stage.WRONG, "more"), caller=OTHER, request_id="w")
    assert (third.draft_id, third.finished) == (parent, {"spec": 1, "reference": 1, "brute": 3})


def test_repeated_wish_is_one_job() -> None:
    desk = Desk()
    wish = Remake(drafted(desk), Stage.BRUTE, "simpler")
    one, again = (desk.generations.regenerate(wish, caller=CALLER, request_id="r5").job_id for _ in range(2))
    assert one == again
    assert len(desk.executions.started) == 1


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        pytest.param({"ended": False}, Busy, id="still running"),
        pytest.param({"state": DraftState.DISCARDED}, Conflict, id="discarded"),
        pytest.param({"model": "template"}, Invalid, id="a template"),
        pytest.param({"owner": "user:bob"}, NotFound, id="somebody else's"),
    ],
)
def test_draft_cannot_go_on(changes: dict[str, object], error: type[Exception]) -> None:
    desk = Desk()
    job_id = drafted(desk)
    desk.jobs.jobs[job_id] = replace(desk.jobs.jobs[job_id], **changes)  # type: ignore[arg-type]  # fields of a job
    with pytest.raises(error):
        desk.generations.regenerate(Remake(job_id, Stage.BRUTE, "x"), caller=ADA)
    assert list(desk.jobs.jobs) == [job_id]


def test_generation_of_a_known_user_is_steered_by_nobody_else() -> None:
    desk = Desk()
    job_id = desk.generations.start(REQUEST, caller=ADA).job_id
    for caller in (BOB, CALLER):
        with pytest.raises(NotFound):
            desk.generations.cancel(job_id, caller=caller)
    assert desk.generations.cancel(job_id, caller=ADA)


def stored(desk: Desk, origin: str = "generation") -> ProblemVersion:
    version = ProblemVersion(JOB.problem_id, 1, ObjectRef("k", "s"), None, Metadata({"en": "A"}), "2026", origin)
    desk.problems.add(version)
    return version


def test_discarded_problem_is_withdrawn_and_comes_back_when_kept() -> None:
    desk = Desk()
    job_id, version = drafted(desk), stored(desk)
    discarded = desk.keeping.discard(job_id, caller=CALLER)
    assert (discarded.state, discarded.problem_id) == ("discarded", None)
    assert desk.problems.current(JOB.problem_id) is None
    kept = desk.keeping.keep(job_id, caller=CALLER)
    assert (kept.state, kept.problem_id) == ("kept", JOB.problem_id)
    current = desk.problems.current(JOB.problem_id)
    assert current
    assert (current.version, current.package) == (2, version.package)


def test_problem_stays_when_somebody_has_put_a_package_of_his_own_there() -> None:
    desk = Desk()
    job_id = drafted(desk)
    stored(desk, origin="import")
    assert desk.keeping.discard(job_id, caller=CALLER).problem_id == JOB.problem_id


def test_draft_without_a_problem_is_kept_and_discarded_too() -> None:
    desk = Desk()
    job_id = drafted(desk)
    assert desk.keeping.keep(job_id, caller=CALLER).problem_id is None
    assert desk.keeping.discard(job_id, caller=CALLER).state is DraftState.DISCARDED


def test_nothing_is_decided_while_it_is_being_drafted() -> None:
    desk = Desk()
    with pytest.raises(Conflict):
        desk.keeping.discard(desk.start(), caller=CALLER)
