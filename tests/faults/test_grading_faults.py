"""One test per fault of the grading path, named by its id in docs/reliability.md."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from threading import Event
from typing import Any

import pytest
from chalicelib.errors import Conflict, Invalid, Unavailable
from chalicelib.protocol import Job, ObjectRef, Verdict
from chalicelib.usecases.grading import Order
from judge.sandbox import SandboxError
from worker.crew import Crew
from worker.ports import Delivery

from tests.faults.fault_invariants import Ledger
from tests.faults.fault_plans import Fault, Killed, Once
from tests.faults.fault_world import OWNER, World
from tests.unit.worker.fakes_worker import FakeInbox, delivery

HOUR_S = 3600


class Stage(World):
    """A world that is checked for the six promises when its play is over."""

    def __init__(self, **faults: tuple[Fault, int]) -> None:
        super().__init__(Once(**faults))
        self.ledger = Ledger(self)

    def ends(self, submission_id: str, verdict: Verdict) -> None:
        self.settle()
        self.ledger.check()
        assert self.verdict(submission_id) is verdict

    def judging(self, code: str = "wrong") -> str:
        """A submission whose job lies in the queue."""
        submission_id = self.submit(code)
        self.machine.run()
        return submission_id

    def next_perform(self, *acts: Callable[[], object]) -> None:
        """What happens in the middle of the next jobs, one act each."""
        left = list(acts)
        self.performing = lambda _job: left and left.pop(0)()


def dies() -> None:
    raise Killed("SIGKILL")


def test_w1_worker_is_killed_in_the_middle_of_a_test() -> None:
    stage = Stage()
    submission_id = stage.judging()
    stage.next_perform(dies)
    stage.work()
    assert not stage.work(), "nobody has the message before its lease is over"
    stage.ends(submission_id, Verdict.WRONG_ANSWER)
    assert stage.performed == [submission_id] * 2


def test_w2_worker_is_told_to_stop_in_the_middle_of_a_job() -> None:
    inbox, begun, go_on = FakeInbox([delivery()]), Event(), Event()

    class Slow:
        def handle(self, _delivery: Delivery) -> None:
            begun.set()
            go_on.wait(60)

    crew = Crew(inbox, Slow(), ["queue"])
    crew.start()
    assert begun.wait(60)
    assert not crew.stop(grace_s=0)
    assert [seconds for _, seconds in inbox.extended] == [0]
    go_on.set()
    inbox.close()


def test_w3_worker_is_killed_after_it_stored_the_result() -> None:
    stage = Stage(callbacks__succeed=(Fault.KILL_BEFORE, 1))
    stage.ends(submission_id := stage.submit("wrong"), Verdict.WRONG_ANSWER)
    assert stage.performed == [submission_id], "the stored result counts"


def test_w4_worker_is_killed_after_it_answered() -> None:
    stage = Stage(callbacks__succeed=(Fault.KILL_AFTER, 1))
    stage.ends(submission_id := stage.submit("wrong"), Verdict.WRONG_ANSWER)
    assert stage.performed == [submission_id]


def test_w5_message_cannot_be_deleted() -> None:
    stage = Stage(messages__delete=(Fault.BEFORE, 1))
    stage.ends(submission_id := stage.submit("wrong"), Verdict.WRONG_ANSWER)
    assert stage.performed == [submission_id]


def test_w6_answer_does_not_arrive() -> None:
    stage = Stage(callbacks__succeed=(Fault.BEFORE, 1))
    stage.ends(submission_id := stage.submit("wrong"), Verdict.WRONG_ANSWER)
    assert stage.performed == [submission_id]


def test_w7_answer_arrives_but_the_worker_does_not_hear_so() -> None:
    stage = Stage(callbacks__succeed=(Fault.AFTER, 1))
    stage.ends(stage.submit("wrong"), Verdict.WRONG_ANSWER)


def test_w8_zombie_finishes_after_another_worker() -> None:
    stage = Stage()
    submission_id = stage.judging()

    def slept() -> None:
        stage.pass_(31)
        assert stage.work(), "the lease is over: another worker has it"
        stage.machine.run()

    stage.next_perform(slept)
    stage.work()
    stage.ends(submission_id, Verdict.WRONG_ANSWER)


def test_w9_zombie_finishes_after_the_submission_was_given_up() -> None:
    stage = Stage()
    submission_id = stage.judging()

    def slept() -> None:
        stage.pass_(HOUR_S)
        stage.machine.run()
        assert stage.verdict(submission_id) is Verdict.JUDGE_ERROR

    stage.next_perform(slept)
    stage.work()
    stage.ends(submission_id, Verdict.JUDGE_ERROR)


def test_w10_submission_kills_every_worker() -> None:
    stage = Stage()
    poison = stage.judging("right")
    sound = stage.judging("wrong")

    def kills_for(job: Job) -> None:
        if job.job_id == poison:
            dies()

    stage.performing = kills_for
    stage.ends(poison, Verdict.JUDGE_ERROR)
    assert stage.performed.count(poison) == 3
    assert stage.verdict(sound) is Verdict.WRONG_ANSWER


def test_w11_sandbox_breaks() -> None:
    stage = Stage()
    submission_id = stage.judging()

    def breaks() -> None:
        raise SandboxError("the supervisor is gone")

    stage.next_perform(breaks)
    with pytest.raises(SandboxError):
        stage.work()
    stage.ends(submission_id, Verdict.WRONG_ANSWER)


def _disk_is_full() -> None:
    raise OSError(28, "No space left on device")


def test_w12_work_directory_of_one_worker_is_full() -> None:
    stage = Stage()
    stage.next_perform(_disk_is_full)
    stage.ends(stage.submit("wrong"), Verdict.WRONG_ANSWER)


def test_w13_work_directory_of_every_worker_is_full() -> None:
    stage = Stage()
    stage.performing = lambda _job: _disk_is_full()
    stage.ends(stage.submit("right"), Verdict.JUDGE_ERROR)


def test_q1_message_is_delivered_twice() -> None:
    stage = Stage()
    submission_id = stage.judging()
    stage.queue.put(stage.queue.messages[0].body)
    stage.ends(submission_id, Verdict.WRONG_ANSWER)
    assert stage.performed == [submission_id]


def test_q2_message_is_delivered_to_two_workers_at_once() -> None:
    stage = Stage()
    submission_id = stage.judging()
    stage.queue.put(stage.queue.messages[0].body)
    stage.next_perform(stage.work)
    stage.work()
    assert stage.performed == [submission_id] * 2
    stage.ends(submission_id, Verdict.WRONG_ANSWER)


def test_q3_message_comes_again_after_the_verdict() -> None:
    stage = Stage()
    submission_id = stage.judging()
    body = stage.queue.messages[0].body
    stage.settle()
    stage.queue.put(body)
    stage.ends(submission_id, Verdict.WRONG_ANSWER)
    assert stage.performed == [submission_id]


def test_q4_message_has_an_unknown_schema_version() -> None:
    stage = Stage()
    submission_id = stage.judging()
    message = json.loads(stage.queue.messages[0].body)
    message["job"]["schema_version"] = 99
    stage.queue.messages[0].body = json.dumps(message)
    stage.ends(submission_id, Verdict.JUDGE_ERROR)
    assert stage.performed == []


@pytest.mark.parametrize("body", ["{", "[]", "null", '{"token": 5}', '{"token": "t", "job": null}', "\ud800"])
def test_q5_message_makes_no_sense(body: str) -> None:
    stage = Stage()
    stage.queue.put(body)
    stage.ends(stage.submit("wrong"), Verdict.WRONG_ANSWER)


def test_q6_queue_does_not_take_the_job() -> None:
    stage = Stage(queue__send=(Fault.BEFORE, 1))
    stage.ends(stage.submit("wrong"), Verdict.WRONG_ANSWER)


def test_q7_queue_takes_the_job_but_does_not_say_so() -> None:
    stage = Stage(queue__send=(Fault.AFTER, 1))
    stage.ends(submission_id := stage.submit("wrong"), Verdict.WRONG_ANSWER)
    assert stage.performed == [submission_id], "the message of the first try waits for nothing"


def test_q8_nobody_serves_the_queue() -> None:
    stage = Stage()
    submission_id = stage.submit()
    stage.settle(working=False)
    assert stage.verdict(submission_id) is Verdict.JUDGE_ERROR
    stage.ends(submission_id, Verdict.JUDGE_ERROR)


def test_s1_execution_is_not_started() -> None:
    stage = Stage(executions__start=(Fault.BEFORE, 1))
    submission_id = stage.submit("wrong")
    assert stage.machine.executions == {}
    stage.ends(submission_id, Verdict.WRONG_ANSWER)


def test_s2_execution_is_started_but_nobody_hears_so() -> None:
    stage = Stage(executions__start=(Fault.AFTER, 1))
    stage.ends(submission_id := stage.submit("wrong"), Verdict.WRONG_ANSWER)
    assert list(stage.machine.executions) == [f"{submission_id}-1"]


@pytest.mark.parametrize("call", ["submissions__finish", "jobs__add", "jobs__add_all", "submissions__close"])
def test_s3_function_dies_between_its_write_and_its_answer(call: str) -> None:
    stage = Stage(**{call: (Fault.KILL_AFTER, 1)})
    stage.ends(stage.submit("wrong"), Verdict.WRONG_ANSWER)


@pytest.mark.parametrize("call", ["submissions__finish", "objects__get", "submissions__get"])
def test_s4_function_dies_before_its_write(call: str) -> None:
    stage = Stage(**{call: (Fault.KILL_BEFORE, 1)})
    stage.ends(stage.submit("wrong"), Verdict.WRONG_ANSWER)


def test_s5_verdict_is_written_but_can_be_told_to_nobody() -> None:
    stage = Stage()
    submission_id = stage.judging()
    stage.plan = lambda call: Fault.BEFORE if call == "jobs.add" and stage.now_s() < until else None
    until = stage.now_s() + 600
    stage.ends(submission_id, Verdict.WRONG_ANSWER)


def test_s6_execution_is_aborted_by_hand() -> None:
    stage = Stage()
    submission_id = stage.judging()
    stage.machine.stop(f"{submission_id}-1")
    stage.ends(submission_id, Verdict.JUDGE_ERROR)


def test_s7_task_of_the_submission_stops() -> None:
    stage = Stage()
    submission_id = stage.judging()
    token = stage.machine.executions[f"{submission_id}-1"].token
    stage.machine.fail(token, "TaskStopped", "out of memory")
    stage.ends(submission_id, Verdict.WRONG_ANSWER)


def test_s8_stack_is_updated_while_the_execution_runs() -> None:
    stage = Stage()
    submission_id = stage.judging()
    message = json.loads(stage.queue.messages[0].body)
    older = {name: message["job"][name] for name in ("schema_version", "kind", "job_id", "attempt", "result_key")}
    message["job"] = {**older, "source": message["job"]["source"], "added_later": [1]}
    stage.queue.messages[0].body = json.dumps(message)
    stage.ends(submission_id, Verdict.WRONG_ANSWER)


def test_s9_emulator_restarts_and_forgets_its_executions() -> None:
    stage = Stage()
    submission_id = stage.judging()
    stage.machine.executions.clear()
    stage.queue.messages.clear()
    stage.ends(submission_id, Verdict.WRONG_ANSWER)


@pytest.mark.parametrize("step_s", [2 * HOUR_S, -2 * HOUR_S])
def test_s10_clock_is_set(step_s: int) -> None:
    stage = Stage()
    submission_id = stage.submit("wrong")
    stage.next_perform(lambda: stage.pass_(step_s))
    stage.settle(hours=8)
    stage.ledger.check()
    assert stage.verdict(submission_id) in (Verdict.WRONG_ANSWER, Verdict.JUDGE_ERROR)


@pytest.mark.parametrize("call", ["objects__put_new", "submissions__add"])
def test_d1_table_or_bucket_is_throttled_on_taking(call: str) -> None:
    stage = Stage(**{call: (Fault.BEFORE, 1)})
    order = Order("sum", "python3", "right", owner=OWNER)
    with pytest.raises(Unavailable) as raised:
        stage.grading.submit(order)
    assert raised.value.retry_after_s
    assert stage.rows.rows == {}
    assert stage.machine.executions == {}


def test_d2_write_happened_but_the_client_was_told_that_it_failed() -> None:
    stage = Stage(submissions__add=(Fault.AFTER, 1))
    submission_id = stage.submit("wrong", key="k")
    assert list(stage.rows.rows) == [submission_id]
    stage.ends(submission_id, Verdict.WRONG_ANSWER)


@pytest.mark.parametrize(
    "call", ["submissions__finish", "jobs__add", "jobs__add_all", "jobs__last_seq", "submissions__close"]
)
def test_d3_table_fails_on_recording(call: str) -> None:
    stage = Stage(**{call: (Fault.BEFORE, 1)})
    stage.ends(stage.submit("wrong"), Verdict.WRONG_ANSWER)


@pytest.mark.parametrize("at", [1, 2, 3, 4])
def test_d4_bucket_fails_on_reading(at: int) -> None:
    stage = Stage(objects__get=(Fault.BEFORE, at))
    stage.ends(stage.submit("wrong"), Verdict.WRONG_ANSWER)


@pytest.mark.parametrize("fault", [Fault.BEFORE, Fault.AFTER])
def test_d5_bucket_fails_on_writing_the_result(fault: Fault) -> None:
    stage = Stage(objects__put_new=(fault, 2))
    stage.ends(stage.submit("wrong"), Verdict.WRONG_ANSWER)


@pytest.mark.parametrize("data", [b"a zip of t", b"", b"another zip of tests"])
def test_d6_tests_are_truncated_or_corrupted(data: bytes) -> None:
    stage = Stage()
    stage.bucket.stored[stage.tests.key] = data
    stage.ends(stage.submit("right"), Verdict.JUDGE_ERROR)


def test_d7_tests_are_missing() -> None:
    stage = Stage()
    del stage.bucket.stored[stage.tests.key]
    stage.ends(stage.submit("right"), Verdict.JUDGE_ERROR)


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"schema_version": 1}'])
def test_d8_stored_result_is_corrupted_and_a_rejudge_heals_it(data: bytes) -> None:
    stage = Stage()
    submission_id = stage.judging()
    stage.bucket.stored[f"results/{submission_id}/1.json"] = data
    stage.ends(submission_id, Verdict.JUDGE_ERROR)
    stage.rejudging.rejudge(stage.row(submission_id))
    stage.ends(submission_id, Verdict.WRONG_ANSWER)


def test_d9_problem_is_withdrawn_or_replaced_while_the_job_waits() -> None:
    stage = Stage()
    submission_id = stage.judging()
    newer = replace(stage.problems.versions["sum", 1], version=2, tests=ObjectRef("tests/none.zip", "none"))
    stage.problems.add(newer)
    stage.ends(submission_id, Verdict.WRONG_ANSWER)


def test_c1_request_is_sent_twice() -> None:
    stage = Stage()
    ids = {stage.submit("wrong", key="same") for _ in range(2)}
    assert len(ids) == len(stage.rows.rows) == len(stage.machine.executions) == 1
    stage.ends(ids.pop(), Verdict.WRONG_ANSWER)


def test_c2_key_is_used_for_another_request() -> None:
    stage = Stage()
    submission_id = stage.submit("wrong", key="same")
    with pytest.raises(Invalid):
        stage.grading.submit(Order("sum", "python3", "right", idempotency_key="same", owner=OWNER))
    stage.ends(submission_id, Verdict.WRONG_ANSWER)


def test_c3_rejudge_is_asked_for_while_the_submission_is_judged() -> None:
    stage = Stage()
    submission_id = stage.judging()
    with pytest.raises(Conflict):
        stage.rejudging.rejudge(stage.row(submission_id))
    stage.ends(submission_id, Verdict.WRONG_ANSWER)


def _seqs(frames: list[dict[str, Any]]) -> list[int]:
    return [frame["seq"] for frame in frames]


def test_c4_connection_is_cut_and_resumes() -> None:
    stage = Stage()
    submission_id = stage.judging()
    cut = stage.watch(submission_id, iter([True, None, None, None, None]).__next__)
    stage.settle()
    again = stage.watch(submission_id, after_seq=_seqs(cut.frames)[-1])
    whole = [json.loads(frame.to_json()) for frame in stage.log(submission_id)]
    assert cut.frames + again.frames == whole
    stage.ends(submission_id, Verdict.WRONG_ANSWER)


def test_c5_connection_is_gone() -> None:
    stage = Stage()
    submission_id = stage.judging()
    gone = stage.watch(submission_id, lambda: None)
    stage.ends(submission_id, Verdict.WRONG_ANSWER)
    assert gone.frames == []
    assert stage.job_rows.watching[submission_id] == []


def test_c6_connection_is_throttled_and_misses_frames() -> None:
    stage = Stage()
    submission_id = stage.judging()
    slow = stage.watch(submission_id, iter([True, False, False, True]).__next__)
    stage.settle()
    assert _seqs(slow.frames) == [1, 4]
    assert _seqs(stage.watch(submission_id, after_seq=1).frames) == [2, 3, 4]
    stage.ends(submission_id, Verdict.WRONG_ANSWER)


def test_c7_two_tabs_watch() -> None:
    stage = Stage()
    submission_id = stage.judging()
    tabs = [stage.watch(submission_id) for _ in range(2)]
    stage.settle()
    late = stage.watch(submission_id)
    assert [_seqs(tab.frames) for tab in (*tabs, late)] == [[1, 2, 3, 4]] * 3
    stage.ends(submission_id, Verdict.WRONG_ANSWER)


def test_c8_reports_come_twice_and_out_of_order() -> None:
    stage = Stage()
    submission_id = stage.judging()
    stage.work()
    stage.reports.waiting = [*reversed(stage.reports.waiting), *stage.reports.waiting]
    stage.ends(submission_id, Verdict.WRONG_ANSWER)


def test_c9_reports_are_lost_or_come_after_the_end() -> None:
    stage = Stage()
    submission_id = stage.judging()
    stage.work()
    late, stage.reports.waiting = stage.reports.waiting, ["{", "[]", '{"schema_version": 99}']
    stage.settle()
    stage.reports.waiting = late
    stage.ends(submission_id, Verdict.WRONG_ANSWER)
    assert [frame.event.type for frame in stage.log(submission_id)] == ["test", "test", "test", "done"]
