"""What is asked for seldom, so that every part of the deployed service does everything that it may do."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from chalicelib.domain.times import stamp

from tests.e2e.functions import invoke
from tests.e2e.harness import PROBLEMS, Service, submit, until
from tests.e2e.recorded import Records, learn_token
from tools.dev import client
from tools.dev.client import ApiError
from tools.dev.seed import import_package

PROBLEM = "ferryrest"
ASKED = {"prompt": "a graph problem about ferries", "difficulty": "easy", "language": "en"}


def test_package_is_exported_withdrawn_and_brought_back(service: Service) -> None:
    url = f"{service.http_url}/problems/ribbonposts"
    assert client.download(f"{url}/package")[:2] == b"PK"
    assert "ribbonposts" in json.dumps(client.call(f"{service.http_url}/problems"))
    client.call(url, method="DELETE")
    with pytest.raises(ApiError, match="404"):
        client.call(url)
    import_package(service.http_url, PROBLEMS / "ribbonposts")
    assert client.call(url)["problem_id"] == "ribbonposts"


def test_what_is_not_there_is_not_found(service: Service) -> None:
    """Also where it would be an object of the bucket."""
    body = {"upload_id": "u" + "a" * 25, "sha256": "0" * 64}
    with pytest.raises(ApiError) as refused:
        client.call(f"{service.http_url}/problems/nothing", body, method="PUT")
    assert refused.value.status in (404, 422)


def test_program_runs_on_own_input(service: Service) -> None:
    body = {"language": "python3", "code": "print(int(input()) * 2)", "stdin": "21\n"}
    run_id = client.call(f"{service.http_url}/runs", body)["run_id"]
    url = f"{service.http_url}/runs/{run_id}"
    ran = until(lambda: client.call(url), lambda shown: shown["status"] != "pending", what=f"end of {url}")
    assert ran["stdout"] == "42\n", ran


def test_batch_is_judged_listed_and_judged_again(service: Service) -> None:
    one = {"problem_id": PROBLEM, "language": "python3", "code": "print('batch')"}
    taken = client.call(f"{service.http_url}/submissions", {"submissions": [one]})["submissions"]
    submission_id = taken[0]["submission_id"]
    assert service.verdict_of(submission_id)["verdict"] == "WRONG_ANSWER"
    listed = client.call(f"{service.http_url}/submissions?problem_id={PROBLEM}")
    assert submission_id in json.dumps(listed)
    client.call(f"{service.http_url}/submissions/{submission_id}/rejudge", {})
    assert service.verdict_of(submission_id)["attempt"] == 2


def test_refused_language_ends_the_generation(service: Service) -> None:
    job_id = client.call(f"{service.http_url}/generations", {**ASKED, "language": "fr"})["job_id"]
    assert service.end_of(job_id)["data"]["class"] == "refused"


@pytest.mark.parametrize(("minutes", "verdict"), [(60 * 24, "JUDGE_ERROR"), (2, "WRONG_ANSWER")], ids=["old", "new"])
def test_submission_that_nobody_started_is_started_or_ended(service: Service, minutes: int, verdict: str) -> None:
    """Its row is as a crash of the API between both writes would leave it."""
    rows, table = service.platform.client("dynamodb"), service.platform.deployment.outputs["SubmissionsTable"]
    judged = service.submit(PROBLEM, "python3", "print('to be lost')")
    service.verdict_of(judged)
    row = rows.get_item(TableName=table, Key={"submission_id": {"S": judged}})["Item"]
    lost = f"{judged[:-1]}{'a' if judged[-1] != 'a' else 'b'}"
    opened_at = stamp(datetime.now(UTC) - timedelta(minutes=minutes))
    opened = {"submission_id": {"S": lost}, "open_shard": {"S": "0"}, "opened_at": {"S": opened_at}}
    kept = {name: value for name, value in row.items() if name not in ("verdict", "judgement", "finished_at")}
    rows.put_item(TableName=table, Item={**kept, **opened})
    invoke(service.platform, "Reaper", {})
    assert service.verdict_of(lost)["verdict"] == verdict


def test_job_in_the_dead_letter_queue_ends_its_submission(service: Service, records: Records) -> None:
    submission_id, body = _lost_job(service, records, lambda: _submission(service, "dead letter"))
    _let_die(service, body)
    assert service.verdict_of(submission_id)["verdict"] == "JUDGE_ERROR"


def _let_die(service: Service, body: str) -> None:
    queues = service.platform.client("sqs")
    (url,) = (url for url in queues.list_queues()["QueueUrls"] if "JobDeadLetters" in url)
    queues.send_message(QueueUrl=url, MessageBody=body)


def test_task_that_stops_has_its_job_done_by_another(service: Service, records: Records) -> None:
    submission_id, body = _lost_job(service, records, lambda: _submission(service, "stopped task"))
    _stop_task(service, json.loads(body)["token"])
    assert service.verdict_of(submission_id)["verdict"] == "WRONG_ANSWER"


def _submission(service: Service, text: str) -> str:
    return submit(service.http_url, PROBLEM, "python3", f"print({text!r})")


def _lost_job(service: Service, records: Records, start: Callable[[], str]) -> tuple[str, str]:
    """The id of what was started, and the message with its job, which no worker will get any more."""
    service.platform.stop_workers()
    try:
        job_id = start()
        body = _taken_message(service)
    finally:
        service.platform.start_worker()
    learn_token(records.collector, json.loads(body)["token"], job_id)
    return job_id, body


def _stop_task(service: Service, token: str) -> None:
    variable = {"name": "ALPACO_TASK_TOKEN", "value": token}
    detail = {
        "lastStatus": "STOPPED",
        "stoppedReason": "told by the test",
        "overrides": {"containerOverrides": [{"name": "runner", "environment": [variable]}]},
    }
    invoke(service.platform, "TaskStopped", {"detail": detail})


def _taken_message(service: Service) -> str:
    queues = service.platform.client("sqs")
    (url,) = service.platform.deployment.job_queue_urls.values()

    def receive() -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = queues.receive_message(QueueUrl=url, WaitTimeSeconds=2).get("Messages", [])
        return found

    (message,) = until(receive, bool, what="the message with the job")
    queues.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return str(message["Body"])
