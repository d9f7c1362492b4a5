"""The real definition of the grader, every branch of it, on moto's interpreter with our functions behind it."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import app as chalice_app
import pytest
from chalice.test import Client
from chalicelib.api import workflow
from chalicelib.bootstrap import Services
from chalicelib.config import Config
from chalicelib.protocol import Result, RunReport, Verdict, sha256_hex, to_json
from moto import mock_aws
from stacks.functions import FUNCTIONS
from worker.aws import TaskTokens

from tests.functional.callbacks import notice_every_answer
from tests.functional.service.cloud import ACCOUNT, PACKAGE, REGION, Cloud, make_cloud
from tests.functional.service.lambdas import Integrations

DEFINITION = Path(__file__).parents[3] / "infrastructure/state_machines/grader.asl.json"
STEPS = ("LoadProblem", "FreezeTests", "RecordVerdict", "MarkJudgeError")
WITHOUT_TESTS = {path: text for path, text in PACKAGE.items() if not path.startswith("data/secret/")}
WAIT_S = 120


def definition(timeout_s: int | None = None) -> str:
    """As the stack fills it in, but without long pauses; `timeout_s` shortens the waiting for jobs."""
    names = {f"{step}Arn": f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{step}" for step in STEPS}
    text = re.sub(r"\$\{(\w+)\}", lambda match: names.get(match[1], match[1]), DEFINITION.read_text())
    machine = json.loads(text)
    for state in machine["States"].values():
        for retrier in state.get("Retry", []):
            retrier.update(IntervalSeconds=1, BackoffRate=1.0)
        if timeout_s and "HeartbeatSeconds" in state:
            state.update(TimeoutSeconds=timeout_s + 1, HeartbeatSeconds=timeout_s)
    return json.dumps(machine)


@dataclass
class Grader:
    """The service with its grader; the tests play the worker."""

    cloud: Cloud
    integrations: Integrations

    def submit(self, files: Mapping[str, str] = PACKAGE) -> str:
        self.cloud.import_package("sum", files)
        body = {"language": "python", "code": "print(3)"}
        return str(self.cloud.call("POST", "/problems/sum/grade", body).body["submission_id"])

    def receive(self) -> dict[str, Any]:
        """The next job message."""
        sqs = self.cloud.client("sqs")
        url = sqs.get_queue_url(QueueName="jobs")["QueueUrl"]
        messages = self._eventually(lambda: sqs.receive_message(QueueUrl=url).get("Messages"))
        sqs.delete_message(QueueUrl=url, ReceiptHandle=messages[0]["ReceiptHandle"])
        return dict(json.loads(messages[0]["Body"]))

    def started_task(self) -> dict[str, Any]:
        """The next job that was given to a task of its own, as its environment says it."""
        self._eventually(lambda: self.integrations.tasks)
        asked = self.integrations.tasks.pop(0)
        container = asked["overrides"]["containerOverrides"][0]
        variables = {item["name"]: item["value"] for item in container["environment"]}
        return {"token": variables["ALPACO_TASK_TOKEN"], "job": json.loads(variables["ALPACO_JOB"]), "asked": asked}

    def succeed(self, message: Mapping[str, Any], verdict: Verdict = Verdict.ACCEPTED, **outputs: object) -> None:
        """Answers like a worker that did the job."""
        job = message["job"]
        runs = (
            RunReport("sample/1", verdict, 0.1, 0.2, 9.0, "as expected"),
            RunReport("secret/1", verdict, 1, 1, 1, "x"),
        )
        result = Result(job["job_id"], job["attempt"], verdict, runs=runs, tests_total=2)
        body = json.dumps(to_json(result)).encode()
        self.cloud.client("s3").put_object(Bucket="bucket", Key=job["result_key"], Body=body)
        output = {"verdict": verdict, "result_key": job["result_key"], "outputs": outputs}
        self.cloud.client("stepfunctions").send_task_success(taskToken=message["token"], output=json.dumps(output))

    def make_tests(self, message: Mapping[str, Any]) -> str:
        """Answers like a worker that generated tests; their hash."""
        data = b"a zip of tests"
        sha256 = sha256_hex(data)
        self.cloud.client("s3").put_object(Bucket="bucket", Key=f"tests/{sha256}.zip", Body=data)
        self.succeed(message, tests={"key": f"tests/{sha256}.zip", "sha256": sha256})
        return sha256

    def fail(self, message: Mapping[str, Any], error: str) -> None:
        self.cloud.client("stepfunctions").send_task_failure(taskToken=message["token"], error=error, cause="why")

    def end(self, submission_id: str) -> str:
        """How the execution ended."""
        arn = self.cloud.services.config.grader_arn.replace("stateMachine", "execution") + f":{submission_id}-1"
        client = self.cloud.client("stepfunctions")

        def ended() -> str | None:
            status = str(client.describe_execution(executionArn=arn)["status"])
            return None if status == "RUNNING" else status

        return str(self._eventually(ended))

    def shown(self, submission_id: str) -> dict[str, Any]:
        return dict(self.cloud.call("GET", f"/submissions/{submission_id}").body)

    def _eventually(self, look: Callable[[], Any]) -> Any:
        """What `look` gives once it gives something; the interpreter runs in threads of its own."""
        deadline = time.monotonic() + WAIT_S
        while not (found := look()):
            assert time.monotonic() < deadline, "nothing happened"
            time.sleep(0.02)
        return found


def own(cloud: Cloud, function: str) -> Services:
    """The services of one function, which has the variables that the stack gives it and no others."""
    known = cloud.services.config.variables
    services = Services(Config({name: known[name] for name in FUNCTIONS[function].variables.split()}))
    services.__dict__["link"] = cloud.services.link
    return services


@pytest.fixture
def make_grader(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Grader]]:
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    notice_every_answer(monkeypatch)
    with mock_aws(config={"stepfunctions": {"execute_state_machine": True}}), Client(chalice_app.app) as http:

        def make(timeout_s: int | None = None, dispatch: str = "warm") -> Grader:
            integrations = Integrations({})
            integrations.install()
            cloud = make_cloud(http, definition(timeout_s))
            more = {"DISPATCH_MODE": dispatch, "TASK_DEFINITIONS": '{"main": "runner-task"}'}
            cloud.services.config = Config({**cloud.services.config.variables, **more})
            monkeypatch.setattr(chalice_app, "services", lambda: cloud.services)
            integrations.functions.update(
                LoadProblem=lambda event: workflow.load_problem(event, own(cloud, "LoadProblem")),
                FreezeTests=lambda event: workflow.freeze_tests(event, own(cloud, "FreezeTests")),
                RecordVerdict=lambda event: workflow.record_verdict(event, own(cloud, "RecordVerdict")),
                MarkJudgeError=lambda event: workflow.mark_judge_error(event, own(cloud, "MarkJudgeError")),
            )
            return Grader(cloud, integrations)

        yield make


MakeGrader = Callable[..., Grader]


def test_frozen_tests_are_judged_and_the_verdict_is_recorded(make_grader: MakeGrader) -> None:
    grader = make_grader()
    submission_id = grader.submit()
    message = grader.receive()
    assert message["job"]["kind"] == "grade"
    grader.succeed(message, Verdict.WRONG_ANSWER)
    assert grader.end(submission_id) == "SUCCEEDED"
    shown = grader.shown(submission_id)
    assert (shown["verdict"], shown["tests_passed"], shown["tests_total"]) == ("WRONG_ANSWER", 0, 2)
    assert [run["message"] for run in shown["runs"]] == ["as expected", ""]


def test_missing_tests_are_generated_frozen_and_used_by_the_next_submission_too(make_grader: MakeGrader) -> None:
    grader = make_grader()
    submission_id = grader.submit(WITHOUT_TESTS)
    tests_job = grader.receive()
    assert tests_job["job"]["kind"] == "generate_tests"
    sha256 = grader.make_tests(tests_job)
    message = grader.receive()
    assert message["job"]["tests"]["sha256"] == sha256
    grader.succeed(message)
    assert grader.end(submission_id) == "SUCCEEDED"
    grader.submit(WITHOUT_TESTS)
    assert grader.receive()["job"]["tests"]["sha256"] == sha256


def test_on_demand_starts_one_task_with_job_and_token(make_grader: MakeGrader) -> None:
    grader = make_grader(dispatch="on_demand")
    submission_id = grader.submit()
    task = grader.started_task()
    assert (task["asked"]["taskDefinition"], task["asked"]["launchType"]) == ("runner-task", "FARGATE")
    assert len(json.dumps(task["asked"]["overrides"])) < 8192
    grader.succeed(task)
    assert grader.end(submission_id) == "SUCCEEDED"
    assert grader.shown(submission_id)["verdict"] == "ACCEPTED"


def test_on_demand_generates_missing_tests_in_a_task_of_their_own(make_grader: MakeGrader) -> None:
    grader = make_grader(dispatch="on_demand")
    submission_id = grader.submit(WITHOUT_TESTS)
    grader.make_tests(grader.started_task())
    grader.succeed(grader.started_task())
    assert grader.end(submission_id) == "SUCCEEDED"


def test_a_job_that_one_worker_could_not_do_is_given_to_another(make_grader: MakeGrader) -> None:
    grader = make_grader()
    submission_id = grader.submit()
    grader.fail(grader.receive(), "JobFailed")
    grader.succeed(grader.receive())
    assert grader.end(submission_id) == "SUCCEEDED"
    assert grader.shown(submission_id)["verdict"] == "ACCEPTED"


def test_a_job_that_two_workers_could_not_do_is_a_judge_error(make_grader: MakeGrader) -> None:
    grader = make_grader()
    submission_id = grader.submit()
    grader.fail(grader.receive(), "JobFailed")
    grader.fail(grader.receive(), "JobFailed")
    _assert_judge_error(grader, submission_id, "JobFailed")


def test_a_dead_lettered_job_is_a_judge_error_at_once(make_grader: MakeGrader) -> None:
    grader = make_grader()
    submission_id = grader.submit()
    message = grader.receive()
    workflow.dead_letter({"Records": [{"body": json.dumps(message)}]}, own(grader.cloud, "DeadLetter"))
    _assert_judge_error(grader, submission_id, "DeadLettered")


def test_a_task_that_stops_twice_is_a_judge_error(make_grader: MakeGrader) -> None:
    grader = make_grader(dispatch="on_demand")
    submission_id = grader.submit()
    for _ in range(2):
        task = grader.started_task()
        event = {"detail": {"overrides": task["asked"]["overrides"], "stoppedReason": "out of memory"}}
        workflow.task_stopped(event, own(grader.cloud, "TaskStopped"))
    _assert_judge_error(grader, submission_id, "TaskStopped")


def test_a_job_that_nobody_answers_is_a_judge_error_and_a_late_answer_changes_nothing(make_grader: MakeGrader) -> None:
    grader = make_grader(timeout_s=1)
    submission_id = grader.submit()
    token = grader.receive()["token"]
    assert grader.end(submission_id) == "FAILED"
    late = TaskTokens(grader.cloud.client("stepfunctions"))
    assert not late.heartbeat(token)
    assert not late.succeed(token, {"verdict": "ACCEPTED"})
    assert grader.shown(submission_id)["verdict"] == "JUDGE_ERROR"


def test_generated_tests_that_are_named_nowhere_are_a_judge_error(make_grader: MakeGrader) -> None:
    grader = make_grader()
    submission_id = grader.submit(WITHOUT_TESTS)
    grader.succeed(grader.receive())
    _assert_judge_error(grader, submission_id, "Corrupt")


def test_a_result_of_another_submission_is_a_judge_error(make_grader: MakeGrader) -> None:
    grader = make_grader()
    submission_id = grader.submit()
    message = grader.receive()
    grader.succeed({**message, "job": {**message["job"], "job_id": "somebody-else"}})
    _assert_judge_error(grader, submission_id, "Corrupt")


def test_a_submission_whose_problem_is_gone_is_a_judge_error(make_grader: MakeGrader) -> None:
    grader = make_grader()
    grader.integrations.functions["LoadProblem"] = _raising("NotFound")
    _assert_judge_error(grader, grader.submit(), "NotFound")


def test_a_function_that_fails_for_a_moment_is_tried_again(make_grader: MakeGrader) -> None:
    grader = make_grader()
    record = grader.integrations.functions["RecordVerdict"]
    answers = iter([_raising("Unavailable"), record])
    grader.integrations.functions["RecordVerdict"] = lambda event: next(answers)(event)
    submission_id = grader.submit()
    grader.succeed(grader.receive())
    assert grader.end(submission_id) == "SUCCEEDED"


def test_a_verdict_that_was_recorded_before_a_crash_stays(make_grader: MakeGrader) -> None:
    grader = make_grader()
    record = grader.integrations.functions["RecordVerdict"]

    def record_and_crash(event: Any) -> None:
        record(event)
        _raising("Corrupt")(event)

    grader.integrations.functions["RecordVerdict"] = record_and_crash
    submission_id = grader.submit()
    grader.succeed(grader.receive())
    assert grader.end(submission_id) == "FAILED"
    assert grader.shown(submission_id)["verdict"] == "ACCEPTED"


def _raising(name: str) -> Callable[[Any], Any]:
    def function(_: Any) -> Any:
        raise type(name, (Exception,), {})("as the test wants it")

    return function


def _assert_judge_error(grader: Grader, submission_id: str, error: str) -> None:
    assert grader.end(submission_id) == "FAILED"
    shown = grader.shown(submission_id)
    assert (shown["verdict"], shown["error"], shown["runs"]) == ("JUDGE_ERROR", error, [])
