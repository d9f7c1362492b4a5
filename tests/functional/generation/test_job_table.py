"""The frame log on DynamoDB: numbers, marks and the end hold against concurrent writers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import boto3
import pytest
from chalicelib.adapters.jobs import JobTable
from chalicelib.domain.frames import Event, Frame, FrameType, done
from chalicelib.domain.generation import Difficulty, DraftState, GenerationJob, GenerationRequest, Remake, Spending
from chalicelib.usecases.generation import Created, OpenJob
from chalicelib.usecases.streams import Added, Batch, Note
from moto import mock_aws

REQUEST = GenerationRequest("여객선 문제", Difficulty.EASY, "ko", seed=7, request_id="r1")
JOB = GenerationJob("gabc", 1, REQUEST, "template", 1000.5)
EVENT = Event(FrameType.DELTA, {"text": "경로 \ud800"}, "spec")
PLAIN = Note()


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    with mock_aws():
        yield boto3.client("dynamodb", region_name="eu-west-1")


@pytest.fixture
def table(client: Any) -> JobTable:
    client.create_table(
        TableName="jobs",
        KeySchema=[{"AttributeName": "job_id", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
        AttributeDefinitions=[
            {"AttributeName": "job_id", "AttributeType": "S"},
            {"AttributeName": "sk", "AttributeType": "S"},
        ],
        BillingMode="PAY_PER_REQUEST",
    )
    return JobTable(client, "jobs", clock=lambda: 1000.0)


def test_job_comes_back_as_it_was_stored(table: JobTable) -> None:
    assert table.create(JOB, {}) is Created.NEW
    assert table.get("gabc") == JOB


def test_job_is_stored_once(table: JobTable) -> None:
    table.create(JOB, {})
    assert table.create(replace(JOB, model="other"), {}) is Created.EXISTS
    assert table.get("gabc") == JOB


def test_job_is_none_when_unknown(table: JobTable) -> None:
    assert table.get("gabc") is None
    assert not table.exists("gabc")


def test_frames_come_back_in_order_after_a_number(table: JobTable) -> None:
    for seq in range(1, 13):
        assert table.add(Frame("gabc", seq, EVENT), PLAIN) is Added.STORED
    frames = list(table.frames_after("gabc", 9))
    assert [frame.seq for frame in frames] == [10, 11, 12]
    assert frames[0].event == Event(FrameType.DELTA, {"text": "경로 ?"}, "spec")
    assert table.last_seq("gabc") == 12


def test_the_log_of_a_submission_is_no_generation(table: JobTable) -> None:
    table.add(Frame("s1", 1, EVENT), PLAIN)
    assert table.exists("s1")
    assert table.get("s1") is None


@pytest.mark.parametrize("seq", [1, 3], ids=["used", "would leave a gap"])
def test_number_is_refused(table: JobTable, seq: int) -> None:
    table.add(Frame("gabc", 1, EVENT), PLAIN)
    assert table.add(Frame("gabc", seq, EVENT), PLAIN) is Added.TAKEN
    assert table.last_seq("gabc") == 1


def test_mark_is_accepted_once_whatever_the_number(table: JobTable) -> None:
    assert table.add(Frame("gabc", 1, EVENT), Note(once="1/1")) is Added.STORED
    assert table.add(Frame("gabc", 2, EVENT), Note(once="1/1")) is Added.DUPLICATE
    assert table.add(Frame("gabc", 1, EVENT), Note(once="1/1")) is Added.DUPLICATE
    assert table.last_seq("gabc") == 1


def test_nothing_follows_the_terminal_frame(table: JobTable) -> None:
    table.create(JOB, {})
    assert table.add(Frame("gabc", 1, done("verified", "p", None)), PLAIN) is Added.STORED
    assert table.add(Frame("gabc", 2, EVENT), PLAIN) is Added.ENDED
    assert table.add(Frame("gabc", 2, EVENT), Note(once="1/2")) is Added.ENDED
    job = table.get("gabc")
    assert job is not None
    assert job.ended


def test_stages_finish_with_their_frame_and_can_be_reopened(table: JobTable) -> None:
    table.create(JOB, {})
    table.add(Frame("gabc", 1, EVENT), Note(finishes=("spec", 1)))
    table.add(Frame("gabc", 2, EVENT), Note(finishes=("reference", 2)))
    table.reopen("gabc", ["reference", "solver"])
    job = table.get("gabc")
    assert job is not None
    assert job.finished == {"spec": 1}


def test_subscribers_come_and_go(table: JobTable) -> None:
    table.subscribe("gabc", "c1=")
    table.subscribe("gabc", "c2=")
    table.subscribe("gabc", "c1=")
    assert table.subscribers("gabc") == ["c1=", "c2="]
    table.unsubscribe("gabc", "c1=")
    assert table.subscribers("gabc") == ["c2="]


def test_rows_expire(table: JobTable, client: Any) -> None:
    table.create(JOB, {})
    table.add(Frame("gabc", 1, EVENT), Note(once="m"))
    table.subscribe("gabc", "c1")
    rows = client.scan(TableName="jobs")["Items"]
    assert len(rows) == 5
    assert all(int(row["expires_at"]["N"]) > 1000 for row in rows)


def test_job_that_goes_on_comes_back_with_what_was_decided_and_spent(table: JobTable) -> None:
    job = replace(JOB, owner="user:ada", first="gone", remake=Remake("gone", "brute", "더 단순하게"))
    table.create(job, dict.fromkeys(job.claims, ""))
    table.note_spending("gabc", Spending(10, 20, True, 0.5))
    table.decide("gabc", DraftState.KEPT)
    assert table.get("gabc") == replace(job, state=DraftState.KEPT, spending=Spending(10, 20, True, 0.5))


def test_claim_is_taken_by_one_when_two_want_it(table: JobTable) -> None:
    first, second = (replace(JOB, job_id=job_id, owner="user:ada") for job_id in ("ga", "gb"))
    assert first.claims == ("owner/user:ada",)
    assert table.create(first, {"owner/user:ada": ""}) is Created.NEW
    assert table.create(second, {"owner/user:ada": ""}) is Created.RACED
    assert table.get("gb") is None
    assert table.create(second, {"owner/user:ada": "ga"}) is Created.NEW
    assert table.holder("owner/user:ada") == "gb"


def test_open_generations_are_listed_until_they_end(table: JobTable) -> None:
    table.create(JOB, {})
    assert table.open_before(2000.0) == [OpenJob("gabc", 1000.5)]
    assert table.open_before(1000.0) == []
    table.add(Frame("gabc", 1, done("verified", "p", None)), PLAIN)
    assert table.open_before(2000.0) == []


def test_reports_are_stored_together_each_once_and_not_after_the_end(table: JobTable) -> None:
    def frames(first: int, count: int) -> list[Frame]:
        return [Frame("s1", first + n, Event(FrameType.TEST, {"test": str(first + n)})) for n in range(count)]

    assert table.add_all(frames(1, 3), ["a", "b", "c"]).added is Added.STORED
    assert table.add_all(frames(2, 2), ["d", "e"]).added is Added.TAKEN
    again = table.add_all(frames(4, 3), ["x", "b", "c"])
    assert again == Batch(Added.DUPLICATE, frozenset({1, 2}))
    assert [frame.seq for frame in table.frames_after("s1", 0)] == [1, 2, 3]
    assert table.add(Frame("s1", 4, done("ACCEPTED", None, None)), Note()) is Added.STORED
    assert table.add_all(frames(5, 1), ["z"]).added is Added.ENDED
