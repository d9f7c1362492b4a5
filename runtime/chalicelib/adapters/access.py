"""Keys, tickets, counters and switches in one DynamoDB table, one row each; what is not for ever ends by itself.

Rows: `key#<id>`, `ticket#<sha256>`, `count#<what is counted>`, `switch#<name>`, `webhook#<owner>`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from chalicelib.adapters.aws import translated
from chalicelib.domain.credentials import StoredKey
from chalicelib.domain.identity import Caller, Scope
from chalicelib.usecases.limits import Switch

KEY = "key#"
TICKET = "ticket#"
COUNT = "count#"
SWITCH = "switch#"
WEBHOOK = "webhook#"


class AccessTable:
    """Implements the stores of keys, tickets and counters."""

    def __init__(self, client: Any, table: str) -> None:
        self._client = client
        self._table = table

    def key(self, key_id: str) -> StoredKey | None:
        with translated("access table"):
            answer = self._client.get_item(TableName=self._table, Key=_id(KEY + key_id), ConsistentRead=True)
        return _key(answer["Item"]) if "Item" in answer else None

    def add_key(self, key: StoredKey) -> None:
        item = {
            **_id(KEY + key.key_id),
            "secret_sha256": {"S": key.secret_sha256},
            "owner": {"S": key.owner},
            "scopes": {"S": _words(key.scopes)},
            "created_at": {"S": key.created_at},
            **({"expires_at": {"N": str(key.expires_at)}} if key.expires_at else {}),
        }
        with translated("access table"):
            self._client.put_item(TableName=self._table, Item=item, ConditionExpression="attribute_not_exists(id)")

    def revoke_key(self, key_id: str) -> bool:
        """Whether there was such a key."""
        with translated("access table"):
            answer = self._client.delete_item(TableName=self._table, Key=_id(KEY + key_id), ReturnValues="ALL_OLD")
        return bool(answer.get("Attributes"))

    def all_keys(self) -> Iterator[StoredKey]:
        """For operators: reads the whole table."""
        with translated("access table"):
            pages = self._client.get_paginator("scan").paginate(
                TableName=self._table,
                FilterExpression="begins_with(id, :key)",
                ExpressionAttributeValues={":key": {"S": KEY}},
            )
            for page in pages:
                yield from (_key(item) for item in page["Items"])

    def add_ticket(self, digest: str, caller: Caller, expires_at: int) -> None:
        item = {**_id(TICKET + digest), "caller": caller_item(caller), "expires_at": {"N": str(expires_at)}}
        with translated("access table"):
            self._client.put_item(TableName=self._table, Item=item)

    def count(self, counter: str, amount: int, *, most: int | None, expires_at: int) -> bool:
        """Whether it was added; False, and nothing is, if the counter would exceed `most`."""
        if most is not None and amount > most:
            return False
        values = {":amount": {"N": str(amount)}, ":end": {"N": str(expires_at)}}
        room = {} if most is None else {":room": {"N": str(most - amount)}}
        limit = {"ConditionExpression": "attribute_not_exists(amount) OR amount <= :room"} if room else {}
        with translated("access table"):
            try:
                self._client.update_item(
                    TableName=self._table,
                    Key=_id(COUNT + counter),
                    UpdateExpression="ADD amount :amount SET expires_at = :end",
                    ExpressionAttributeValues={**values, **room},
                    **limit,
                )
            except self._client.exceptions.ConditionalCheckFailedException:
                return False
        return True

    def counted(self, counter: str) -> int:
        with translated("access table"):
            answer = self._client.get_item(TableName=self._table, Key=_id(COUNT + counter))
        return int(answer["Item"]["amount"]["N"]) if "Item" in answer else 0

    def switch(self, name: str) -> Switch:
        with translated("access table"):
            answer = self._client.get_item(TableName=self._table, Key=_id(SWITCH + name), ConsistentRead=True)
        return Switch(**json.loads(answer["Item"]["state"]["S"])) if "Item" in answer else Switch()

    def set_switch(self, name: str, switch: Switch) -> None:
        item = {**_id(SWITCH + name), "state": {"S": json.dumps(asdict(switch))}}
        with translated("access table"):
            self._client.put_item(TableName=self._table, Item=item)

    def webhook_secret(self, owner: str) -> str | None:
        with translated("access table"):
            answer = self._client.get_item(TableName=self._table, Key=_id(WEBHOOK + owner), ConsistentRead=True)
        return str(answer["Item"]["secret"]["S"]) if "Item" in answer else None

    def set_webhook_secret(self, owner: str, secret: str) -> None:
        with translated("access table"):
            self._client.put_item(TableName=self._table, Item={**_id(WEBHOOK + owner), "secret": {"S": secret}})

    def take_ticket(self, digest: str) -> tuple[Caller, int] | None:
        with translated("access table"):
            answer = self._client.delete_item(TableName=self._table, Key=_id(TICKET + digest), ReturnValues="ALL_OLD")
        item = answer.get("Attributes")
        return (caller_from_item(item["caller"]), int(item["expires_at"]["N"])) if item else None


def _id(id_: str) -> dict[str, dict[str, str]]:
    return {"id": {"S": id_}}


def _key(item: dict[str, Any]) -> StoredKey:
    return StoredKey(
        key_id=item["id"]["S"].removeprefix(KEY),
        secret_sha256=item["secret_sha256"]["S"],
        owner=item["owner"]["S"],
        scopes=_scopes(item["scopes"]["S"]),
        created_at=item["created_at"]["S"],
        expires_at=int(item["expires_at"]["N"]) if "expires_at" in item else None,
    )


def caller_item(caller: Caller) -> dict[str, str]:
    """A caller as an attribute of a row."""
    raw = {"owner": caller.owner, "scopes": _words(caller.scopes), "sees_all": caller.sees_all}
    return {"S": json.dumps(raw)}


def caller_from_item(item: dict[str, str]) -> Caller:
    raw = json.loads(item["S"])
    return Caller(raw["owner"], _scopes(raw["scopes"]), raw["sees_all"])


def _words(scopes: frozenset[Scope]) -> str:
    return " ".join(sorted(scopes))


def _scopes(text: str) -> frozenset[Scope]:
    return frozenset(Scope(word) for word in text.split())
