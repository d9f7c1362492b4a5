"""One test per fault of the generation path, named by its id in docs/reliability.md.

Those of providers have more tests in tests/functional/drafting/test_provider_faults.py.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from chalicelib.domain.frames import done
from chalicelib.domain.generation import FailureClass, GenerationFailed, GenerationJob
from chalicelib.domain.requesters import Requester, RequesterKind
from chalicelib.domain.stages import Stage
from chalicelib.usecases.budgeted import WithinBudget
from chalicelib.usecases.drafting import Drafting, Drafts, Product, StageStream
from chalicelib.usecases.limits import Budget
from chalicelib.usecases.streams import FrameLog, JobEnded

from tests.faults.fault_plans import Fault, Flaky, Killed, Once
from tests.unit.generation.fakes import JOB, Mailboxes, MemoryJobs, MemoryObjects, at, no_nearby
from tests.unit.generation.test_drafting import Bench, Script
from tests.unit.generation.test_generation import Desk
from tests.unit.usecases.fakes_service import FakeClock, MemoryCounters


@pytest.mark.parametrize(
    ("class_", "retryable"),
    [
        pytest.param(FailureClass.PROVIDER_TIMEOUT, True, id="g1-provider_is_silent"),
        pytest.param(FailureClass.PROVIDER_RATE_LIMITED, True, id="g1-provider_is_throttling"),
        pytest.param(FailureClass.PROVIDER_ERROR, True, id="g1-provider_fails"),
        pytest.param(FailureClass.REFUSED, False, id="g1-provider_refuses"),
    ],
)
def test_g1_provider_is_silent_throttles_fails_or_refuses(class_: FailureClass, retryable: bool) -> None:
    bench = Bench(Script(failure=GenerationFailed(class_, "why", retryable=retryable)))
    with pytest.raises(GenerationFailed):
        bench.run()
    last = bench.jobs.events(JOB.job_id)[-1]
    assert (last.type, last.data["class"], last.data["retryable"]) == ("failed", class_, retryable)
    with pytest.raises(JobEnded):
        bench.run()


def test_g2_budget_is_used_up_in_the_middle_of_a_job() -> None:
    counters, jobs = MemoryCounters(), MemoryJobs(replace(JOB, owner="user:ada"))
    script = Script()
    drafter = WithinBudget(script, Budget(counters, 10, FakeClock()))
    log = FrameLog(jobs, Mailboxes())
    drafting = Drafting(jobs, log, Drafts(MemoryObjects()), drafter, no_nearby(), lambda: at(1001))
    drafting.run(JOB.job_id, Stage.REFERENCE)
    with pytest.raises(GenerationFailed):
        drafting.run(JOB.job_id, Stage.BRUTE)
    last = jobs.events(JOB.job_id)[-1]
    assert (last.type, last.data["class"], last.data["retryable"]) == ("failed", "budget", True)
    assert script.asked == 1


def test_g3_generation_is_cancelled_while_a_stage_runs() -> None:
    bench = Bench(Script())

    def cancelled(job: GenerationJob, stage: str, stream: StageStream) -> Product | None:
        stream.begin(1)
        bench.log.end(job.job_id, done("rejected", None, None))
        stream.begin(2)
        return None

    bench.drafter.draft = cancelled  # type: ignore[method-assign]
    with pytest.raises(JobEnded):
        bench.run()
    assert bench.types == ["stage:started", "done"]


@pytest.mark.parametrize("call", ["put_new", "add"])
def test_g4_stage_dies_after_it_was_drafted(call: str) -> None:
    """The frame `finished` is what counts: without it the stage is done again and told as begun anew."""
    bench = Bench(Script())
    target = bench.objects if call == "put_new" else bench.jobs
    flaky = Flaky(target, "x", Once(**{f"x__{call}": (Fault.KILL_AFTER, 1)}))
    objects, jobs = (flaky, bench.jobs) if call == "put_new" else (bench.objects, flaky)
    log = FrameLog(jobs, Mailboxes())
    drafting = Drafting(jobs, log, Drafts(objects), bench.drafter, no_nearby(), lambda: at(1001))
    with pytest.raises(Killed):
        drafting.run(JOB.job_id, Stage.REFERENCE)
    for _ in range(2):
        drafting.run(JOB.job_id, Stage.REFERENCE)
    assert bench.types.count("stage:finished") == 1
    assert bench.types.count("artefact") == 1


def test_g5_generator_cannot_be_started() -> None:
    desk = Desk(broken=True)
    job_id = desk.start()
    assert desk.jobs.types(job_id) == ["accepted", "failed"]


def test_g6_caller_asks_twice_at_once() -> None:
    desk = Desk()
    assert desk.start() == desk.start()
    assert len(desk.executions.started) == 1


def test_g7_somebody_else_cancels() -> None:
    desk = Desk()
    job_id = desk.start()
    desk.jobs.jobs[job_id] = replace(desk.jobs.jobs[job_id], owner="user:ada")
    with pytest.raises(Exception, match="there is no generation"):
        desk.generations.cancel(job_id, caller=Requester(RequesterKind.USER, "bob"))
    assert desk.jobs.types(job_id) == ["accepted"]
