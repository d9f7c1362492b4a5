"""Every grant is bounded: no wildcard but those with a reason, the same for every stage, roles passed to ECS alone."""

from __future__ import annotations

import pytest

from tests.infrastructure.conftest import Synthesized
from tests.infrastructure.iam import granted
from tests.infrastructure.iam.policies import Call, Grant, Template, allows


@pytest.mark.parametrize("action", ["dynamodb:*", "*", "s3:Get*"])
def test_wildcard_is_found_when_an_action_gets_one(grants: list[Grant], action: str) -> None:
    wide = Grant("LoadProblem", action, "arn:aws:dynamodb:region:account:table/TablesProblems")
    assert "*" in action
    assert _wildcards([*grants, wide]) == [wide]


@pytest.mark.parametrize("resource", ["*", "arn:aws:dynamodb:*:*:table/*", "arn:aws:s3:::StorageBucket/*"])
def test_wildcard_is_found_when_a_resource_gets_one(grants: list[Grant], resource: str) -> None:
    wide = Grant("LoadProblem", "dynamodb:GetItem", resource)
    assert _wildcards([*grants, wide]) == [wide]


# Where a name is not known beforehand. Actions that know no resource at all are listed in test_template.
_OPEN = (
    "arn:aws:s3:::StorageBucket/{code,drafts,evidence,languages,packages,results,tests,uploads}/*",
    "arn:aws:ecs:region:account:task-definition/AlpacoRunnersmainTask:*",
    "arn:aws:ecs:region:account:task/ClusterRunners/*",
    "arn:aws:execute-api:region:account:WebsocketAPI/api/POST/@connections/*",
    "arn:aws:states:region:account:execution:{GraderMachine,GeneratorMachine}:*",
    "arn:aws:logs:region:account:log-group:*:*",
)


def _wildcards(grants: list[Grant]) -> list[Grant]:
    """Grants with a wildcard that nobody has allowed."""
    return [grant for grant in grants if "*" in grant.action or not _is_bounded(grant)]


def _is_bounded(grant: Grant) -> bool:
    if "*" not in grant.resource:
        return True
    known = {"logs", "xray", "ecr"}
    if grant.resource == "*":
        return grant.action.partition(":")[0] in known
    return any(_fits(grant.resource, form) for form in _OPEN)


def _fits(resource: str, form: str) -> bool:
    head, _, rest = form.partition("{")
    if not rest:
        prefix, _, _ = form.partition("*")
        return resource.startswith(prefix)
    names, _, tail = rest.partition("}")
    return resource in {f"{head}{name}{tail}" for name in names.split(",")}


def test_there_is_no_wildcard_that_nobody_allowed(grants: list[Grant]) -> None:
    assert _wildcards(grants) == []


def test_other_stages_grant_nothing_else(prod: Synthesized, dev: Synthesized, grants: list[Grant]) -> None:
    """What is proven on the embedded AWS holds on AWS: there a principal gets the same, pool by pool."""
    allowed = {(grant.principal, grant.action) for grant in grants}
    for stage in (dev, prod):
        for grant in Template(stage.template).grants():
            principal = grant.principal.replace("Runnersgenerator", "Runnersmain")
            assert (principal, grant.action) in allowed, grant


def test_roles_that_belong_to_nothing_of_ours_are_known(proven: Synthesized, dev: Synthesized) -> None:
    assert Template(proven.template).strangers == ["GatewayCloudWatchRole"]
    strangers = Template(dev.template).strangers
    assert [name for name in strangers if not name.startswith("Custom")] == ["GatewayCloudWatchRole"]


def test_role_may_be_passed_to_ecs_alone(grants: list[Grant]) -> None:
    passing = [grant for grant in grants if grant.action == "iam:PassRole"]
    assert {grant.passed_to for grant in passing} == {"ecs-tasks.amazonaws.com"}
    call = Call("GraderMachine", "iam:PassRole", passing[0].resource, "lambda.amazonaws.com")
    assert not any(allows(grant, call) for grant in passing)


def test_grants_are_those_that_were_looked_at(grants: list[Grant]) -> None:
    """A grant more, a wider one or one less is a difference; `iam/granted.py` says how the list is kept."""
    listed = granted.read()
    assert sorted(set(grants) - set(listed)) == [], "grants that are not on the list"
    assert sorted(set(listed) - set(grants)) == [], "grants of the list that the stack does not have"


def test_list_of_grants_is_written_as_it_is_kept() -> None:
    assert granted.text(granted.read()) == granted.PATH.read_text()


def test_any_single_action_that_is_taken_out_of_the_template_is_missed(proven: Synthesized) -> None:
    statements = [
        statement
        for policy in proven.properties("AWS::IAM::Policy")
        for statement in policy["PolicyDocument"]["Statement"]
        if statement["Effect"] == "Allow"
    ]
    listed = set(granted.read())
    for statement in statements:
        whole = statement["Action"]
        for action in [whole] if isinstance(whole, str) else whole:
            statement["Action"] = [item for item in ([whole] if isinstance(whole, str) else whole) if item != action]
            missed = listed - set(Template(proven.template).grants())
            statement["Action"] = whole
            assert missed, (action, statement["Resource"])
