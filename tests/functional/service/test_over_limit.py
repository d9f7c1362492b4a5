"""Limits over HTTP on moto's table: 429 with Retry-After, and nothing taken."""

from __future__ import annotations

import json
from typing import Any

import pytest
from chalicelib.domain.identity import Caller
from judge.cli.main import main

from tests.functional.service.cloud import Cloud

CODE = {"language": "python", "code": "print(3)"}
GENERATE = {"prompt": "ferries", "difficulty": "easy", "language": "en"}


def test_request_over_the_limit_is_refused_and_says_when_to_come_again(
    cloud: Cloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    cloud.import_package("sum")
    variables: Any = cloud.services.config.variables
    variables["LIMITS"] = json.dumps({"grade": "2/day"})
    monkeypatch.setattr("chalicelib.usecases.identity.ANYBODY", Caller("ada", frozenset({"grade"})))  # type: ignore[arg-type]
    answers = [cloud.call("POST", "/problems/sum/grade", CODE) for _ in range(3)]
    assert [answer.status for answer in answers] == [202, 202, 429]
    assert 0 < int(answers[2].headers["Retry-After"]) <= 24 * 3600
    assert cloud.count("submissions") == 2
    del variables["LIMITS"]


def test_switch_stops_generation(
    cloud: Cloud, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ACCESS_TABLE", "access")
    for arguments in (["set", "5000"], ["stop"]):
        assert main(["budget", *arguments, "--json"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1]) == {
        "spent_today": 0,
        "tokens_per_day": 5000,
        "stopped": True,
    }
    before = cloud.count("jobs")
    answer = cloud.call("POST", "/generations", GENERATE)
    assert (answer.status, answer.body["type"], cloud.count("jobs")) == (429, "urn:alpaco:error:over-limit", before)
    assert main(["budget", "go"]) == 0
