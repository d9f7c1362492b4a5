"""Problems in DynamoDB: a row per version, and the row META that says which one is current.

META carries what a listing shows, so that a listing reads one index and nothing else. A withdrawn problem keeps META
without its current version, hence without a place in the index; numbers are never used twice.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from chalicelib.adapters.aws import translated
from chalicelib.adapters.paging import query_page
from chalicelib.domain.problems import Making, Metadata, ProblemVersion
from chalicelib.errors import Conflict
from chalicelib.protocol import ObjectRef
from chalicelib.usecases.ports import Page

META = "META"
LISTING = "problems"


class ProblemTable:
    def __init__(self, client: Any, table: str) -> None:
        self._client = client
        self._table = table

    def current(self, problem_id: str) -> ProblemVersion | None:
        item = self._item(problem_id, META)
        return self.version(problem_id, int(item["version"]["N"])) if "version" in item else None

    def last_version(self, problem_id: str) -> int:
        item = self._item(problem_id, META)
        return int(item["last_version"]["N"]) if item else 0

    def version(self, problem_id: str, version: int) -> ProblemVersion | None:
        item = self._item(problem_id, _version_key(version))
        return _version(item) if item else None

    def add(self, version: ProblemVersion) -> None:
        writes = [{"Put": self._version_put(version)}, {"Update": self._meta_update(version)}]
        with translated("problems table"):
            try:
                self._client.transact_write_items(TransactItems=writes)
            except self._client.exceptions.TransactionCanceledException as exc:
                detail = f"version {version.version} of {version.problem_id} was stored by somebody else; try again"
                raise Conflict(detail, field="problem_id") from exc

    def freeze_tests(self, problem_id: str, version: int, tests: ObjectRef) -> ObjectRef:
        with translated("problems table"):
            answer = self._client.update_item(
                TableName=self._table,
                Key=_key(problem_id, _version_key(version)),
                ConditionExpression="attribute_exists(problem_id)",
                UpdateExpression=(
                    "SET tests_sha256 = if_not_exists(tests_sha256, :s), tests_key = if_not_exists(tests_key, :k)"
                ),
                ExpressionAttributeValues={":s": {"S": tests.sha256}, ":k": {"S": tests.key}},
                ReturnValues="ALL_NEW",
            )
        return ObjectRef(answer["Attributes"]["tests_key"]["S"], answer["Attributes"]["tests_sha256"]["S"])

    def withdraw(self, problem_id: str) -> bool:
        with translated("problems table"):
            try:
                self._client.update_item(
                    TableName=self._table,
                    Key=_key(problem_id, META),
                    ConditionExpression="attribute_exists(version)",
                    UpdateExpression="REMOVE version, listing, listed_at",
                )
            except self._client.exceptions.ConditionalCheckFailedException:
                return False
        return True

    def page(self, limit: int, cursor: str | None) -> Page[ProblemVersion]:
        query = {
            "TableName": self._table,
            "IndexName": "by_listing",
            "KeyConditionExpression": "listing = :l",
            "ExpressionAttributeValues": {":l": {"S": LISTING}},
        }
        with translated("problems table"):
            items, next_cursor = query_page(self._client, query, limit, cursor)
        return Page([_version(item) for item in items], next_cursor)

    def _item(self, problem_id: str, sk: str) -> dict[str, Any]:
        with translated("problems table"):
            answer = self._client.get_item(TableName=self._table, Key=_key(problem_id, sk), ConsistentRead=True)
        item: dict[str, Any] = answer.get("Item", {})
        return item

    def _version_put(self, version: ProblemVersion) -> dict[str, Any]:
        return {
            "TableName": self._table,
            "Item": {**_key(version.problem_id, _version_key(version.version)), **_attributes(version)},
            "ConditionExpression": "attribute_not_exists(problem_id)",
        }

    def _meta_update(self, version: ProblemVersion) -> dict[str, Any]:
        attributes = {
            **_attributes(version),
            "last_version": {"N": str(version.version)},
            "listing": {"S": LISTING},
            "listed_at": {"S": version.created_at},
        }
        return {
            "TableName": self._table,
            "Key": _key(version.problem_id, META),
            "ConditionExpression": "attribute_not_exists(last_version) OR last_version < :last_version",
            "UpdateExpression": "SET " + ", ".join(f"#{name} = :{name}" for name in attributes),
            "ExpressionAttributeNames": {f"#{name}": name for name in attributes},
            "ExpressionAttributeValues": {f":{name}": value for name, value in attributes.items()},
        }


def _key(problem_id: str, sk: str) -> dict[str, Any]:
    return {"problem_id": {"S": problem_id}, "sk": {"S": sk}}


def _version_key(version: int) -> str:
    return f"v#{version:08d}"


def _attributes(version: ProblemVersion) -> dict[str, Any]:
    tests = version.tests
    return {
        "version": {"N": str(version.version)},
        "package_key": {"S": version.package.key},
        "package_sha256": {"S": version.package.sha256},
        **({"tests_key": {"S": tests.key}, "tests_sha256": {"S": tests.sha256}} if tests else {}),
        "metadata": {"S": json.dumps(asdict(version.metadata))},
        "created_at": {"S": version.created_at},
        "origin": {"S": version.origin},
        "making": {"S": json.dumps(asdict(version.making) if version.making else None)},
    }


def _version(item: dict[str, Any]) -> ProblemVersion:
    metadata = json.loads(item["metadata"]["S"])
    tests = ObjectRef(item["tests_key"]["S"], item["tests_sha256"]["S"]) if "tests_key" in item else None
    return ProblemVersion(
        problem_id=item["problem_id"]["S"],
        version=int(item["version"]["N"]),
        package=ObjectRef(item["package_key"]["S"], item["package_sha256"]["S"]),
        tests=tests,
        metadata=_metadata(metadata),
        created_at=item["created_at"]["S"],
        origin=item["origin"]["S"],
        making=_making(item.get("making", {"S": "null"})["S"]),
    )


def _metadata(read: dict[str, Any]) -> Metadata:
    """Lists were tuples; what was stored before a field was there has its default."""
    fields: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in read.items()}
    return Metadata(**fields)


def _making(text: str) -> Making | None:
    read = json.loads(text)
    return Making(read["job_id"], ObjectRef(**read["report"])) if read else None
