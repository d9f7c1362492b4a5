"""Submissions and custom runs in DynamoDB.

A row has `open_shard` until its verdict has been told: so the index `by_open` is sparse. A custom run has no
`problem_id`, so it is in no listing of a problem. `owner_problem` lists what one owner has submitted to a problem.
`by_trace` finds what follows from a request; rows `trace#<trace id>#<submission id>` are of earlier attempts.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from chalicelib.adapters.aws import translated
from chalicelib.adapters.paging import query_page
from chalicelib.domain.submissions import Judgement, PastVerdict, Submission, Totals, past_verdict
from chalicelib.protocol import ObjectRef, Verdict, result_from_json, to_json
from chalicelib.usecases.ports import Page

# A partition of an index takes 1,000 writes a second; every submission writes to `by_open` twice.
OPEN_SHARDS = 8
MAX_OPEN_PER_SHARD = 50
TRACE = "trace#"


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
        item = answer.get("Item", {})
        return _submission(item) if "request_sha256" in item else None

    def finish(self, submission_id: str, attempt: int, judgement: Judgement, finished_at: str) -> bool:
        with translated("submissions table"):
            try:
                self._client.update_item(
                    TableName=self._table,
                    Key=_key(submission_id),
                    ConditionExpression="attempt = :attempt AND attribute_not_exists(verdict)",
                    UpdateExpression="SET verdict = :verdict, judgement = :judgement, finished_at = :finished",
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

    def close(self, submission_id: str, attempt: int) -> None:
        with translated("submissions table"):
            try:
                self._client.update_item(
                    TableName=self._table,
                    Key=_key(submission_id),
                    ConditionExpression="attempt = :attempt AND attribute_exists(verdict)",
                    UpdateExpression="REMOVE open_shard",
                    ExpressionAttributeValues={":attempt": {"N": str(attempt)}},
                )
            except self._client.exceptions.ConditionalCheckFailedException:
                return

    def reopen(self, judged: Submission, problem_version: int, opened_at: str, trace_id: str = "") -> bool:
        past = past_verdict(judged)
        if past is None:
            return False
        with translated("submissions table"):
            try:
                self._client.update_item(
                    TableName=self._table,
                    Key=_key(judged.submission_id),
                    ConditionExpression="attempt = :attempt AND attribute_exists(verdict)",
                    UpdateExpression=(
                        "SET attempt = :next, problem_version = :version, opened_at = :opened, open_shard = :shard, "
                        f"{'trace_id = :trace, ' if trace_id else ''}"
                        "history = list_append(if_not_exists(history, :none), :past) "
                        f"REMOVE verdict, judgement, finished_at{'' if trace_id else ', trace_id'}"
                    ),
                    ExpressionAttributeValues={
                        ":attempt": {"N": str(judged.attempt)},
                        ":next": {"N": str(judged.attempt + 1)},
                        ":version": {"N": str(problem_version)},
                        ":opened": {"S": opened_at},
                        ":shard": _shard(judged.submission_id),
                        ":none": {"L": []},
                        ":past": {"L": [{"S": json.dumps(asdict(past))}]},
                        **({":trace": {"S": trace_id}} if trace_id else {}),
                    },
                )
            except self._client.exceptions.ConditionalCheckFailedException:
                return False
            if judged.trace_id:
                self._client.put_item(TableName=self._table, Item=_trace_item(judged))
        return True

    def page(self, problem_id: str, limit: int, cursor: str | None, *, owner: str | None = None) -> Page[Submission]:
        if owner is None:
            index, name, value = "by_problem", "problem_id", problem_id
        else:
            index, name, value = "by_owner", "owner_problem", _owner_problem(owner, problem_id)
        query = {
            "TableName": self._table,
            "IndexName": index,
            "KeyConditionExpression": f"{name} = :p",
            "ExpressionAttributeValues": {":p": {"S": value}},
        }
        with translated("submissions table"):
            items, next_cursor = query_page(self._client, query, limit, cursor)
        return Page([_submission(item) for item in items], next_cursor)

    def of_trace(self, trace_id: str) -> Sequence[str]:
        """The ids of those of which an attempt follows from that request."""
        with translated("submissions table"):
            answer = self._client.query(
                TableName=self._table,
                IndexName="by_trace",
                KeyConditionExpression="trace_id = :trace",
                ExpressionAttributeValues={":trace": {"S": trace_id}},
            )
        return sorted({item["submission_id"]["S"].rpartition("#")[2] for item in answer["Items"]})

    def open_before(self, opened_before: str) -> Sequence[Submission]:
        found = [item for shard in range(OPEN_SHARDS) for item in self._open_in(str(shard), opened_before)]
        return sorted((_submission(item) for item in found), key=lambda submission: submission.opened_at)

    def _open_in(self, shard: str, opened_before: str) -> list[Any]:
        with translated("submissions table"):
            answer = self._client.query(
                TableName=self._table,
                IndexName="by_open",
                KeyConditionExpression="open_shard = :shard AND opened_at < :before",
                ExpressionAttributeValues={":shard": {"S": shard}, ":before": {"S": opened_before}},
                Limit=MAX_OPEN_PER_SHARD,
            )
        items: list[Any] = answer["Items"]
        return items


def _trace_item(judged: Submission) -> dict[str, Any]:
    """A row of its own, by which an attempt that was judged before is still found."""
    name = f"{TRACE}{judged.trace_id}#{judged.submission_id}"
    return {"submission_id": {"S": name}, "trace_id": {"S": judged.trace_id}}


def _key(submission_id: str) -> dict[str, Any]:
    return {"submission_id": {"S": submission_id}}


def _judgement_json(judgement: Judgement) -> str:
    return json.dumps({"result": to_json(judgement.result), "totals": asdict(judgement.totals)})


def _item(submission: Submission) -> dict[str, Any]:
    """Of a submission without a verdict: new ones have none."""
    stdin = submission.stdin
    optional = {
        "problem_id": submission.problem_id,
        "owner": submission.owner,
        "webhook_url": submission.webhook_url,
        "trace_id": submission.trace_id,
    }
    if submission.owner and submission.problem_id:
        optional["owner_problem"] = _owner_problem(submission.owner, submission.problem_id)
    return {
        **_key(submission.submission_id),
        **{name: {"S": value} for name, value in optional.items() if value},
        **({"stdin_key": {"S": stdin.key}, "stdin_sha256": {"S": stdin.sha256}} if stdin else {}),
        "problem_version": {"N": str(submission.problem_version)},
        "language": {"S": submission.language},
        "source_key": {"S": submission.source.key},
        "source_sha256": {"S": submission.source.sha256},
        "request_sha256": {"S": submission.request_sha256},
        "created_at": {"S": submission.created_at},
        "attempt": {"N": str(submission.attempt)},
        "opened_at": {"S": submission.opened_at},
        "open_shard": _shard(submission.submission_id),
    }


def _owner_problem(owner: str, problem_id: str) -> str:
    """Ids of problems hold no slash, so no two pairs look the same."""
    return f"{problem_id}/{owner}"


def _shard(submission_id: str) -> dict[str, str]:
    return {"S": str(zlib.crc32(submission_id.encode()) % OPEN_SHARDS)}


def _submission(item: dict[str, Any]) -> Submission:
    return Submission(
        submission_id=item["submission_id"]["S"],
        problem_id=_text(item, "problem_id"),
        problem_version=int(item["problem_version"]["N"]),
        language=item["language"]["S"],
        source=ObjectRef(item["source_key"]["S"], item["source_sha256"]["S"]),
        request_sha256=item["request_sha256"]["S"],
        created_at=item["created_at"]["S"],
        attempt=int(item["attempt"]["N"]),
        judgement=_judgement(item["judgement"]["S"]) if "judgement" in item else None,
        finished_at=_text(item, "finished_at"),
        owner=_text(item, "owner"),
        opened_at=item["opened_at"]["S"],
        history=tuple(_past(entry["S"]) for entry in item.get("history", {}).get("L", ())),
        stdin=ObjectRef(item["stdin_key"]["S"], item["stdin_sha256"]["S"]) if "stdin_key" in item else None,
        webhook_url=_text(item, "webhook_url"),
        trace_id=_text(item, "trace_id"),
    )


def _text(item: dict[str, Any], name: str) -> str:
    """Empty if the row does not have it."""
    return str(item.get(name, {}).get("S", ""))


def _past(stored: str) -> PastVerdict:
    raw = json.loads(stored)
    return PastVerdict(**{**raw, "verdict": Verdict(raw["verdict"])})


def _judgement(stored: str) -> Judgement:
    raw = json.loads(stored)
    return Judgement(result_from_json(raw["result"]), Totals(**raw["totals"]))
