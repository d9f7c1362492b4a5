"""Problems over HTTP: import, versions, what is shown and what never is, export."""

from __future__ import annotations

import io
import json
import zipfile
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.functional.service.cloud import PACKAGE, Cloud, zipped


def test_import_splits_the_package_and_freezes_its_tests(cloud: Cloud) -> None:
    answer = cloud.import_package("sum")
    assert (answer.status, answer.body["version"], answer.body["names"]) == (201, 1, {"en": "Sum", "ko": "합"})
    (package,) = [key for key in cloud.keys("packages/") if key.endswith(".zip")]
    (tests,) = cloud.keys("tests/")
    assert "data/secret/001.ans" not in _names(cloud, package)
    assert {"data/sample/1.in", "data/secret/001.ans"} <= _names(cloud, tests)


def test_import_again_makes_no_version_until_something_changes(cloud: Cloud) -> None:
    cloud.import_package("sum")
    same = cloud.import_package("sum")
    other = cloud.import_package("sum", {**PACKAGE, "statement/problem.en.md": "Add."})
    assert [(same.status, same.body["version"]), (other.status, other.body["version"])] == [(200, 1), (201, 2)]


def test_show_gives_the_statement_with_constants_and_samples(cloud: Cloud) -> None:
    cloud.import_package("sum")
    english = cloud.call("GET", "/problems/sum").body
    korean = cloud.call("GET", "/problems/sum?language=ko").body
    assert "up to 100." in english["statement"]["text"]
    assert "```text\n1 2\n```" in english["statement"]["text"]
    assert "```text\n3\n```" in korean["statement"]["text"]
    assert (korean["name"], korean["language"], korean["languages"]) == ("합", "ko", ["en", "ko"])
    assert english["samples"] == [{"name": "1", "input": "1 2\n", "answer": "3\n"}]


def test_imported_problem_has_no_making(cloud: Cloud) -> None:
    cloud.import_package("sum")
    assert cloud.call("GET", "/problems/sum").body["making"] is None
    assert cloud.call("GET", "/problems/sum/report").status == 404


def test_show_never_has_tests_or_solutions(cloud: Cloud) -> None:
    cloud.import_package("sum")
    shown = str(cloud.call("GET", "/problems/sum").body)
    assert "50 60" not in shown
    assert "110" not in shown
    assert "sum(map" not in shown


def test_export_gives_back_every_file(cloud: Cloud) -> None:
    cloud.import_package("sum")
    answer = cloud.call("GET", "/problems/sum/package")
    key = urlsplit(answer.headers["Location"]).path.removeprefix("/")
    assert answer.status == 302
    assert _names(cloud, key.removeprefix("bucket/")) == set(PACKAGE)


def test_withdrawn_problem_takes_no_submissions_and_comes_back_with_the_next_version(cloud: Cloud) -> None:
    cloud.import_package("sum")
    assert cloud.call("DELETE", "/problems/sum").status == 200
    assert cloud.call("DELETE", "/problems/sum").status == 404
    assert cloud.call("GET", "/problems/sum").status == 404
    assert cloud.call("POST", "/problems/sum/grade", {"language": "c", "code": "x"}).status == 404
    assert cloud.call("GET", "/problems").body["problems"] == []
    assert cloud.import_package("sum").body["version"] == 2


def test_listing_pages_through_problems(cloud: Cloud) -> None:
    for problem_id in ("a1", "b2", "c3"):
        cloud.import_package(problem_id)
    first = cloud.call("GET", "/problems?limit=2").body
    rest = cloud.call("GET", f"/problems?limit=2&cursor={first['cursor']}").body
    listed = [item["problem_id"] for item in first["problems"] + rest["problems"]]
    assert sorted(listed) == ["a1", "b2", "c3"]


@pytest.mark.parametrize(
    ("files", "complaint"),
    [
        pytest.param({}, "problem.yaml", id="empty"),
        pytest.param({**PACKAGE, "problem.yaml": "name: ["}, "problem.yaml", id="broken-yaml"),
        pytest.param({**PACKAGE, "problem.yaml": "limits: {}"}, "name", id="no-name"),
        pytest.param({**PACKAGE, "../evil": "x"}, "../evil", id="leaves-its-folder"),
        pytest.param({**PACKAGE, "/etc/evil": "x"}, "/etc/evil", id="absolute"),
        pytest.param({"problem.yaml": "name: x", "statement/problem.md": "x"}, "data/secret", id="no-tests"),
        pytest.param({"problem.yaml": "name: x", "data/secret/1.in": ""}, "statement", id="no-statement"),
    ],
)
def test_import_refuses_and_stores_nothing(cloud: Cloud, files: dict[str, str], complaint: str) -> None:
    answer = cloud.import_package("sum", files)
    assert (answer.status, answer.body["field"]) == (422, "package")
    assert complaint in answer.body["detail"]
    assert (cloud.count("problems"), cloud.keys("packages/"), cloud.keys("tests/")) == (0, [], [])


@pytest.mark.parametrize(
    ("path", "body", "status", "field"),
    [
        pytest.param("/problems/Bad-Name", {"upload_id": "u" + "a" * 25}, 422, "problem_id", id="name"),
        pytest.param("/problems/sum", {"upload_id": "u" + "a" * 25}, 404, "upload_id", id="nothing-uploaded"),
        pytest.param("/problems/sum", {"upload_id": "../../code/x"}, 422, "upload_id", id="strange-upload-id"),
    ],
)
def test_import_refuses_what_it_cannot_find(cloud: Cloud, path: str, body: object, status: int, field: str) -> None:
    answer = cloud.call("PUT", path, body)
    assert (answer.status, answer.body["field"]) == (status, field)


def test_import_checks_the_hash_that_the_client_states(cloud: Cloud) -> None:
    packed = zipped(PACKAGE, folder="sum/")
    upload = cloud.call("POST", "/problems", {"size": len(packed)}).body
    cloud.client("s3").put_object(Bucket="bucket", Key=f"uploads/{upload['upload_id']}.zip", Body=packed)
    answer = cloud.call("PUT", "/problems/sum", {"upload_id": upload["upload_id"], "sha256": "0" * 64})
    assert (answer.status, answer.body["field"]) == (422, "sha256")


def test_upload_url_takes_exactly_the_announced_size(cloud: Cloud) -> None:
    url = cloud.call("POST", "/problems", {"size": 1234}).body["url"]
    signed = parse_qs(urlsplit(url).query)
    assert signed["X-Amz-SignedHeaders"] == ["content-length;host"]
    assert signed["X-Amz-Expires"] == ["900"]


def test_upload_of_too_big_a_package_is_refused(cloud: Cloud) -> None:
    answer = cloud.call("POST", "/problems", {"size": 10**9})
    assert (answer.status, answer.body["field"]) == (413, "size")


def test_languages_are_listed(cloud: Cloud) -> None:
    listed = cloud.call("GET", "/languages").body["languages"]
    aliases = ["python", "py", "python3.11"]
    assert {"id": "python3", "name": "Python 3", "aliases": aliases, "version": None} in listed


def test_what_runners_publish_is_listed_and_can_be_submitted(cloud: Cloud) -> None:
    go = {
        "id": "go",
        "name": "Go",
        "aliases": ["golang"],
        "source_name": "main.go",
        "pool": "native",
        "version": "1.19",
    }
    body = json.dumps({"v": 1, "pool": "native", "languages": [go]}).encode()
    cloud.client("s3").put_object(Bucket="bucket", Key="languages/native.json", Body=body)
    listed = cloud.call("GET", "/languages").body["languages"]
    assert {"id": "go", "name": "Go", "aliases": ["golang"], "version": "1.19"} in listed
    assert cloud.call("POST", "/runs", {"language": "golang", "code": "package main", "stdin": ""}).status == 202


def _names(cloud: Cloud, key: str) -> set[str]:
    data = cloud.client("s3").get_object(Bucket="bucket", Key=key)["Body"].read()
    return set(zipfile.ZipFile(io.BytesIO(data)).namelist())
