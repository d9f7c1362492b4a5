"""A stage is run, shown and finished once, however often its step is started."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from chalicelib.domain.frames import Channel, done
from chalicelib.domain.generation import FailureClass, GenerationFailed, GenerationJob, Spending
from chalicelib.domain.stages import SPEC_PATH, Stage
from chalicelib.errors import NotFound
from chalicelib.usecases.drafting import Drafting, Drafts, Product, StageStream
from chalicelib.usecases.streams import FrameLog, JobEnded

from tests.unit.generation.fakes import JOB, Mailboxes, MemoryJobs, MemoryObjects, at, no_nearby

REFERENCE = "submissions/accepted/reference.py"
PRODUCT = Product(files={REFERENCE: b"print(1)"}, shown={REFERENCE: "print(1)"}, tokens=12)


class Script:
    """A drafter that says a text and gives a product, or fails; it counts how often it was asked."""

    def __init__(
        self, product: Product | None = PRODUCT, failure: Exception | None = None, *, in_vain: bool = False
    ) -> None:
        self.product = product
        self.failure = failure
        self.in_vain = in_vain
        self.asked = 0

    def draft(self, job: GenerationJob, stage: str, stream: StageStream) -> Product | None:
        self.asked += 1
        if self.in_vain:
            stream.begin(1)
        if self.product is None:
            return None
        stream.begin(1)
        stream.text(Channel.CODE, "print(1)")
        if self.failure:
            raise self.failure
        return self.product

    def spending(self, job: GenerationJob) -> Spending:
        return Spending(prompt_tokens=10 * self.asked, completion_tokens=2 * self.asked)


class Bench:
    """Everything that a stage needs, in memory."""

    def __init__(self, drafter: Script, now_s: Callable[[], float] = lambda: 1001.0) -> None:
        self.jobs = MemoryJobs(JOB)
        self.objects = MemoryObjects()
        self.drafter = drafter
        self.log = FrameLog(self.jobs, Mailboxes())
        self.drafting = Drafting(self.jobs, self.log, Drafts(self.objects), drafter, no_nearby(), lambda: at(now_s()))

    def run(self, stage: Stage = Stage.REFERENCE) -> None:
        self.drafting.run(JOB.job_id, stage)

    @property
    def types(self) -> list[str]:
        return self.jobs.types(JOB.job_id)


def test_stage_streams_shows_and_finishes() -> None:
    bench = Bench(Script())
    bench.run()
    assert bench.types == ["stage:started", "delta", "artefact", "stage:finished"]
    finished = bench.jobs.events(JOB.job_id)[-1]
    assert (finished.stage, finished.data["attempt"], finished.data["tokens"]) == ("reference", 1, 12)
    assert Drafts(bench.objects).load(JOB.job_id, Stage.REFERENCE, 1) == PRODUCT.files


def test_stage_is_not_run_again_when_it_is_finished() -> None:
    bench = Bench(Script())
    bench.run()
    bench.run()
    assert bench.drafter.asked == 1
    assert bench.types.count("stage:finished") == 1


def test_stage_is_restarted_when_it_was_cut_off() -> None:
    bench = Bench(Script(failure=MemoryError()))
    with pytest.raises(MemoryError):
        bench.run()
    bench.drafter.failure = None
    bench.run()
    assert bench.types == ["stage:started", "delta", "stage:restarted", "delta", "artefact", "stage:finished"]


def test_stage_leaves_no_trace_when_the_problem_does_not_need_it() -> None:
    bench = Bench(Script(product=None))
    bench.run(Stage.CHECKER)
    assert bench.types == []


def test_stage_is_shown_to_be_over_when_nothing_came_of_it() -> None:
    bench = Bench(Script(product=None, in_vain=True))
    bench.run()
    assert bench.types == ["stage:started", "stage:finished"]
    assert not bench.jobs.finished[JOB.job_id]


def test_failure_is_told_before_the_step_fails() -> None:
    bench = Bench(Script(failure=GenerationFailed(FailureClass.REFUSED, "I cannot help with that.", retryable=False)))
    with pytest.raises(GenerationFailed):
        bench.run()
    assert bench.types[-1] == "failed"
    failed = bench.jobs.events(JOB.job_id)[-1]
    assert failed.data == {"class": "refused", "retryable": False, "detail": "I cannot help with that."}


def test_stage_is_refused_when_the_job_has_ended() -> None:
    bench = Bench(Script())
    bench.log.end(JOB.job_id, done("verified", "p", None))
    with pytest.raises(JobEnded):
        bench.run()
    assert bench.drafter.asked == 0


def test_stage_stops_when_the_job_is_cancelled_meanwhile() -> None:
    bench = Bench(Script())

    def cancel() -> None:
        bench.jobs.before_add = lambda: None
        bench.log.end(JOB.job_id, done("cancelled", None, None))

    bench.jobs.before_add = cancel
    with pytest.raises(JobEnded):
        bench.run()
    assert bench.objects.objects == {}


def test_stage_fails_when_the_job_is_overdue() -> None:
    bench = Bench(Script(), now_s=lambda: 1000.0 + 1801)
    with pytest.raises(GenerationFailed):
        bench.run()
    assert bench.jobs.events(JOB.job_id)[-1].data["class"] == "provider_timeout"


def test_stage_is_refused_when_the_job_is_unknown() -> None:
    with pytest.raises(NotFound):
        Bench(Script()).drafting.run("gunknown", Stage.SPEC)


def test_spec_is_shown_parsed() -> None:
    bench = Bench(Script(Product({SPEC_PATH: b"{}"}, {SPEC_PATH: '{"title": "T"}'})))
    bench.run(Stage.SPEC)
    shown = bench.jobs.events(JOB.job_id)[2]
    assert (shown.data["name"], shown.data["object"]) == ("spec", {"title": "T"})
