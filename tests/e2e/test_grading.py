"""Submissions through HTTP, Step Functions, the queue and a worker, to a verdict in the store."""

from __future__ import annotations

import json
import signal

import pytest

from tests.e2e.harness import Service, log_of, program, send, until
from tools.dev import client

PROBLEM = "ferryrest"


def test_health_when_deployed(service: Service) -> None:
    assert client.call(f"{service.http_url}/health")["status"] == "ok"


@pytest.mark.parametrize(
    ("language", "name", "verdict"),
    [
        ("python3", "accepted/reference.py", "ACCEPTED"),
        ("cpp", "accepted/layers.cpp", "ACCEPTED"),
        ("python3", "wrong_answer/", "WRONG_ANSWER"),
    ],
)
def test_verdict_of_a_submission_of_the_package(service: Service, language: str, name: str, verdict: str) -> None:
    judged = service.verdict_of(service.submit(PROBLEM, language, program(PROBLEM, name)))
    assert judged["verdict"] == verdict, judged
    assert judged["tests_total"] >= len(judged["runs"]) > 0
    assert all(run["verdict"] == "ACCEPTED" for run in judged["runs"][:-1])


def test_compile_error_when_the_code_does_not_compile(service: Service) -> None:
    judged = service.verdict_of(service.submit(PROBLEM, "cpp", "int main() { return nothing; }"))
    assert (judged["verdict"], judged["runs"]) == ("COMPILE_ERROR", [])
    assert "nothing" in judged["compile"]["output"]


def test_grade_route_takes_the_problem_from_the_body(service: Service) -> None:
    body = {"problem_id": PROBLEM, "language": "python3", "code": "print('no')"}
    submission_id = client.call(f"{service.http_url}/grade", body)["submission_id"]
    assert service.verdict_of(submission_id)["verdict"] == "WRONG_ANSWER"


def test_one_submission_when_a_request_is_repeated_with_its_key(service: Service) -> None:
    url = f"{service.http_url}/problems/{PROBLEM}/grade"
    body = json.dumps({"language": "python3", "code": "print(1)  # twice"}).encode()
    first, second = (send(url, body, {"Idempotency-Key": "the-same"}) for _ in range(2))
    assert (first.status, second.status) == (202, 202)
    assert json.loads(first.body)["submission_id"] == json.loads(second.body)["submission_id"]
    submission_id = json.loads(first.body)["submission_id"]
    service.verdict_of(submission_id)
    executions = service.platform.client("stepfunctions").list_executions(
        stateMachineArn=service.platform.deployment.outputs["GraderArn"]
    )["executions"]
    assert [execution["name"] for execution in executions if submission_id in execution["name"]] == [
        f"{submission_id}-1"
    ]


def test_trace_id_of_the_caller_is_that_of_the_execution_and_in_the_log_of_the_worker(service: Service) -> None:
    trace_id = "0af7651916cd43dd8448eb211c80319c"
    body = json.dumps({"language": "python3", "code": "print('traced')"}).encode()
    headers = {"traceparent": f"00-{trace_id}-b7ad6b7169203331-01"}
    answer = send(f"{service.http_url}/problems/{PROBLEM}/grade", body, headers)
    submission_id = json.loads(answer.body)["submission_id"]
    assert service.verdict_of(submission_id)["trace_id"] == trace_id
    machine = service.platform.deployment.outputs["GraderArn"].replace(":stateMachine:", ":execution:")
    execution = service.platform.client("stepfunctions").describe_execution(executionArn=f"{machine}:{submission_id}-1")
    assert json.loads(execution["input"])["trace_id"] == trace_id
    logged = log_of(service.platform.workers[-1].log).splitlines()
    lines = [json.loads(line) for line in logged if submission_id in line]
    assert {line["message"]: line["trace_id"] for line in lines} == {"job_started": trace_id, "job_done": trace_id}


def test_right_verdict_when_the_worker_is_killed_while_judging(service: Service) -> None:
    spin = "import time\nend = time.process_time() + 0.15\nwhile time.process_time() < end: pass\n"
    code = spin + program(PROBLEM, "accepted/reference.py")
    (worker,) = service.platform.workers
    submission_id = service.submit(PROBLEM, "python3", code)
    until(lambda: _in_flight(service), lambda messages: messages > 0, what="the worker to take the job")
    worker.kill()
    assert worker.popen.returncode == -signal.SIGKILL
    service.platform.workers.remove(worker)
    service.platform.start_worker()
    assert service.verdict_of(submission_id)["verdict"] == "ACCEPTED"


def _in_flight(service: Service) -> int:
    """Messages of the job queues that some worker holds."""
    queues = service.platform.client("sqs")
    name = "ApproximateNumberOfMessagesNotVisible"
    return sum(
        int(queues.get_queue_attributes(QueueUrl=url, AttributeNames=[name])["Attributes"][name])
        for url in service.platform.deployment.job_queue_urls.values()
    )
