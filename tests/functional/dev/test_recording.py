"""The recorder of AWS calls: a process tells its calls to the collector, and is otherwise as it was."""

from __future__ import annotations

import os
import subprocess
import sys
import time

from tests.e2e.recording.collector import Collector, collecting
from tests.infrastructure.iam.calls import Deployed, translate
from tests.infrastructure.iam.policies import Call

# Nothing listens there: that calls fail does not keep them from being told.
_PROGRAM = """
import boto3
from botocore.config import Config
config = Config(retries={"total_max_attempts": 1}, connect_timeout=1)
known = {"endpoint_url": "http://127.0.0.1:9", "region_name": "eu-west-1", "config": config}
try:
    boto3.client("dynamodb", **known).get_item(TableName="rows-1", Key={"id": {"S": "not told"}})
except Exception as exc:
    print(type(exc).__name__)
boto3.client("s3", **known).generate_presigned_url("get_object", Params={"Bucket": "bucket-1", "Key": "code/1"})
"""
PATIENCE_S = 60


def _run(program: str, collector: Collector) -> subprocess.CompletedProcess[str]:
    keys = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
    environment = {**os.environ, **keys, **collector.worker_variables("tester")}
    return subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True, timeout=120
    )


def test_process_tells_its_calls_and_what_it_signs() -> None:
    with collecting("127.0.0.1") as collector:
        done = _run(_PROGRAM, collector)
        deadline = time.monotonic() + PATIENCE_S
        while len(collector.calls) < 2 and time.monotonic() < deadline:
            time.sleep(0.05)
        told = sorted(collector.calls, key=lambda item: str(item["service"]))
    assert done.stdout.strip() == "EndpointConnectionError"
    assert [(item["operation"], item["error"]) for item in told] == [
        ("GetItem", "EndpointConnectionError"),
        ("GetObject", ""),
    ]
    assert "not told" not in str(told)
    deployed = Deployed({"rows-1": "TablesProblems", "bucket-1": "StorageBucket"})
    assert [call for item in told for call in translate(item, deployed)] == [
        Call("tester", "dynamodb:GetItem", "arn:aws:dynamodb:region:account:table/TablesProblems"),
        Call("tester", "s3:GetObject", "arn:aws:s3:::StorageBucket/code/x"),
    ]


def test_process_without_aws_tells_nothing_and_goes_on_when_nobody_listens() -> None:
    with collecting("127.0.0.1") as collector:
        assert _run("print('as ever')", collector).stdout == "as ever\n"
        assert collector.calls == []
    # The collector has ended: the calls go on as they would without it.
    assert _run(_PROGRAM, collector).stdout.strip() == "EndpointConnectionError"
