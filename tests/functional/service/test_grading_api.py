"""Grading over HTTP: what is accepted, what is refused, and that nothing is written for what is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from chalicelib.api import generations
from chalicelib.protocol import Progress, ProgressMessage, to_json

from tests.functional.service.cloud import Cloud

BODY = {"language": "python", "code": "print(3)"}


def test_submit_stores_source_and_row_and_starts_one_execution(cloud: Cloud) -> None:
    cloud.import_package("sum")
    answer = cloud.call("POST", "/problems/sum/grade", BODY)
    submission_id = answer.body["submission_id"]
    assert (answer.status, answer.headers["Location"]) == (202, f"/submissions/{submission_id}")
    assert cloud.keys("code/") == [f"code/{submission_id}/1"]
    assert cloud.executions() == [f"{submission_id}-1"]
    shown = cloud.call("GET", answer.body["status_url"]).body
    assert (shown["problem_id"], shown["language"]) == ("sum", "python3")
    assert (shown["status"], shown["verdict"], shown["tests_judged"]) == ("pending", None, 0)


def test_a_pending_submission_shows_how_far_it_is(cloud: Cloud) -> None:
    cloud.import_package("sum")
    submission_id = cloud.call("POST", "/problems/sum/grade", BODY).body["submission_id"]
    progress = Progress(submission_id, 1, 1, "test", {"test": "sample/1", "verdict": "ACCEPTED"})
    body = json.dumps(to_json(ProgressMessage([progress])))
    generations.progress({"Records": [{"messageId": "m1", "body": body}]}, cloud.services)
    assert cloud.call("GET", f"/submissions/{submission_id}").body["tests_judged"] == 1


def test_submit_takes_the_problem_from_the_body(cloud: Cloud) -> None:
    cloud.import_package("sum")
    answer = cloud.call("POST", "/grade", {**BODY, "problem_id": "sum"})
    assert answer.status == 202
    assert cloud.count("submissions") == 1


@pytest.mark.parametrize(
    ("path", "body", "status", "field"),
    [
        pytest.param("/problems/sum/grade", b"{", 400, "body", id="not-json"),
        pytest.param("/problems/sum/grade", b"[" * 100_000, 400, "body", id="json-too-deep"),
        pytest.param("/problems/sum/grade", [], 400, "body", id="not-an-object"),
        pytest.param("/problems/sum/grade", b"", 400, "body", id="no-body"),
        pytest.param("/problems/sum/grade", {"language": "python"}, 422, "code", id="no-code"),
        pytest.param("/problems/sum/grade", {"code": "x"}, 422, "language", id="no-language"),
        pytest.param("/problems/sum/grade", {**BODY, "code": 3}, 422, "code", id="code-not-text"),
        pytest.param("/problems/sum/grade", {**BODY, "code": " \n"}, 422, "code", id="blank-code"),
        pytest.param("/problems/sum/grade", {**BODY, "code": "\ud800"}, 422, "code", id="lone-surrogate"),
        pytest.param("/problems/sum/grade", {**BODY, "lang": "x"}, 422, "lang", id="unknown-field"),
        pytest.param("/problems/sum/grade", {**BODY, "language": "cobol"}, 422, "language", id="unknown-language"),
        pytest.param("/problems/sum/grade", {**BODY, "code": "x" * 300_000}, 413, "code", id="300-kib-of-code"),
        pytest.param("/problems/sum/grade", {**BODY, "code": "한" * 100_000}, 413, "code", id="bytes-not-characters"),
        pytest.param("/problems/sum/grade", {**BODY, "code": "x" * 3_000_000}, 413, "body", id="3-mb-body"),
        pytest.param("/problems/none/grade", BODY, 404, "problem_id", id="unknown-problem"),
        pytest.param("/grade", BODY, 422, "problem_id", id="no-problem"),
    ],
)
def test_submit_refuses_and_writes_nothing(cloud: Cloud, path: str, body: Any, status: int, field: str) -> None:
    cloud.import_package("sum")
    answer = cloud.call("POST", path, body)
    assert (answer.status, answer.body["field"], answer.body["status"]) == (status, field, status)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert (cloud.count("submissions"), cloud.keys("code/"), cloud.executions()) == (0, [], [])


def test_submit_again_with_the_same_key_gives_the_same_submission(cloud: Cloud) -> None:
    cloud.import_package("sum")
    first = cloud.call("POST", "/problems/sum/grade", BODY, Idempotency_Key="k1")
    again = cloud.call("POST", "/problems/sum/grade", {**BODY, "language": "Python3"}, Idempotency_Key="k1")
    assert again.body == first.body
    assert (cloud.count("submissions"), len(cloud.executions())) == (1, 1)


def test_submit_other_code_with_the_same_key_is_refused_and_changes_nothing(cloud: Cloud) -> None:
    cloud.import_package("sum")
    first = cloud.call("POST", "/problems/sum/grade", BODY, Idempotency_Key="k1").body
    answer = cloud.call("POST", "/problems/sum/grade", {**BODY, "code": "print(4)"}, Idempotency_Key="k1")
    assert (answer.status, answer.body["field"]) == (422, "Idempotency-Key")
    stored = cloud.client("s3").get_object(Bucket="bucket", Key=f"code/{first['submission_id']}/1")
    assert stored["Body"].read() == b"print(3)"


def test_submit_without_a_key_twice_gives_two_submissions(cloud: Cloud) -> None:
    cloud.import_package("sum")
    ids = {cloud.call("POST", "/problems/sum/grade", BODY).body["submission_id"] for _ in range(2)}
    assert len(ids) == 2


def test_listing_pages_through_the_submissions_of_a_problem_newest_first(cloud: Cloud) -> None:
    cloud.import_package("sum")
    made = [cloud.call("POST", "/problems/sum/grade", BODY).body["submission_id"] for _ in range(3)]
    first = cloud.call("GET", "/submissions?problem_id=sum&limit=2").body
    rest = cloud.call("GET", f"/submissions?problem_id=sum&limit=2&cursor={first['cursor']}").body
    listed = [item["submission_id"] for item in first["submissions"] + rest["submissions"]]
    assert sorted(listed) == sorted(made)
    assert rest["cursor"] is None


@pytest.mark.parametrize(
    ("path", "status", "field"),
    [
        ("/submissions/none", 404, "submission_id"),
        ("/submissions", 422, "problem_id"),
        ("/submissions?problem_id=sum&limit=0", 422, "limit"),
        ("/submissions?problem_id=sum&cursor=junk", 422, "cursor"),
    ],
)
def test_reading_refuses(cloud: Cloud, path: str, status: int, field: str) -> None:
    answer = cloud.call("GET", path)
    assert (answer.status, answer.body["field"]) == (status, field)


def test_a_body_of_another_media_type_is_refused_as_problem_details(cloud: Cloud) -> None:
    answer = cloud.call("POST", "/grade", b"a=b", Content_Type="text/plain")
    assert (answer.status, answer.headers["Content-Type"]) == (415, "application/problem+json")
    assert (answer.body["type"], answer.body["field"]) == ("urn:alpaco:error:unsupported-media-type", "Content-Type")


def test_a_page_of_another_origin_may_send_an_idempotency_key(cloud: Cloud) -> None:
    answer = cloud.call("GET", "/health")
    allowed = answer.headers["Access-Control-Allow-Headers"].split(",")
    assert {"Idempotency-Key", "Content-Type", "Authorization", "Prefer"} <= set(allowed)
