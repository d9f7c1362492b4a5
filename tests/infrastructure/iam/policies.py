"""What the roles of a template may do, as single grants: one principal, one action, one resource.

Names are logical ones (`TablesProblems`, without the hash that the CDK appends), region and account are the words
`region` and `account`: so grants can be compared with recorded calls of any deployment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

_HASH = re.compile(r"[0-9A-F]{8}$")
_REGION = re.compile(r":[a-z]{2}(-[a-z]+)+-\d:")
_FAMILY = re.compile(r"(?<=task-definition/)(\w+?)[0-9A-F]{8}:")
_PSEUDO = {"AWS::Region": "region", "AWS::AccountId": "account", "AWS::Partition": "aws"}
_IN_REGION = "arn:aws:{}:region:account:{}"
_ARNS = {
    "AWS::DynamoDB::Table": _IN_REGION.format("dynamodb", "table/{}"),
    "AWS::S3::Bucket": "arn:aws:s3:::{}",
    "AWS::SQS::Queue": _IN_REGION.format("sqs", "{}"),
    "AWS::StepFunctions::StateMachine": _IN_REGION.format("states", "stateMachine:{}"),
    "AWS::Serverless::Function": _IN_REGION.format("lambda", "function:{}"),
    "AWS::Logs::LogGroup": _IN_REGION.format("logs", "log-group:{}:*"),
    "AWS::SecretsManager::Secret": _IN_REGION.format("secretsmanager", "secret:{}"),
    "AWS::IAM::Role": "arn:aws:iam::account:role/{}",
    "AWS::ECR::Repository": _IN_REGION.format("ecr", "repository/{}"),
    "AWS::ECS::TaskDefinition": _IN_REGION.format("ecs", "task-definition/{}"),
}
# `Ref` gives the ARN of these, the name of all others.
_REF_IS_ARN = {"AWS::StepFunctions::StateMachine", "AWS::SecretsManager::Secret", "AWS::ECS::TaskDefinition"}


class UnknownExpression(ValueError):
    """A policy names a resource in a way that is not understood here."""


@dataclass(frozen=True, order=True)
class Grant:
    """`action` and `resource` may hold `*`. `passed_to` limits iam:PassRole to one service."""

    principal: str
    action: str
    resource: str
    passed_to: str = ""


@dataclass(frozen=True, order=True)
class Call:
    """An action that was done, in the words of IAM."""

    principal: str
    action: str
    resource: str
    passed_to: str = ""


def allows(grant: Grant, call: Call) -> bool:
    return (
        grant.principal == call.principal
        and fnmatchcase(call.action.lower(), grant.action.lower())
        and fnmatchcase(call.resource, grant.resource)
        and grant.passed_to in ("", call.passed_to)
    )


def denied(calls: Sequence[Call], grants: Sequence[Grant]) -> list[Call]:
    """The calls that no grant allows."""
    return [call for call in calls if not any(allows(grant, call) for grant in grants)]


def unused(grants: Sequence[Grant], calls: Sequence[Call]) -> list[Grant]:
    """The grants that no call needs."""
    return [grant for grant in grants if not any(allows(grant, call) for call in calls)]


def logical_name(logical_id: str) -> str:
    """Without the CDK's hash."""
    return _HASH.sub("", logical_id)


def general(arn: str) -> str:
    """Without the region and the hash of a family of task definitions, which differ from stage to stage."""
    return _FAMILY.sub(r"\1:", _REGION.sub(":region:", arn))


class Template:
    """`grants` of the principals of a template, and `strangers`: roles that belong to nothing of ours."""

    def __init__(self, template: Mapping[str, Any]) -> None:
        self._resources: Mapping[str, Any] = template["Resources"]
        self._principals = dict(self._role_owners())
        roles = [name for name, item in self._resources.items() if item["Type"] == "AWS::IAM::Role"]
        self.strangers = sorted(logical_name(name) for name in roles if name not in self._principals)

    @property
    def principals(self) -> set[str]:
        return set(self._principals.values())

    def grants(self) -> list[Grant]:
        """In order, each once."""
        return sorted({grant for role, owner in self._principals.items() for grant in self._of_role(role, owner)})

    def _role_owners(self) -> Iterator[tuple[str, str]]:
        fields = {
            "AWS::Serverless::Function": {"Role": "{}"},
            "AWS::StepFunctions::StateMachine": {"RoleArn": "{}"},
            "AWS::ECS::TaskDefinition": {"TaskRoleArn": "{}", "ExecutionRoleArn": "start of {}"},
        }
        for name, item in self._resources.items():
            for field, form in fields.get(item["Type"], {}).items():
                yield item["Properties"][field]["Fn::GetAtt"][0], form.format(logical_name(name))

    def _of_role(self, role: str, owner: str) -> Iterator[Grant]:
        for item in self._resources.values():
            if item["Type"] == "AWS::IAM::Policy" and {"Ref": role} in item["Properties"]["Roles"]:
                for statement in item["Properties"]["PolicyDocument"]["Statement"]:
                    yield from self._of_statement(statement, owner)

    def _of_statement(self, statement: Mapping[str, Any], owner: str) -> Iterator[Grant]:
        passed_to = statement.get("Condition", {}).get("StringEquals", {}).get("iam:PassedToService", "")
        for action in _listed(statement["Action"]):
            for resource in _listed(statement["Resource"]):
                yield Grant(owner, action, general(self.render(resource)), passed_to)

    def render(self, value: Any) -> str:
        """The text of an expression. Raises UnknownExpression."""
        if isinstance(value, str):
            return value
        ((function, argument),) = value.items()
        if function == "Ref":
            return _PSEUDO.get(argument) or self._ref(argument)
        if function == "Fn::GetAtt":
            return self._attribute(*argument)
        if function == "Fn::Join":
            return str(argument[0]).join(self.render(part) for part in argument[1])
        raise UnknownExpression(str(value))

    def _ref(self, logical_id: str) -> str:
        is_arn = self._resources[logical_id]["Type"] in _REF_IS_ARN
        return self._attribute(logical_id, "Arn" if is_arn else "Name")

    def _attribute(self, logical_id: str, attribute: str) -> str:
        name = logical_name(logical_id)
        if attribute == "Name":
            return name
        if attribute != "Arn":
            raise UnknownExpression(f"{logical_id}.{attribute}")
        return _ARNS[self._resources[logical_id]["Type"]].format(name)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
