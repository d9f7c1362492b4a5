"""Requests that are refused: a 4xx with problem details that name the field, and nothing written."""

from __future__ import annotations

import json

import pytest

from tests.e2e.harness import Service, send

GOOD = {"language": "python3", "code": "print(1)"}


def _json(**changes: object) -> bytes:
    return json.dumps({**GOOD, **changes}).encode()


@pytest.mark.parametrize(
    ("problem_id", "body", "status", "field"),
    [
        ("ferryrest", b"{not json", 400, "body"),
        ("ferryrest", b"[]", 400, "body"),
        ("ferryrest", b"\xff\xfe", 400, "body"),
        ("ferryrest", _json(code=7), 422, "code"),
        ("ferryrest", _json(code=""), 422, "code"),
        ("ferryrest", json.dumps({"language": "python3"}).encode(), 422, "code"),
        ("ferryrest", _json(language="cobol"), 422, "language"),
        ("ferryrest", _json(colour="red"), 422, "colour"),
        ("ferryrest", _json(code="#" * 300 * 1024), 413, "code"),
        ("nosuchproblem", _json(), 404, "problem_id"),
    ],
    ids=[
        "invalid JSON",
        "JSON but no object",
        "no text at all",
        "code is no text",
        "empty code",
        "no code",
        "unknown language",
        "unknown field",
        "300 KiB of code",
        "unknown problem",
    ],
)
def test_refusal_names_the_field_and_writes_nothing(
    service: Service, problem_id: str, body: bytes, status: int, field: str
) -> None:
    before = service.stored()
    answer = send(f"{service.http_url}/problems/{problem_id}/grade", body)
    problem = json.loads(answer.body)
    assert (answer.status, answer.content_type) == (status, "application/problem+json"), problem
    assert (problem["status"], problem["field"]) == (status, field)
    assert service.stored() == before
