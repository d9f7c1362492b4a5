"""Live WebSocket connections and what each of them follows, in a DynamoDB table; rows end by themselves."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

from chalicelib.adapters.access import caller_from_item, caller_item
from chalicelib.adapters.aws import translated
from chalicelib.domain.identity import Caller

CONNECTION = "#conn"
# API Gateway ends a connection after two hours; a row that outlives it serves nobody.
CONNECTION_S = 2 * 3600 + 600


class ConnectionTable:
    """`connection_id` rows: one for the connection, one per job that it follows."""

    def __init__(self, client: Any, table: str, clock: Callable[[], float] = time.time) -> None:
        self._client = client
        self._table = table
        self._clock = clock

    def open(self, connection_id: str, caller: Caller) -> None:
        self._put(connection_id, CONNECTION, caller=caller_item(caller))

    def caller(self, connection_id: str) -> Caller | None:
        """Whose connection it is; None if it is not open."""
        with translated("connections table"):
            answer = self._client.get_item(
                TableName=self._table, Key=_key(connection_id, CONNECTION), ConsistentRead=True
            )
        return caller_from_item(answer["Item"]["caller"]) if "caller" in answer.get("Item", {}) else None

    def note_job(self, connection_id: str, job_id: str) -> None:
        """Remembers that the connection follows the job, to end that when the connection closes."""
        self._put(connection_id, job_id)

    def close(self, connection_id: str) -> Sequence[str]:
        """Forgets the connection; returns the ids of the jobs that it followed."""
        pages = self._client.get_paginator("query").paginate(
            TableName=self._table,
            KeyConditionExpression="connection_id = :id",
            ExpressionAttributeValues={":id": {"S": connection_id}},
        )
        keys = [item["sk"]["S"] for page in pages for item in page["Items"]]
        for sk in keys:
            self._client.delete_item(TableName=self._table, Key=_key(connection_id, sk))
        return [sk for sk in keys if sk != CONNECTION]

    def _put(self, connection_id: str, sk: str, **more: Any) -> None:
        expires_at = {"N": str(int(self._clock()) + CONNECTION_S)}
        item = {**_key(connection_id, sk), "expires_at": expires_at, **more}
        with translated("connections table"):
            self._client.put_item(TableName=self._table, Item=item)


def _key(connection_id: str, sk: str) -> dict[str, dict[str, str]]:
    return {"connection_id": {"S": connection_id}, "sk": {"S": sk}}
