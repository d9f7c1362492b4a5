"""What operators do on AWS from their own machine: set secrets, ask whether an account is ready."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from judge.cli import main
from moto import mock_aws
from operate import checks, doctor
from operate.checks import Finding, Quota
from operate.needs import Needs, needs_of

NEEDS = Needs("ap-northeast-2", ("ap-northeast-2a", "ap-northeast-2c"), 100, 10.0, 1)
KEY = "sk-not-a-real-key"


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    for name in ("AWS_ENDPOINT_URL", "AWS_PROFILE", "CDK_DEPLOY_REGION"):
        monkeypatch.delenv(name, raising=False)
    with mock_aws():
        yield


def _client(service: str) -> Any:
    session: Any = boto3.session.Session(region_name="ap-northeast-2")
    return session.client(service)


def _deploy_secret() -> str:
    name: str = _client("secretsmanager").create_secret(Name="ModelKey", SecretString="generated")["Name"]
    _client("ssm").put_parameter(Name="/alpaco/dev/ModelKeySecret", Value=name, Type="String")
    return name


def test_secret_is_set_from_standard_input_and_never_shown(
    account: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    name = _deploy_secret()
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{KEY}\n"))
    assert main(["secrets", "set", "model-key", "--stage", "dev"]) == 0
    assert _client("secretsmanager").get_secret_value(SecretId=name)["SecretString"] == KEY
    printed = capsys.readouterr()
    assert KEY not in printed.out + printed.err


@pytest.mark.parametrize(
    ("stage", "value", "told"),
    [
        ("dev", "", "nothing was given"),
        ("dev", "two words", "a key is one word"),
        ("dev", "a\nb", "a key is one word"),
        ("prod", KEY, "name a model in infrastructure/settings.py and deploy first"),
    ],
    ids=["empty", "two words", "two lines", "stage without a model"],
)
def test_secret_that_cannot_be_set_is_refused_with_the_reason(
    account: None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    stage: str,
    value: str,
    told: str,
) -> None:
    name = _deploy_secret()
    monkeypatch.setattr("sys.stdin", io.StringIO(value))
    assert main(["secrets", "set", "model-key", "--stage", stage]) == 2
    assert told in capsys.readouterr().err
    assert _client("secretsmanager").get_secret_value(SecretId=name)["SecretString"] == "generated"


def _by_name(found: list[Finding]) -> dict[str, Finding]:
    return {item.name: item for item in found}


class Quotas:
    """Service Quotas of an account; one that was never changed has only a default."""

    def __init__(self, own: dict[str, float], default: dict[str, float]) -> None:
        self._own, self._default = own, default

    def get_service_quota(self, ServiceCode: str, QuotaCode: str) -> dict[str, Any]:
        if QuotaCode not in self._own:
            raise _refusal("NoSuchResourceException", "GetServiceQuota")
        return {"Quota": {"Value": self._own[QuotaCode]}}

    def get_aws_default_service_quota(self, ServiceCode: str, QuotaCode: str) -> dict[str, Any]:
        if QuotaCode not in self._default:
            raise _refusal("AccessDeniedException", "GetAWSDefaultServiceQuota")
        return {"Quota": {"Value": self._default[QuotaCode]}}


def _refusal(code: str, operation: str) -> Exception:
    from botocore.exceptions import ClientError

    return ClientError({"Error": {"Code": code, "Message": "told by the test"}}, operation)


def test_account_is_judged_by_region_bootstrap_and_quotas(account: None) -> None:
    quotas = Quotas(own={"L-B99A9384": 10}, default={"L-3032A538": 100})

    def connect(service: str) -> Any:
        return quotas if service == "service-quotas" else _client(service)

    found = _by_name(list(doctor.of_account(NEEDS, connect)))
    assert found["credentials"].ok
    assert found["region"].ok
    assert (found["bootstrap"].ok, found["bootstrap"].fix) == (False, "cd infrastructure && npx cdk bootstrap")
    assert found["Fargate vCPU"] == Finding(True, "Fargate vCPU", "100 allowed, 10 needed")
    assert found["Lambda at one time"].detail == "10 allowed, 200 needed"
    assert "concurrency=0" in found["Lambda at one time"].fix
    assert "AccessDeniedException" in found["elastic IP addresses"].detail
    assert all(bool(item.fix) != item.ok for item in found.values())


def test_account_without_credentials_is_asked_nothing_more() -> None:
    class NobodysSts:
        def get_caller_identity(self) -> dict[str, str]:
            raise _refusal("ExpiredToken", "GetCallerIdentity")

    (finding,) = doctor.of_account(NEEDS, lambda _: NobodysSts())
    assert not finding.ok
    assert "ExpiredToken" in finding.detail
    assert "aws configure" in finding.fix


def test_machine_is_judged_by_node_engine_and_images(tmp_path: Path) -> None:
    answers = {
        ("node", "--version"): "v18.1.0",
        ("docker", "version"): "arm64",
        ("docker", "images"): "alpaco/main:dev\nalpaco/java:dev",
        ("docker", "image", "alpaco/main:dev"): "amd64",
        ("docker", "image", "alpaco/java:dev"): "arm64",
    }

    def said(*command: str) -> str:
        key = (*command[:2], *command[-1:]) if command[1] == "image" else command[:2]
        return answers[key]

    found = _by_name(list(doctor.of_machine(said, tmp_path / "no-emulation")))
    assert {name: item.ok for name, item in found.items()} == {
        "Node.js": False,
        "Docker": False,
        "image alpaco/main:dev": True,
        "image alpaco/java:dev": False,
    }
    assert "--provenance=false" in found["image alpaco/java:dev"].fix


@pytest.mark.parametrize(
    "finding",
    [
        checks.zones(NEEDS, ["ap-northeast-2a", "ap-northeast-2b"]),
        checks.docker(""),
        checks.node(""),
        checks.quota(Quota("elastic IP addresses", "ec2", "L-0263D0A3", 2), 1),
    ],
    ids=lambda finding: finding.name,
)
def test_whatever_is_missing_has_a_cause_and_a_fix(finding: Finding) -> None:
    assert not finding.ok
    assert finding.detail
    assert finding.fix


def test_needs_are_those_of_the_stages_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CDK_DEPLOY_REGION", raising=False)
    assert needs_of("prod").concurrency == 400
    assert needs_of("dev").zones == ("ap-northeast-2a", "ap-northeast-2c")


def test_unknown_stage_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--aws", "--stage", "nowhere"]) == 2
    assert "'nowhere' is not one of" in capsys.readouterr().err
