"""Taking submissions and giving verdicts, with everything that can go wrong in between."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from chalicelib.domain import tracing
from chalicelib.domain.submissions import MAX_SUMMARY_BYTES, judgement
from chalicelib.errors import ConfigError, Conflict, Corrupt, Invalid, NotFound
from chalicelib.protocol import JobKind, ObjectRef, Result, RunReport, Verdict, to_json
from chalicelib.usecases import rescue
from chalicelib.usecases.custom_runs import CustomRuns, RunOrder
from chalicelib.usecases.grading import Grading, Intake, Order, Starting
from chalicelib.usecases.ports import ExecutionState
from chalicelib.usecases.rejudging import MAX_ATTEMPTS, Rejudging
from chalicelib.usecases.rescue import GIVE_UP, GRACE, Reaper
from chalicelib.usecases.verdicts import Dispatch, Freezing, Planning, Recording, Verdicts
from chalicelib.usecases.waiting import MAX_WAIT_S, Waiting

from tests.unit.usecases.fakes_service import (
    PROBLEM,
    FakeCallbacks,
    FakeClock,
    FakeEntropy,
    FakeExecutions,
    FakeObjects,
    FakeProblems,
    FakeSubmissions,
    FakeWatchers,
    NoWebhooks,
)

ORDER = Order("sum", "Python", "print(3)")
RUNS = (
    RunReport("sample/1", Verdict.ACCEPTED, 0.1, 0.2, 9.0, "yours and ours agree"),
    RunReport("secret/1", Verdict.WRONG_ANSWER, 0.3, 0.4, 8.0, "expected 110"),
)


@dataclass
class World:
    problems: FakeProblems = field(default_factory=FakeProblems)
    submissions: FakeSubmissions = field(default_factory=FakeSubmissions)
    objects: FakeObjects = field(default_factory=FakeObjects)
    executions: FakeExecutions = field(default_factory=FakeExecutions)
    watchers: FakeWatchers = field(default_factory=FakeWatchers)
    clock: FakeClock = field(default_factory=FakeClock)

    def __post_init__(self) -> None:
        starting = Starting(self.executions)
        intake = Intake(self.submissions, self.objects, starting)
        entropy = FakeEntropy()
        self.webhooks = NoWebhooks()
        self.grading = Grading(self.problems, self.submissions, intake, self.clock, entropy, self.webhooks)
        self.custom_runs = CustomRuns(self.submissions, self.objects, intake, self.clock, entropy)
        self.rejudging = Rejudging(self.problems, self.submissions, starting, self.clock)
        self.verdicts = Verdicts(self.submissions, self.watchers, self.clock, self.webhooks)
        self.recording = Recording(self.verdicts, self.objects)
        self.reaper = Reaper(self.submissions, self.executions, starting, self.verdicts, self.clock)

    def submit(self) -> str:
        return self.grading.submit(ORDER).submission_id

    def write_result(self, submission_id: str, verdict: Verdict = Verdict.WRONG_ANSWER) -> str:
        result = Result(submission_id, 1, verdict, runs=RUNS, tests_total=20)
        key = f"results/{submission_id}/1.json"
        self.objects.stored[key] = json.dumps(to_json(result)).encode()
        return key

    def verdict(self, submission_id: str) -> Verdict | None:
        return self.submissions.rows[submission_id].verdict


def test_submit_starts_one_execution_with_ids_only() -> None:
    world = World()
    with tracing.entered("ab" * 16):
        submission_id = world.submit()
    begun = {"submission_id": submission_id, "attempt": 1, "trace_id": "ab" * 16}
    assert world.executions.inputs == {f"{submission_id}-1": begun}
    assert world.submissions.rows[submission_id].language == "python3"


def test_submit_is_kept_when_the_start_fails_and_the_reaper_starts_it() -> None:
    world = World()
    world.executions.is_down = True
    submission_id = world.submit()
    world.executions.is_down = False
    world.clock.pass_(GRACE * 2)
    assert world.reaper.reap() == {"open": 1, "restarted": 1, "ended": 0, "told": 0}
    assert list(world.executions.states) == [f"{submission_id}-1"]


def test_submit_again_with_a_key_after_a_crash_starts_what_was_not_started() -> None:
    world = World()
    world.executions.is_down = True
    order = replace(ORDER, idempotency_key="k")
    first = world.grading.submit(order)
    world.executions.is_down = False
    assert world.grading.submit(order) == first
    assert len(world.executions.states) == 1


def test_submit_with_a_key_of_another_owner_is_another_submission() -> None:
    world = World()
    orders = [replace(ORDER, idempotency_key="k", owner=owner) for owner in ("ada", "bob")]
    assert len({world.grading.submit(order).submission_id for order in orders}) == 2


def test_submit_other_code_with_a_used_key_is_refused() -> None:
    world = World()
    world.grading.submit(replace(ORDER, idempotency_key="k"))
    with pytest.raises(Invalid) as caught:
        world.grading.submit(replace(ORDER, idempotency_key="k", code="print(4)"))
    assert caught.value.field == "Idempotency-Key"


def test_record_gives_the_verdict_and_tells_watchers() -> None:
    world = World()
    submission_id = world.submit()
    world.recording.record(submission_id, 1, world.write_result(submission_id))
    told = world.watchers.ended[submission_id].data
    assert world.verdict(submission_id) is Verdict.WRONG_ANSWER
    assert (told["outcome"], told["tests_passed"], told["tests_total"]) == ("WRONG_ANSWER", 1, 20)


def test_record_after_a_verdict_changes_nothing() -> None:
    world = World()
    submission_id = world.submit()
    world.recording.record(submission_id, 1, world.write_result(submission_id))
    world.recording.record(submission_id, 1, world.write_result(submission_id, Verdict.ACCEPTED))
    world.verdicts.mark_judge_error(submission_id, 1, "JobFailed")
    assert world.verdict(submission_id) is Verdict.WRONG_ANSWER


def test_record_keeps_messages_of_secret_tests_back() -> None:
    world = World()
    submission_id = world.submit()
    submission = world.recording.record(submission_id, 1, world.write_result(submission_id))
    assert submission.judgement
    assert [run.message for run in submission.judgement.result.runs] == ["yours and ours agree", ""]


@pytest.mark.parametrize("stored", [None, b"{", b"{}", b'{"schema_version": 7}'], ids=["none", "cut", "empty", "newer"])
def test_record_refuses_a_result_it_cannot_read(stored: bytes | None) -> None:
    world = World()
    submission_id = world.submit()
    if stored is not None:
        world.objects.stored["results/x"] = stored
    with pytest.raises(Corrupt):
        world.recording.record(submission_id, 1, "results/x")
    assert world.verdict(submission_id) is None


def test_record_refuses_the_result_of_another_submission() -> None:
    world = World()
    mine, other = world.submit(), world.submit()
    with pytest.raises(Corrupt):
        world.recording.record(mine, 1, world.write_result(other))


def test_reaper_leaves_what_is_new_or_running() -> None:
    world = World()
    submission_id = world.submit()
    assert world.reaper.reap()["open"] == 0
    world.clock.pass_(GRACE * 2)
    assert world.reaper.reap() == {"open": 1, "restarted": 0, "ended": 0, "told": 0}
    assert world.verdict(submission_id) is None


def test_reaper_ends_what_an_ended_execution_left() -> None:
    world = World()
    submission_id = world.submit()
    world.executions.states[f"{submission_id}-1"] = ExecutionState.ENDED
    world.clock.pass_(GRACE * 2)
    world.reaper.reap()
    assert world.verdict(submission_id) is Verdict.JUDGE_ERROR
    assert world.watchers.ended[submission_id].data["outcome"] == "JUDGE_ERROR"


def test_reaper_gives_up_what_can_never_be_started() -> None:
    world = World()
    world.executions.is_down = True
    submission_id = world.submit()
    world.clock.pass_(GIVE_UP + timedelta(minutes=1))
    world.reaper.reap()
    assert world.verdict(submission_id) is Verdict.JUDGE_ERROR


def test_plan_of_a_problem_with_frozen_tests_makes_none() -> None:
    world = World()
    plan = Planning(world.problems, world.submissions, DISPATCH).plan(world.submit(), 1)
    assert plan.tests_job is None
    assert (plan.job.source_name, plan.job.tests) == ("main.py", PROBLEM.tests)


def test_plan_of_a_problem_without_tests_has_two_jobs_that_write_to_different_places() -> None:
    world = World()
    world.problems.add(replace(PROBLEM, tests=None))
    plan = Planning(world.problems, world.submissions, DISPATCH).plan(world.submit(), 1)
    assert plan.tests_job
    assert plan.job.result_key != plan.tests_job.result_key


def test_plan_of_a_custom_run_is_a_run_job_with_its_input() -> None:
    world = World()
    run = world.custom_runs.submit(RunOrder("python", "print(input())", "7\n"))
    plan = Planning(world.problems, world.submissions, DISPATCH).plan(run.submission_id, 1)
    assert (plan.job.kind, plan.job.stdin, plan.job.package, plan.tests_job) == (JobKind.RUN, run.stdin, None, None)
    assert plan.job.limits.time_limit_s is not None
    assert world.objects.stored[f"code/{run.submission_id}/stdin"] == b"7\n"


def test_rejudge_keeps_the_old_verdict_as_history_and_judges_on_the_current_version() -> None:
    world = World()
    submission_id = world.submit()
    world.recording.record(submission_id, 1, world.write_result(submission_id))
    world.problems.add(replace(PROBLEM, version=2))
    world.clock.pass_(timedelta(days=1))
    again = world.rejudging.rejudge(world.submissions.rows[submission_id])
    assert (again.attempt, again.problem_version, again.verdict) == (2, 2, None)
    assert [(past.attempt, past.verdict) for past in again.history] == [(1, Verdict.WRONG_ANSWER)]
    assert list(world.executions.states) == [f"{submission_id}-1", f"{submission_id}-2"]


def test_rejudge_gives_the_reaper_no_reason_to_end_what_arrived_long_ago() -> None:
    world = World()
    submission_id = world.submit()
    world.recording.record(submission_id, 1, world.write_result(submission_id))
    world.clock.pass_(GIVE_UP * 2)
    world.rejudging.rejudge(world.submissions.rows[submission_id])
    world.clock.pass_(GRACE * 2)
    assert world.reaper.reap() == {"open": 1, "restarted": 0, "ended": 0, "told": 0}


def test_a_late_result_of_the_old_attempt_does_not_end_the_new_one() -> None:
    world = World()
    submission_id = world.submit()
    key = world.write_result(submission_id)
    world.recording.record(submission_id, 1, key)
    world.rejudging.rejudge(world.submissions.rows[submission_id])
    world.recording.record(submission_id, 1, key)
    assert world.verdict(submission_id) is None


@pytest.mark.parametrize("case", ["pending", "too often", "somebody was quicker"])
def test_rejudge_is_refused(case: str) -> None:
    world = World()
    submission_id = world.submit()
    if case != "pending":
        world.recording.record(submission_id, 1, world.write_result(submission_id))
    submission = world.submissions.rows[submission_id]
    if case == "too often":
        submission = replace(submission, attempt=MAX_ATTEMPTS)
    if case == "somebody was quicker":
        world.rejudging.rejudge(submission)
    with pytest.raises(Conflict):
        world.rejudging.rejudge(submission)


def test_rejudge_of_a_problem_skips_what_is_being_judged() -> None:
    world = World()
    judged, pending = world.submit(), world.submit()
    world.recording.record(judged, 1, world.write_result(judged))
    rejudged = world.rejudging.rejudge_problem("sum", 100, None)
    assert (rejudged.begun, list(rejudged.skipped)) == ((judged,), [pending])


def test_a_batch_is_taken_as_a_whole_or_not_at_all() -> None:
    world = World()
    with pytest.raises(Invalid) as caught:
        world.grading.submit_all([ORDER, replace(ORDER, code=" ")])
    assert caught.value.field == "submissions.1.code"
    assert (world.submissions.rows, world.objects.stored) == ({}, {})


def test_a_batch_with_a_key_repeats_and_a_longer_one_is_refused() -> None:
    world = World()
    order = replace(ORDER, idempotency_key="k")
    first = world.grading.submit_all([order, order])
    assert world.grading.submit_all([order, order]) == first
    assert len({item.submission_id for item in first}) == 2
    with pytest.raises(Invalid) as caught:
        world.grading.submit_all([order, order, order])
    assert (caught.value.field, len(world.submissions.rows)) == ("Idempotency-Key", 2)


def test_waiting_ends_with_the_verdict_or_with_the_time() -> None:
    world = World()
    submission = world.grading.submit(ORDER)
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        world.clock.pass_(timedelta(seconds=seconds))
        if len(slept) == 15:
            world.verdicts.mark_judge_error(submission.submission_id, 1, "JobFailed")

    waiting = Waiting(world.submissions, world.clock, sleep)
    assert waiting.for_verdict(submission, 1).verdict is None
    assert waiting.for_verdict(submission, 99).verdict is Verdict.JUDGE_ERROR
    assert len(slept) == 15


def test_waiting_ends_when_the_clock_stands_still() -> None:
    world = World()
    slept: list[float] = []
    Waiting(world.submissions, world.clock, slept.append).for_verdict(world.grading.submit(ORDER), 600)
    assert sum(slept) == pytest.approx(MAX_WAIT_S)


def test_plan_of_a_gone_attempt_is_refused() -> None:
    world = World()
    with pytest.raises(NotFound):
        Planning(world.problems, world.submissions, DISPATCH).plan(world.submit(), 2)


DISPATCH = Dispatch("warm", {"python": "q-python", "main": "q-main"}, {})


def test_dispatch_takes_the_pool_or_the_one_for_everything() -> None:
    assert (DISPATCH.queue("python"), DISPATCH.queue("java"), DISPATCH.task("java")) == ("q-python", "q-main", "")
    with pytest.raises(ConfigError):
        Dispatch("warm", {"python": "q"}, {}).queue("java")


def test_dispatch_keeps_what_may_wait_apart_where_it_can() -> None:
    both = replace(DISPATCH, patient={"main": "later"})
    assert (both.queue("python", may_wait=True), both.queue("python")) == ("later", "q-python")
    assert DISPATCH.queue("python", may_wait=True) == "q-python"
    assert replace(both, patient={"python": "later"}).queue("python", may_wait=True) == "later"


def test_plan_of_another_attempt_may_wait() -> None:
    world = World()
    submission_id = world.submit()
    planning = Planning(world.problems, world.submissions, DISPATCH)
    assert not planning.plan(submission_id, 1).may_wait
    world.verdicts.mark_judge_error(submission_id, 1, "Broken")
    world.rejudging.rejudge(world.submissions.rows[submission_id])
    assert planning.plan(submission_id, 2).may_wait


def test_frozen_tests_are_never_replaced() -> None:
    world = World()
    world.problems.add(replace(PROBLEM, tests=None))
    first, second = (ObjectRef(f"tests/{name}.zip", name) for name in ("a", "b"))
    freezing = Freezing(world.problems)
    assert (freezing.freeze("sum", 1, first), freezing.freeze("sum", 1, second)) == (first, first)


def test_tests_must_be_named_by_their_hash() -> None:
    with pytest.raises(Corrupt):
        Freezing(FakeProblems()).freeze("sum", 1, ObjectRef("code/somebody", "a"))


@pytest.mark.parametrize(
    ("body", "failed"),
    [
        pytest.param('{"token": "t", "job": {"job_id": "s1"}}', [("t", "DeadLettered")], id="job"),
        pytest.param(
            '{"token": "t", "job": {"job_id": "s1", "schema_version": 99}}', [("t", "DeadLettered")], id="newer"
        ),
        pytest.param("garbage", [], id="garbage"),
        pytest.param('["token"]', [], id="list"),
    ],
)
def test_a_dead_letter_ends_the_state_that_waits(body: str, failed: list[tuple[str, str]]) -> None:
    callbacks = FakeCallbacks()
    rescue.dead_letter(body, callbacks)
    assert callbacks.failed == failed


def test_what_is_stored_of_a_huge_result_is_small_and_names_the_first_failure() -> None:
    passed = [RunReport(f"secret/{n:05d}", Verdict.ACCEPTED, 0.001, 0.001, 1.0) for n in range(5000)]
    failed = RunReport("secret/99999", Verdict.TIME_LIMIT_EXCEEDED, 2.0, 2.1, 5.0)
    kept = judgement(Result("s1", 1, Verdict.TIME_LIMIT_EXCEEDED, runs=[*passed, failed], tests_total=6000))
    assert len(json.dumps(to_json(kept.result))) <= MAX_SUMMARY_BYTES
    assert (kept.totals.tests_passed, kept.totals.tests_judged, kept.totals.tests_total) == (5000, 5001, 6000)
    assert kept.result.runs[-1] == failed
