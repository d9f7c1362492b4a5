"""Objects that are damaged or gone, executions and tasks that end, functions that die after their write."""

from __future__ import annotations

import json

import pytest
from chalicelib.domain import keys

from tests.faults.embedded.stage import RIGHT, WRONG, Stage


@pytest.mark.parametrize("damage", ["corrupted", "truncated", "missing"])
def test_d6_d7_tests_are_not_what_they_were(stage: Stage, damage: str) -> None:
    objects, where = stage.platform.client("s3"), {"Bucket": stage.bucket, "Key": stage.tests_key()}
    tests = objects.get_object(**where)["Body"].read()
    if damage == "missing":
        objects.delete_object(**where)
    else:
        objects.put_object(**where, Body=tests[:-1] if damage == "truncated" else b"x" + tests[1:])
    submission_id = stage.submit(WRONG)
    try:
        stage.judge_next()
        stage.judge_next()
    finally:
        objects.put_object(**where, Body=tests)
    assert stage.ends(submission_id, "JUDGE_ERROR")["error"] == "JobFailed"
    stage.rejudge(submission_id)
    stage.judge_next("RejudgeQueueUrls")
    stage.ends(submission_id, "WRONG_ANSWER", attempt=2)


@pytest.mark.parametrize("damage", ["corrupted", "missing"])
def test_d10_source_is_not_what_it_was(stage: Stage, damage: str) -> None:
    submission_id = stage.submit()
    delivery = stage.take()
    objects, where = stage.platform.client("s3"), {"Bucket": stage.bucket, "Key": keys.code(submission_id, attempt=1)}
    source = objects.get_object(**where)["Body"].read()
    objects.delete_object(**where)
    if damage == "corrupted":
        objects.put_object(**where, Body=source + b"\n")
    stage.do(delivery)
    stage.judge_next()
    stage.ends(submission_id, "JUDGE_ERROR")


def test_d11_result_is_gone_before_it_is_recorded(stage: Stage) -> None:
    submission_id = stage.submit()
    delivery = stage.take()
    token = json.loads(delivery.body)["token"]
    answer = json.dumps({"verdict": "ACCEPTED", "result_key": keys.result(submission_id, 1), "outputs": {}})
    stage.platform.client("stepfunctions").send_task_success(taskToken=token, output=answer)
    stage.ends(submission_id, "JUDGE_ERROR")


def test_d8_stored_result_is_corrupted(stage: Stage) -> None:
    submission_id = stage.submit()
    key = keys.result(submission_id, 1)
    stage.platform.client("s3").put_object(Bucket=stage.bucket, Key=key, Body=b'{"verdict": "ACC')
    stage.judge_next()
    stage.judge_next()
    stage.ends(submission_id, "JUDGE_ERROR")


def test_s3_function_dies_after_its_write_and_is_called_again(stage: Stage) -> None:
    submission_id = stage.submit()
    stage.judge_next()
    before = stage.ends(submission_id, "ACCEPTED")
    event = {
        "submission_id": submission_id,
        "attempt": 1,
        "result": {"result_key": keys.result(submission_id, 1)},
        "error": {"Error": "JobFailed"},
    }
    for function in ("RecordVerdict", "MarkJudgeError", "RecordVerdict"):
        assert stage.invoke(function, event)["verdict"] == "ACCEPTED"
    assert stage.shown(submission_id) == before
    stage.ends(submission_id, "ACCEPTED")


def test_s6_w9_execution_is_aborted_and_its_worker_finishes_later(stage: Stage) -> None:
    submission_id = stage.submit()
    delivery = stage.take()
    stage.platform.client("stepfunctions").stop_execution(executionArn=stage.execution(submission_id))
    stage.reap(submission_id)
    before = stage.ends(submission_id, "JUDGE_ERROR")
    stage.do(delivery)
    assert stage.shown(submission_id) == before


def test_s7_task_of_a_submission_stops_and_another_one_is_tried(stage: Stage) -> None:
    submission_id = stage.submit(RIGHT)
    token = json.loads(stage.take().body)["token"]
    variable = {"name": "ALPACO_TASK_TOKEN", "value": token}
    overrides = {"containerOverrides": [{"name": "runner", "environment": [variable]}]}
    stage.invoke("TaskStopped", {"detail": {"overrides": overrides, "stoppedReason": "OutOfMemoryError"}})
    stage.judge_next()
    stage.ends(submission_id, "ACCEPTED")


def test_s11_emulator_restarts_while_it_is_judged(stage: Stage) -> None:
    judged = stage.submit()
    stage.judge_next()
    before = stage.ends(judged, "ACCEPTED")
    lost = stage.submit(WRONG)
    stage.take()
    stage.restart_emulator()
    stage.reap(lost)
    stage.ends(lost, "JUDGE_ERROR")
    stage.rejudge(lost)
    stage.judge_next("RejudgeQueueUrls")
    stage.ends(lost, "WRONG_ANSWER", attempt=2)
    assert stage.shown(judged) == before
