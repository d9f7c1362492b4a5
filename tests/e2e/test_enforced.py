"""Without containers, where the roles of functions are enforced: what the stack grants is enough, and is needed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.harness import PROBLEMS, Service, program
from tests.e2e.recorded import STACK, WORKER, Records
from tools.dev import client
from tools.dev.cdk import Cdk
from tools.dev.emulator import Emulator
from tools.dev.environment import ACCOUNT, REGION
from tools.dev.local_platform import Platform, client_of
from tools.dev.seed import import_package

PROBLEM = "ferryrest"


@pytest.fixture(scope="module")
def enforced(service: Service, records: Records, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The stack of `service`, without synthesizing it again, on an AWS that asks for every permission."""
    directory: Path = tmp_path_factory.mktemp("enforced")
    collector = records.collector
    emulator = Emulator.start(directory, variables={**collector.variables(), "AUTH": "true"})
    try:
        cdk = Cdk(emulator)
        cdk.bootstrap()
        # The CDK's bucket rightly refuses plain HTTP, which is all that there is here.
        client_of(emulator, "s3").delete_bucket_policy(Bucket=f"cdk-hnb659fds-assets-{ACCOUNT}-{REGION}")
        deployment = cdk.deploy_synthesized(Cdk(service.platform.emulator).assembly)
        platform = Platform(emulator, deployment, worker_variables=collector.worker_variables(WORKER))
        try:
            platform.start_worker()
            import_package(deployment.http_url, PROBLEMS / PROBLEM)
            yield Service(platform)
            records.look(platform)
        finally:
            platform.stop_workers()
    finally:
        emulator.stop()


def test_grants_are_enough_to_grade_and_to_generate(enforced: Service) -> None:
    judged = enforced.verdict_of(enforced.submit(PROBLEM, "python3", program(PROBLEM, "accepted/reference.py")))
    assert judged["verdict"] == "ACCEPTED"
    request = {"action": "generate", "prompt": "a graph problem about ferries", "difficulty": "easy", "language": "en"}
    frames = list(client.frames(enforced.websocket_url, {**request, "request_id": "enforced", "seed": 3}))
    assert frames[-1]["type"] == "done", frames[-1]


def test_function_without_its_grants_can_do_nothing(enforced: Service) -> None:
    """That the permissions are asked for at all: the first step of the grader loses its own, and gets them back."""
    iam = enforced.platform.client("iam")
    role, policy, document = _policy(enforced, iam, "LoadProblemRole")
    iam.put_role_policy(RoleName=role, PolicyName=policy, PolicyDocument=json.dumps(_logs_only(document)))
    try:
        judged = enforced.verdict_of(enforced.submit(PROBLEM, "python3", "print('refused')"))
        assert judged["verdict"] == "JUDGE_ERROR"
    finally:
        iam.put_role_policy(RoleName=role, PolicyName=policy, PolicyDocument=json.dumps(document))
    judged = enforced.verdict_of(enforced.submit(PROBLEM, "python3", "print('allowed')"))
    assert judged["verdict"] == "WRONG_ANSWER"


def _policy(enforced: Service, iam: Any, part: str) -> tuple[str, str, dict[str, Any]]:
    resources = enforced.platform.client("cloudformation").describe_stack_resources(StackName=STACK)["StackResources"]
    (role,) = (
        item["PhysicalResourceId"]
        for item in resources
        if item["ResourceType"] == "AWS::IAM::Role" and part in item["LogicalResourceId"]
    )
    (policy,) = iam.list_role_policies(RoleName=role)["PolicyNames"]
    document: dict[str, Any] = iam.get_role_policy(RoleName=role, PolicyName=policy)["PolicyDocument"]
    return role, policy, document


def _logs_only(document: dict[str, Any]) -> dict[str, Any]:
    kept = [statement for statement in document["Statement"] if "logs:" in json.dumps(statement["Action"])]
    return {**document, "Statement": kept}
