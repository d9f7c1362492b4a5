"""Queues deliver at least once, to anybody, whatever somebody put in."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event

import pytest
from chalicelib.protocol import CompileReport, Job, Result, Verdict
from worker.ports import Callbacks
from worker.progress import ProgressLine

from tests.e2e.harness import until
from tests.faults.embedded.stage import RIGHT, WRONG, Stage


class Dead(BaseException):
    """A worker process is gone."""


class Mute(Callbacks):
    """A worker that dies when it wants to answer; somebody waits for its answer."""

    def heartbeat(self, token: str) -> bool:
        return bool(token)

    def succeed(self, token: str, output: dict[str, object]) -> bool:
        raise Dead

    def fail(self, token: str, error: str, cause: str) -> bool:
        raise Dead


def test_q1_q3_w5_message_comes_twice_and_again_after_the_verdict(stage: Stage) -> None:
    submission_id = stage.submit(WRONG)
    delivery = stage.take()
    stage.send(delivery.body)
    stage.do(delivery)
    stage.judge_next()
    first = stage.ends(submission_id, "WRONG_ANSWER")
    stage.send(delivery.body)
    stage.judge_next()
    assert stage.shown(submission_id) == first
    assert stage.performed[submission_id] == 1


def test_q2_two_workers_have_the_same_message(stage: Stage) -> None:
    submission_id = stage.submit()
    delivery = stage.take()
    with ThreadPoolExecutor(2) as workers:
        for _ in range(2):
            workers.submit(stage.do, delivery)
    stage.ends(submission_id, "ACCEPTED")


def test_w3_w6_worker_dies_between_its_result_and_its_answer(stage: Stage) -> None:
    submission_id = stage.submit()
    delivery = stage.take()
    with pytest.raises(Dead):
        stage.do(delivery, callbacks=Mute())
    stage.show_again(delivery)
    stage.judge_next()
    stage.ends(submission_id, "ACCEPTED")
    assert stage.performed[submission_id] == 1, "the stored result counts"


def test_w8_zombie_finishes_with_something_else_after_another_worker(stage: Stage) -> None:
    submission_id = stage.submit()
    delivery = stage.take()
    begun, go_on = Event(), Event()

    def late(job: Job, _line: ProgressLine) -> Result:
        begun.set()
        go_on.wait(120)
        compiled = CompileReport(ok=True, output="", wall_s=0.1)
        return Result(job.job_id, job.attempt, Verdict.WRONG_ANSWER, "python3", compiled, tests_total=22)

    with ThreadPoolExecutor(1) as workers:
        zombie = workers.submit(stage.do, delivery, perform=late)
        assert begun.wait(120)
        stage.show_again(delivery)
        stage.judge_next()
        before = stage.ends(submission_id, "ACCEPTED")
        go_on.set()
        zombie.result(120)
    assert stage.shown(submission_id) == before


def test_w10_three_workers_die_on_a_submission_and_others_are_judged(stage: Stage) -> None:
    deadly = stage.submit()
    stage.die_on(stage.take())
    other = stage.submit()
    stage.judge_next()
    stage.ends(other, "ACCEPTED")
    assert stage.ends(deadly, "JUDGE_ERROR")["error"] == "DeadLettered"


@pytest.mark.parametrize("schema_version", [99, "1"], ids=["newer", "mistyped"])
def test_q4_message_of_another_schema_version_is_left_and_given_up(stage: Stage, schema_version: object) -> None:
    submission_id = stage.submit()
    delivery = stage.take()
    message = json.loads(delivery.body)
    message["job"]["schema_version"] = schema_version
    stage.do(replace(delivery, body=json.dumps(message)))
    assert stage.shown(submission_id)["status"] == "pending"
    stage.die_on(delivery)
    stage.ends(submission_id, "JUDGE_ERROR")


def test_q5_message_without_sense_goes_to_the_dead_letters_and_others_are_judged(stage: Stage) -> None:
    stage.send('{"token": 1, "job": [')
    stage.die_on(stage.take())
    submission_id = stage.submit()
    stage.judge_next()
    stage.ends(submission_id, "ACCEPTED")


def test_c8_c9_progress_comes_twice_out_of_order_or_as_noise(stage: Stage) -> None:
    submission_id = stage.submit()
    delivery = stage.take()
    head = {"schema_version": 1, "job_id": submission_id, "attempt": 1, "type": "test", "stage": ""}
    run = {"verdict": "ACCEPTED", "cpu_s": 0.1, "wall_s": 0.1, "memory_mib": 9.0, "message": ""}
    reports = [{**head, "index": index, "data": {**run, "test": f"secret/00{index}"}} for index in (3, 1, 2)]
    for told in (reports, reports, [*reversed(reports)]):
        stage.report(json.dumps({"schema_version": 1, "reports": told}))
    for noise in ("{", "[]", '{"schema_version": 7}', json.dumps({**head, "index": 1, "type": "done", "data": {}})):
        stage.report(noise)
    until(lambda: stage.shown(submission_id)["tests_judged"], lambda seen: seen == 3, what="three tests")
    stage.do(delivery, perform=lambda job, _line: _result(job, reports))
    stage.ends(submission_id, "ACCEPTED")


def _result(job: Job, reports: list[dict[str, object]]) -> Result:
    """What the reports told, as a result."""
    from chalicelib.protocol import run_report_from_json

    runs = tuple(run_report_from_json(report["data"]) for report in reports)
    compiled = CompileReport(ok=True, output="", wall_s=0.1)
    return Result(job.job_id, job.attempt, Verdict.ACCEPTED, "python3", compiled, runs, tests_total=3)


def test_rejudging_waits_in_its_own_queue(stage: Stage) -> None:
    submission_id = stage.submit(RIGHT)
    stage.judge_next()
    stage.ends(submission_id, "ACCEPTED")
    stage.rejudge(submission_id)
    stage.judge_next("RejudgeQueueUrls")
    assert len(stage.ends(submission_id, "ACCEPTED", attempt=2)["history"]) == 1
