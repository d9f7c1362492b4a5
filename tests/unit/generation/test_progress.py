"""Reports of runners become frames once, and only those that runners may make."""

from __future__ import annotations

import json

import pytest
from chalicelib.domain.frames import done
from chalicelib.protocol import Progress, ProgressMessage, to_json
from chalicelib.usecases.progress import Reports, read_all
from chalicelib.usecases.streams import FrameLog

from tests.unit.generation.fakes import JOB, Mailboxes, MemoryJobs

GATE = {
    "id": "tests-valid",
    "status": "pass",
    "blame": "validator",
    "summary": "20 inputs accepted",
    "evidence_ref": None,
}


def report(index: int, type_: str = "gate", attempt: int = 1, **data: object) -> Progress:
    return Progress(JOB.job_id, attempt, index, type_, data or GATE)


def body(index: int, type_: str = "gate", attempt: int = 1, **data: object) -> str:
    return message(report(index, type_, attempt, **data))


def message(*reports: Progress) -> str:
    return json.dumps(to_json(ProgressMessage(reports)))


class Desk:
    def __init__(self) -> None:
        self.jobs = MemoryJobs(JOB)
        self.log = FrameLog(self.jobs, Mailboxes())
        self.reports = Reports(self.log)

    def take(self, *bodies: str) -> None:
        for told in read_all(bodies):
            self.reports.take(told)

    @property
    def types(self) -> list[str]:
        return self.jobs.types(JOB.job_id)


def test_report_becomes_a_frame() -> None:
    desk = Desk()
    desk.take(body(1))
    [event] = desk.jobs.events(JOB.job_id)
    assert (event.type, event.data["id"]) == ("gate", "tests-valid")


def test_report_becomes_one_frame_when_delivered_twice() -> None:
    desk = Desk()
    for told in (body(1), body(2, id="bounds"), body(1), body(1, attempt=2)):
        desk.take(told)
    assert desk.types == ["gate", "gate", "gate"]


def test_reports_become_frames_in_one_write_when_they_come_together() -> None:
    desk = Desk()
    writes = []
    desk.jobs.before_add = lambda: writes.append(1)
    desk.take(message(report(1), report(2, id="bounds")), body(1), body(3, id="slow"), "not json")
    assert ([event.data["id"] for event in desk.jobs.events(JOB.job_id)], len(writes)) == (
        ["tests-valid", "bounds", "slow"],
        1,
    )


def test_report_alone_is_understood_as_workers_of_the_first_release_send_it() -> None:
    desk = Desk()
    desk.take(json.dumps(to_json(report(1))))
    assert desk.types == ["gate"]


@pytest.mark.parametrize(
    "told",
    ["not json", "[]", "{}", body(1, "done"), body(1, "accepted"), body(1, "weather")],
    ids=["not json", "not an object", "no fields", "an end", "not theirs", "unknown type"],
)
def test_report_is_dropped_when_it_makes_no_sense(told: str) -> None:
    desk = Desk()
    desk.take(told)
    assert desk.types == []


def test_report_is_dropped_when_the_job_has_ended() -> None:
    desk = Desk()
    desk.log.end(JOB.job_id, done("verified", "p", None))
    desk.take(body(1))
    assert desk.types == ["done"]


def test_report_is_cut_when_it_is_too_long_for_a_frame() -> None:
    desk = Desk()
    desk.take(body(1, "test", test="secret/1", message="x" * 50_000))
    [event] = desk.jobs.events(JOB.job_id)
    assert (event.data["test"], event.data["ref"]) == ("secret/1", f"/generations/{JOB.job_id}/report?check=1")
