"""cfn-lint and cdk-nag, on the template and on what AWS expands it to: what is found has a reason or is mended."""

from __future__ import annotations

import copy
import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import aws_cdk
import pytest
from aws_cdk import aws_iam as iam
from aws_cdk.cloudformation_include import CfnInclude
from cfnlint.api import lint
from cfnlint.config import ManualArgs
from stacks.alpaco_stack import LINT_EXCEPTIONS

from tests.infrastructure.acknowledged import ACKNOWLEDGED
from tests.infrastructure.conftest import Synthesized, synthesize_app

ROOT = Path(__file__).parents[2]
TRANSLATOR = ROOT / ".venv-emulator/bin/python"
PACKS = {"AwsSolutions", "Serverless"}
Finding = tuple[str, str]


def _lint(template: dict[str, Any]) -> list[str]:
    """What cfn-lint says of a template, for the region that we deploy to by default."""
    config = ManualArgs(regions=["ap-northeast-2"], ignore_checks=list(LINT_EXCEPTIONS))
    return [f"{match.rule.id} {match.message} {match.path}" for match in lint(json.dumps(template), config=config)]


def test_cfn_lint_finds_nothing(everything: Synthesized, local: Synthesized) -> None:
    """`everything` holds what the stages hold; `local` is the one with parts left out."""
    assert _lint(everything.template) == []
    assert _lint(local.template) == []


def test_reserved_variable_is_found_when_a_function_has_one(dev: Synthesized) -> None:
    template = {"Transform": dev.template["Transform"], "Resources": {"Reaper": _alone(dev, "Reaper")}}
    assert _lint(template) == []
    template["Resources"]["Reaper"]["Properties"]["Environment"]["Variables"]["AWS_REGION"] = "ap-northeast-2"
    assert [line[:5] for line in _lint(template)] == ["E3663"]


def _alone(synthesized: Synthesized, name: str) -> dict[str, Any]:
    """A function without its ties to other resources."""
    function: dict[str, Any] = copy.deepcopy(synthesized.template["Resources"][name])
    properties = function["Properties"]
    properties["Role"] = "arn:aws:iam::123456789012:role/any"
    properties["Environment"] = {"Variables": {"LOG_LEVEL": "INFO"}}
    for tied in ("DeadLetterQueue", "LoggingConfig", "Metadata"):
        properties.pop(tied, None)
    return {key: value for key, value in function.items() if key in ("Type", "Properties")}


def _findings(report: Path) -> Iterator[Finding]:
    """Rule and path of each thing that the packs found."""
    for part in json.loads(report.read_text())["pluginReports"]:
        for violation in part.get("violations", ()) if part["pluginName"] in PACKS else ():
            for construct in violation["violatingConstructs"]:
                yield violation["ruleName"], construct["constructPath"]


@pytest.fixture(scope="module")
def findings(everything: Synthesized) -> list[Finding]:
    return list(_findings(everything.path.with_name("validation-report.json")))


@pytest.fixture(scope="module")
def expanded(everything: Synthesized, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The template as AWS expands it: there the functions and the REST API are resources that cdk-nag knows."""
    target = tmp_path_factory.mktemp("expanded") / "template.json"
    command = [str(TRANSLATOR), str(Path(__file__).with_name("expand_sam.py")), str(everything.path), str(target)]
    subprocess.run(command, check=True, env={**os.environ, "AWS_DEFAULT_REGION": "ap-northeast-2"})
    template: dict[str, Any] = json.loads(target.read_text())
    # The check of the bootstrap version, which the stack around it makes too.
    del template["Parameters"], template["Rules"]
    return template


@pytest.fixture(scope="module")
def findings_of_expansion(expanded: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> list[Finding]:
    source = tmp_path_factory.mktemp("included") / "template.json"
    source.write_text(json.dumps(expanded))
    app = aws_cdk.App(outdir=str(tmp_path_factory.mktemp("checked")))
    stack = aws_cdk.Stack(app, "Expanded")
    CfnInclude(stack, "Template", template_file=str(source))
    policy = iam.ManagedPolicy(stack, "AddedByTheTest")
    policy.add_statements(iam.PolicyStatement(actions=["s3:*"], resources=["*"]))
    synthesize_app(app, checked=True)
    return list(_findings(Path(app.outdir) / "validation-report.json"))


def _unexplained(found: list[Finding]) -> list[Finding]:
    return [finding for finding in found if not any(item.covers(*finding) for item in ACKNOWLEDGED)]


def test_all_that_cdk_nag_finds_has_a_reason(findings: list[Finding]) -> None:
    assert len(findings) > 50, "the packs have not looked at the stack"
    assert _unexplained(findings) == []


def test_wildcard_is_found_in_the_expansion_and_nothing_else_without_a_reason(
    findings_of_expansion: list[Finding],
) -> None:
    found = sorted(_unexplained(findings_of_expansion))
    assert [rule for rule, _ in found] == ["AwsSolutions-IAM5[Action::s3:*]", "AwsSolutions-IAM5[Resource::*]"]
    assert all("AddedByTheTest" in path for _, path in found)


def test_every_acknowledgement_is_needed(findings: list[Finding], findings_of_expansion: list[Finding]) -> None:
    found = [*findings, *findings_of_expansion]
    assert [item for item in ACKNOWLEDGED if not any(item.covers(*finding) for finding in found)] == []
    assert all(len(item.reason) > 20 for item in ACKNOWLEDGED)


def test_expansion_makes_no_role_of_its_own(expanded: dict[str, Any], everything: Synthesized) -> None:
    """SAM makes one, with managed policies, for every function that has none."""
    roles = [name for name, item in expanded["Resources"].items() if item["Type"] == "AWS::IAM::Role"]
    assert set(roles) == set(everything.of_type("AWS::IAM::Role"))
