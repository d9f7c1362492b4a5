"""Workers as containers: a warm pool, a task per submission, an update under way, and data that outlives the stack.

The tests stand in the order in which the one deployment goes through them.
"""

from __future__ import annotations

import json

import pytest

from tests.e2e.harness import program, until
from tests.e2e.proof import POOL, Proof
from tools.dev import client

pytestmark = pytest.mark.docker
PROBLEM = "ferryrest"
# For each test: long enough for an update to begin meanwhile, far below the time limit.
SLOW = "import time\nend = time.process_time() + 0.4\nwhile time.process_time() < end: pass\n"


def test_warm_pool_grades_with_a_container_that_was_there_before(proof: Proof) -> None:
    service = proof.service
    judged = service.verdict_of(service.submit(PROBLEM, "cpp", program(PROBLEM, "accepted/layers.cpp")))
    assert judged["verdict"] == "ACCEPTED", judged
    (task,) = proof.tasks()
    assert task["group"].startswith("service:")


def test_executions_in_flight_finish_when_the_stack_is_updated(proof: Proof) -> None:
    """From the warm pool without a model to a task per submission with one."""
    service = proof.service
    in_flight = service.submit(PROBLEM, "python3", SLOW + program(PROBLEM, "accepted/reference.py"))
    proof.update(dispatch="on_demand")
    assert "ModelKeySecret" in service.platform.deployment.outputs
    assert service.verdict_of(in_flight)["verdict"] == "ACCEPTED"
    assert "no differences" in proof.cdk.diff().lower()


def test_task_is_started_for_one_submission(proof: Proof) -> None:
    service = proof.service
    submission_id = service.submit(PROBLEM, "python3", program(PROBLEM, "wrong_answer/"))
    assert service.verdict_of(submission_id)["verdict"] == "WRONG_ANSWER"
    (task,) = (item for item in proof.tasks() if submission_id in json.dumps(item.get("overrides", {})))
    (override,) = task["overrides"]["containerOverrides"]
    names = [variable["name"] for variable in override["environment"]]
    assert sorted(names) == ["ALPACO_JOB", "ALPACO_TASK_TOKEN"]
    until(
        lambda: [item for item in proof.tasks() if item["taskArn"] == task["taskArn"]],
        lambda seen: not seen or seen[0]["lastStatus"] == "STOPPED",
        what="the end of the task",
    )


def test_generation_with_a_model_is_verified_by_the_pool(proof: Proof) -> None:
    recorded = json.loads((proof.provider.recording.folder / "request.json").read_text())
    request = {name: recorded[name] for name in ("prompt", "difficulty", "language")}
    message = {"action": "generate", "request_id": "proof", **request}
    frames = list(client.frames(proof.service.websocket_url, message))
    assert frames[0]["data"]["model"] == "recorded"
    assert frames[-1]["type"] == "done", frames[-1]
    assert frames[-1]["data"]["outcome"] == "verified"


def test_data_are_there_when_the_stack_is_destroyed_and_deployed_again(proof: Proof) -> None:
    service = proof.service
    before = service.settled()
    proof.records.look(service.platform)
    proof.cdk.destroy()
    with pytest.raises(Exception, match=r"refused|404|403|not found|Not Found"):
        client.call(f"{service.http_url}/health")
    service.platform.deployment = proof.cdk.deploy_again()
    assert service.settled() == before
    assert client.call(f"{service.http_url}/problems/{PROBLEM}")["problem_id"] == PROBLEM
    judged = service.verdict_of(service.submit(PROBLEM, "python3", "print(1)"))
    assert judged["verdict"] == "WRONG_ANSWER"
    assert POOL in service.platform.deployment.outputs["RepositoryUris"]
