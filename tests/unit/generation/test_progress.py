"""Reports of runners become frames once, and only those that runners may make."""

from __future__ import annotations

import json

import pytest
from chalicelib.domain.frames import done
from chalicelib.protocol import Progress, to_json
from chalicelib.usecases.progress import Reports
from chalicelib.usecases.streams import FrameLog

from tests.unit.generation.fakes import JOB, Mailboxes, MemoryJobs

GATE = {
    "id": "tests-valid",
    "status": "pass",
    "blame": "validator",
    "summary": "20 inputs accepted",
    "evidence_ref": None,
}


def body(index: int, type_: str = "gate", attempt: int = 1, **data: object) -> str:
    return json.dumps(to_json(Progress(JOB.job_id, attempt, index, type_, data or GATE)))


class Desk:
    def __init__(self) -> None:
        self.jobs = MemoryJobs(JOB)
        self.log = FrameLog(self.jobs, Mailboxes())
        self.reports = Reports(self.log)

    @property
    def types(self) -> list[str]:
        return self.jobs.types(JOB.job_id)


def test_report_becomes_a_frame() -> None:
    desk = Desk()
    desk.reports.take(body(1))
    [event] = desk.jobs.events(JOB.job_id)
    assert (event.type, event.data["id"]) == ("gate", "tests-valid")


def test_report_becomes_one_frame_when_delivered_twice() -> None:
    desk = Desk()
    for message in (body(1), body(2, id="bounds"), body(1), body(1, attempt=2)):
        desk.reports.take(message)
    assert desk.types == ["gate", "gate", "gate"]


@pytest.mark.parametrize(
    "message",
    ["not json", "[]", "{}", body(1, "done"), body(1, "accepted"), body(1, "weather")],
    ids=["not json", "not an object", "no fields", "an end", "not theirs", "unknown type"],
)
def test_report_is_dropped_when_it_makes_no_sense(message: str) -> None:
    desk = Desk()
    desk.reports.take(message)
    assert desk.types == []


def test_report_is_dropped_when_the_job_has_ended() -> None:
    desk = Desk()
    desk.log.end(JOB.job_id, done("verified", "p", None))
    desk.reports.take(body(1))
    assert desk.types == ["done"]


def test_report_is_cut_when_it_is_too_long_for_a_frame() -> None:
    desk = Desk()
    desk.reports.take(body(1, "test", test="secret/1", message="x" * 50_000))
    [event] = desk.jobs.events(JOB.job_id)
    assert (event.data["test"], event.data["ref"]) == ("secret/1", f"/generations/{JOB.job_id}/report?check=1")
