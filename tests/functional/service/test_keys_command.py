"""`alpaco keys` on moto: what it makes opens the door until it is revoked."""

from __future__ import annotations

import json
from typing import Any

import pytest
from chalicelib.domain.identity import AuthMode
from chalicelib.errors import Unauthenticated
from chalicelib.usecases.identity import Identity, TokenVerifier
from judge.cli.main import main

from tests.functional.service.cloud import Cloud


def no_tokens() -> TokenVerifier:
    raise AssertionError


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main(["keys", *arguments, "--stage", "local", "--json"]) == 0
    return dict(json.loads(capsys.readouterr().out))


def test_key_opens_until_it_is_revoked(
    cloud: Cloud, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ssm = cloud.client("ssm")
    ssm.put_parameter(Name="/alpaco/local/AccessTable", Value="access", Type="String")
    made = printed(capsys, "create", "--owner", "ada", "--scopes", "grade,generate", "--days", "30")
    door = Identity(AuthMode.KEY, cloud.services.access, no_tokens, cloud.services.now)
    assert door.of_request(f"Bearer {made['key']}").owner == "ada"
    (listed,) = printed(capsys, "list")["keys"]
    assert listed == {name: value for name, value in made.items() if name != "key"}
    assert str(made["key"]).rpartition("_")[2] not in str(cloud.client("dynamodb").scan(TableName="access"))
    printed(capsys, "revoke", str(made["key_id"]))
    with pytest.raises(Unauthenticated):
        door.of_request(f"Bearer {made['key']}")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["create", "--owner", "a b"], "--owner 'a b' is not"),
        (["create", "--owner", "ada", "--scopes", "grade,root"], "a list of grade, generate, admin"),
        (["revoke", "nobodys"], "has no key nobodys"),
    ],
)
def test_mistake_is_told_in_a_line(
    cloud: Cloud,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    told: str,
) -> None:
    monkeypatch.setenv("ACCESS_TABLE", "access")
    assert main(["keys", *arguments]) == 2
    assert told in capsys.readouterr().err
