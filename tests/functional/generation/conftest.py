from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import app as chalice_app
import pytest
from chalice.test import Client
from moto import mock_aws
from moto.awslambda_simple.models import LambdaSimpleBackend

from tests.functional.callbacks import notice_every_answer
from tests.functional.generation.machine import Functions, Machine, definition
from tests.functional.service.cloud import ACCOUNT, REGION, make_cloud
from tests.unit.generation.test_template_mode import FILES

NO_OP = '{"StartAt": "End", "States": {"End": {"Type": "Succeed"}}}'
EXECUTED: Any = {"stepfunctions": {"execute_state_machine": True}, "lambda": {"use_docker": False}}


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[Machine]:
    """The generator on moto with one parametric package, `ferries`."""
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    notice_every_answer(monkeypatch)
    with mock_aws(config=EXECUTED), Client(chalice_app.app) as http:
        cloud = make_cloud(http, NO_OP)
        generator = cloud.client("stepfunctions").create_state_machine(
            name="generator", definition=definition(), roleArn=f"arn:aws:iam::{ACCOUNT}:role/generator"
        )
        cast("dict[str, str]", cloud.services.config.variables)["GENERATOR_ARN"] = generator["stateMachineArn"]
        monkeypatch.setattr(chalice_app, "services", lambda: cloud.services)
        functions = Functions(cloud)
        # moto has no seam for what a Lambda function answers.
        monkeypatch.setattr(LambdaSimpleBackend, "invoke", lambda *args: functions.invoke(*args))
        assert cloud.import_package("ferries", FILES).status == 201
        machine = Machine(cloud, functions)
        yield machine
        machine.stop()
