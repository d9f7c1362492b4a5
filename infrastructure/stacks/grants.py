"""Permissions in the form in which the stack states them: who, on what, may do which actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3

_ROW_ACTIONS = {
    "Get": "dynamodb:GetItem",
    "Query": "dynamodb:Query",
    "Put": "dynamodb:PutItem",
    "Update": "dynamodb:UpdateItem",
    "Delete": "dynamodb:DeleteItem",
}


class Grants:
    """`names` and `actions` are separated by spaces: `grants.rows("LoadProblem FreezeTests", table, "Get Update")`."""

    def __init__(self, roles: Mapping[str, iam.IGrantable]) -> None:
        self._roles = roles

    def rows(self, names: str, table: dynamodb.Table, actions: str) -> None:
        """`Get Query Put Query:by_listing`: what comes after a colon is an index of the table."""
        for action in actions.split():
            verb, _, index = action.partition(":")
            resource = f"{table.table_arn}/index/{index}" if index else table.table_arn
            self.allow(names, [resource], _ROW_ACTIONS[verb])

    def objects(self, names: str, bucket: s3.Bucket, actions: str, prefixes: str) -> None:
        """`Get Put`: `s3:GetObject` and `s3:PutObject` below each prefix."""
        resources = [bucket.arn_for_objects(f"{prefix}/*") for prefix in prefixes.split()]
        self.allow(names, resources, *(f"s3:{action}Object" for action in actions.split()))
        if "Get" in actions.split():
            # Without it S3 answers 403, not 404, where there is no object.
            self.allow(names, [bucket.bucket_arn], "s3:ListBucket")

    def allow(self, names: str, resources: Sequence[str], *actions: str) -> None:
        if not actions:
            return
        for name in names.split():
            statement = iam.PolicyStatement(actions=list(actions), resources=list(resources))
            self._roles[name].grant_principal.add_to_principal_policy(statement)
