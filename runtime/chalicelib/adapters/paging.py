"""Cursors of listings: the key where DynamoDB stopped, as text that fits a URL."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

from chalicelib.errors import Invalid


def encode(last_key: Mapping[str, Any] | None) -> str | None:
    if not last_key:
        return None
    plain = {name: value["S"] for name, value in last_key.items()}
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def decode(cursor: str) -> dict[str, Any]:
    """Raises Invalid (cursor) unless it was made here."""
    try:
        plain = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return {str(name): {"S": str(value)} for name, value in plain.items()}
    except (ValueError, AttributeError) as exc:
        raise Invalid("this cursor did not come from a listing", field="cursor") from exc


def query_page(client: Any, query: Mapping[str, Any], limit: int, cursor: str | None) -> tuple[list[Any], str | None]:
    """Items of one page, newest first, and the cursor of the next. Raises Invalid (cursor)."""
    start = {"ExclusiveStartKey": decode(cursor)} if cursor else {}
    try:
        answer = client.query(**query, **start, Limit=limit, ScanIndexForward=False)
    except client.exceptions.ClientError as exc:
        if cursor and exc.response["Error"]["Code"] == "ValidationException":
            raise Invalid("this cursor belongs to another listing", field="cursor") from exc
        raise
    return answer["Items"], encode(answer.get("LastEvaluatedKey"))
