"""`alpaco trace` puts rows, history and frames of a submission into the order of time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from operate.trace import Place, collected, lines

from tests.functional.service.cloud import Cloud
from tests.functional.service.test_more_grading_api import judge, submit

PLACE = Place(
    "submissions", "jobs", "arn:aws:states:x:1:stateMachine:grader", "arn:aws:states:x:1:stateMachine:generator"
)


class Machines:
    """Two pages of one execution's history."""

    def __init__(self, began: str) -> None:
        self._began = datetime.fromisoformat(began)
        self.asked: list[str] = []

    def get_execution_history(self, executionArn: str, maxResults: int, nextToken: str = "") -> dict[str, Any]:
        self.asked.append(executionArn.rpartition(":")[2])
        moment = self._began + timedelta(seconds=1 if nextToken else 0.5)
        details = {"stateEnteredEventDetails": {"name": "Judge" if nextToken else "LoadProblem"}}
        page = {"events": [{"type": "TaskStateEntered", "timestamp": moment, **details}]}
        return page if nextToken else {**page, "nextToken": "more"}


def test_submission_is_told_from_its_arrival_to_its_verdict(cloud: Cloud) -> None:
    submission_id = submit(cloud)
    judge(cloud, submission_id)
    row = cloud.services.submissions.get(submission_id)
    assert row
    machines = Machines(row.created_at)

    def connect(service: str) -> Any:
        return machines if service == "stepfunctions" else cloud.client(service)

    moments = sorted(collected(submission_id, PLACE, connect), key=lambda item: item.at_s)
    told = [(item.where, item.what) for item in moments]
    assert ("HTTP", f"{submission_id} taken, python3, owner anybody, trace {row.trace_id}") in told
    assert ("verdict", "attempt 1: WRONG_ANSWER, 1 of 2 tests") in told
    assert (f"{submission_id}-1", "TaskStateEntered Judge") in told
    assert ("frames", "2 stored, the last is done") in told
    assert machines.asked == [f"{submission_id}-1"] * 2
    shown = list(lines(moments))
    assert shown[0].lstrip().startswith("0.000")
    assert len(shown) == len(moments) == 5


def test_what_nobody_knows_is_said(cloud: Cloud, monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(collected("snobodys", PLACE, cloud.client)) == []
    assert list(collected("gnobodys", PLACE, cloud.client)) == []
