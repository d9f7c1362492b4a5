"""One trace id from a request to everything that follows from it."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Mapping
from typing import Any

import app as chalice_app
import pytest
from chalicelib import bootstrap
from chalicelib.api import websocket, workflow
from chalicelib.domain import tracing
from chalicelib.domain.identity import ANYBODY
from operate.trace import collected

from tests.functional.service.cloud import Cloud
from tests.functional.service.test_more_grading_api import BODY, ITEM, judge
from tests.functional.service.test_owners import Mailbox
from tests.functional.service.test_trace_command import PLACE, Machines

ID = "0af7651916cd43dd8448eb211c80319c"
TRACED = {"traceparent": f"00-{ID}-b7ad6b7169203331-01"}
GENERATE = {"prompt": "ferries", "difficulty": "easy", "language": "en"}
NEW = re.compile("[0-9a-f]{32}")


class Begun:
    """Executions that were started, with their inputs."""

    def __init__(self) -> None:
        self.inputs: dict[str, Mapping[str, object]] = {}

    def start(self, name: str, state: Mapping[str, object]) -> None:
        self.inputs[name] = state


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/health", 200), ("GET", "/submissions/snobodys", 404), ("PATCH", "/grade", 405)],
    ids=["health", "missing", "method"],
)
def test_every_answer_tells_a_trace_id(cloud: Cloud, method: str, path: str, status: int) -> None:
    answer = cloud.call(method, path)
    assert (answer.status, bool(NEW.fullmatch(answer.headers["X-Trace-Id"]))) == (status, True)
    assert cloud.call(method, path, **TRACED).headers["X-Trace-Id"] == ID
    assert cloud.call(method, path).headers["X-Trace-Id"] != answer.headers["X-Trace-Id"]


def test_submission_carries_the_id_to_execution_job_and_last_frame(cloud: Cloud) -> None:
    cloud.import_package("sum")
    begun = Begun()
    cloud.services.starting.__dict__["executions"] = begun
    answer = cloud.call("POST", "/problems/sum/grade", BODY, **TRACED)
    submission_id = answer.body["submission_id"]
    state = begun.inputs[f"{submission_id}-1"]
    assert (answer.headers["X-Trace-Id"], state["trace_id"]) == (ID, ID)
    plan: Any = workflow.load_problem(state, cloud.services)
    assert plan["job"]["trace_id"] == ID
    judge(cloud, submission_id)
    (*_, last) = cloud.services.frames.replay(submission_id, 0)
    assert last.event.data["trace_id"] == ID
    assert cloud.call("GET", f"/submissions/{submission_id}").body["trace_id"] == ID


def test_repeated_request_keeps_the_id_of_the_first_and_a_rejudge_has_its_own(cloud: Cloud) -> None:
    cloud.import_package("sum")
    headers = {**TRACED, "Idempotency-Key": "k"}
    submission_id = cloud.call("POST", "/problems/sum/grade", BODY, **headers).body["submission_id"]
    again = cloud.call("POST", "/problems/sum/grade", BODY, **{"Idempotency-Key": "k"})
    assert again.headers["X-Trace-Id"] != ID
    assert cloud.call("GET", f"/submissions/{submission_id}").body["trace_id"] == ID
    judge(cloud, submission_id)
    rejudged = cloud.call("POST", f"/submissions/{submission_id}/rejudge", {})
    shown = cloud.call("GET", f"/submissions/{submission_id}").body
    assert shown["trace_id"] == rejudged.headers["X-Trace-Id"] != ID
    table: Any = cloud.services.submissions
    assert table.of_trace(ID) == table.of_trace(shown["trace_id"]) == [submission_id]
    assert table.get(f"trace#{ID}#{submission_id}") is None


def test_generation_carries_the_id_to_execution_and_first_frame(cloud: Cloud) -> None:
    begun = Begun()
    cloud.services.__dict__["generator"] = begun
    body = cloud.call("POST", "/generations", GENERATE, **TRACED).body
    assert begun.inputs[f"{body['job_id']}-1"]["trace_id"] == body["trace_id"] == ID
    (accepted,) = cloud.services.frames.replay(body["job_id"], 0)
    assert accepted.event.data["trace_id"] == ID


def test_message_has_an_id_of_its_own_or_the_one_that_it_names(cloud: Cloud) -> None:
    mail = cloud.services.__dict__["link"] = Mailbox()
    cloud.services.connections.open("c1", ANYBODY)
    for more in ({}, TRACED, {"traceparent": 7}):
        websocket.message("c1", json.dumps({"action": "cancel", "job_id": "gnobodys", **more}), cloud.services)
    first, named, odd = (frame["data"]["trace_id"] for _, frame in mail.sent)
    assert named == ID
    assert len({first, named, odd}) == 3


def test_trace_of_a_request_tells_everything_that_followed_from_it(cloud: Cloud) -> None:
    cloud.import_package("sum")
    batch = cloud.call("POST", "/submissions", {"submissions": [ITEM, ITEM]}, **TRACED).body["submissions"]
    machines = Machines("2026-11-26T00:00:00Z")

    def connect(service: str) -> Any:
        return machines if service == "stepfunctions" else cloud.client(service)

    told = " ".join(item.what for item in collected(ID, PLACE, connect))
    assert all(item["submission_id"] in told for item in batch)


def test_log_entries_carry_the_id_of_the_execution_that_called_the_function(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(logging, "_logRecordFactory", logging.getLogRecordFactory())
    monkeypatch.setattr(bootstrap, "Services", lambda _config: None)
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://localhost:1")
    log = logging.getLogger("chalicelib.test")

    def called(event: object, services: object) -> None:
        log.warning("called")

    bootstrap.services.cache_clear()
    bootstrap.services()
    bootstrap.services.cache_clear()
    monkeypatch.setattr(workflow, "record_verdict", called)
    monkeypatch.setattr(chalice_app, "services", lambda: None)
    chalice_app.record_verdict({"submission_id": "s1", "input": {"trace_id": ID}}, None)
    log.warning("outside")
    assert [getattr(record, "trace_id", "") for record in caplog.records] == [ID, ""]
    assert tracing.current() == ""
