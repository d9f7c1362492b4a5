"""Submissions in DynamoDB. A row has `open_shard` while it has no verdict: so the index `by_open` is sparse."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from chalicelib.adapters.aws import translated
from chalicelib.adapters.paging import query_page
from chalicelib.domain.submissions import Judgement, Submission, Totals
from chalicelib.protocol import ObjectRef, result_from_json, to_json
from chalicelib.usecases.ports import Page

# A partition of an index takes 1,000 writes a second; every submission writes to `by_open` twice.
OPEN_SHARDS = 8
MAX_OPEN_PER_SHARD = 50


class SubmissionTable:
    def __init__(self, client: Any, table: str) -> None:
        self._client = client
        self._table = table

    def add(self, submission: Submission) -> bool:
        with translated("submissions table"):
            try:
                self._client.put_item(
                    TableName=self._table,
                    Item=_item(submission),
                    ConditionExpression="attribute_not_exists(submission_id)",
                )
            except self._client.exceptions.ConditionalCheckFailedException:
                return False
        return True

    def get(self, submission_id: str) -> Submission | None:
        with translated("submissions table"):
            answer = self._client.get_item(TableName=self._table, Key=_key(submission_id), ConsistentRead=True)
        return _submission(answer["Item"]) if "Item" in answer else None

    def finish(self, submission_id: str, attempt: int, judgement: Judgement, finished_at: str) -> bool:
        with translated("submissions table"):
            try:
                self._client.update_item(
                    TableName=self._table,
                    Key=_key(submission_id),
                    ConditionExpression="attempt = :attempt AND attribute_not_exists(verdict)",
                    UpdateExpression=(
                        "SET verdict = :verdict, judgement = :judgement, finished_at = :finished REMOVE open_shard"
                    ),
                    ExpressionAttributeValues={
                        ":attempt": {"N": str(attempt)},
                        ":verdict": {"S": str(judgement.result.verdict)},
                        ":judgement": {"S": _judgement_json(judgement)},
                        ":finished": {"S": finished_at},
                    },
                )
            except self._client.exceptions.ConditionalCheckFailedException:
                return False
        return True

    def page(self, problem_id: str, limit: int, cursor: str | None) -> Page[Submission]:
        query = {
            "TableName": self._table,
            "IndexName": "by_problem",
            "KeyConditionExpression": "problem_id = :p",
            "ExpressionAttributeValues": {":p": {"S": problem_id}},
        }
        with translated("submissions table"):
            items, next_cursor = query_page(self._client, query, limit, cursor)
        return Page([_submission(item) for item in items], next_cursor)

    def open_before(self, created_before: str) -> Sequence[Submission]:
        found = [item for shard in range(OPEN_SHARDS) for item in self._open_in(str(shard), created_before)]
        return sorted((_submission(item) for item in found), key=lambda submission: submission.created_at)

    def _open_in(self, shard: str, created_before: str) -> list[Any]:
        with translated("submissions table"):
            answer = self._client.query(
                TableName=self._table,
                IndexName="by_open",
                KeyConditionExpression="open_shard = :shard AND created_at < :before",
                ExpressionAttributeValues={":shard": {"S": shard}, ":before": {"S": created_before}},
                Limit=MAX_OPEN_PER_SHARD,
            )
        items: list[Any] = answer["Items"]
        return items


def _key(submission_id: str) -> dict[str, Any]:
    return {"submission_id": {"S": submission_id}}


def _judgement_json(judgement: Judgement) -> str:
    return json.dumps({"result": to_json(judgement.result), "totals": asdict(judgement.totals)})


def _item(submission: Submission) -> dict[str, Any]:
    """Of a submission without a verdict: new ones have none."""
    return {
        **_key(submission.submission_id),
        "problem_id": {"S": submission.problem_id},
        "problem_version": {"N": str(submission.problem_version)},
        "language": {"S": submission.language},
        "source_key": {"S": submission.source.key},
        "source_sha256": {"S": submission.source.sha256},
        "request_sha256": {"S": submission.request_sha256},
        "created_at": {"S": submission.created_at},
        "attempt": {"N": str(submission.attempt)},
        "open_shard": {"S": str(zlib.crc32(submission.submission_id.encode()) % OPEN_SHARDS)},
    }


def _submission(item: dict[str, Any]) -> Submission:
    return Submission(
        submission_id=item["submission_id"]["S"],
        problem_id=item["problem_id"]["S"],
        problem_version=int(item["problem_version"]["N"]),
        language=item["language"]["S"],
        source=ObjectRef(item["source_key"]["S"], item["source_sha256"]["S"]),
        request_sha256=item["request_sha256"]["S"],
        created_at=item["created_at"]["S"],
        attempt=int(item["attempt"]["N"]),
        judgement=_judgement(item["judgement"]["S"]) if "judgement" in item else None,
        finished_at=item.get("finished_at", {}).get("S", ""),
    )


def _judgement(stored: str) -> Judgement:
    raw = json.loads(stored)
    return Judgement(result_from_json(raw["result"]), Totals(**raw["totals"]))
