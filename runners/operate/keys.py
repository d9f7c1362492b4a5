"""`alpaco keys create|list|revoke --stage STAGE`: API keys. A key is shown once, when it is made; its hash is kept."""

from __future__ import annotations

import json
import os
from argparse import Namespace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from operate.aws import OperatorError, client, is_code, told_plainly

if TYPE_CHECKING:
    from chalicelib.adapters.access import AccessTable
    from chalicelib.domain.credentials import StoredKey
    from chalicelib.domain.identity import Scope

DAY_S = 24 * 3600


def run(arguments: Namespace) -> int:
    """Raises OperatorError."""
    from chalicelib.adapters.access import AccessTable

    action = {"create": _create, "list": _list, "revoke": _revoke}[arguments.action]
    with told_plainly():
        action(arguments, AccessTable(client("dynamodb"), table_of(arguments.stage)))
    return 0


def table_of(stage: str) -> str:
    """The name of a stage's access table. Raises OperatorError if there is no such stage."""
    if name := os.environ.get("ACCESS_TABLE"):
        return name
    try:
        with told_plainly():
            value = client("ssm").get_parameter(Name=f"/alpaco/{stage}/AccessTable")["Parameter"]["Value"]
    except OperatorError as exc:
        if is_code(exc, "ParameterNotFound"):
            raise OperatorError(f"there is no stage {stage} in this account and region: deploy it first") from exc
        raise
    return str(value)


def _create(arguments: Namespace, table: AccessTable) -> None:
    from chalicelib.domain import credentials

    now = datetime.now(UTC)
    expires_at = int(now.timestamp()) + arguments.days * DAY_S if arguments.days else None
    text, stored = credentials.new_key(
        os.urandom(credentials.ENTROPY_BYTES),
        _owner(arguments.owner),
        _scopes(arguments.scopes),
        created_at=now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        expires_at=expires_at,
    )
    table.add_key(stored)
    if arguments.json:
        print(json.dumps({"key": text, **_shown(stored)}))
    else:
        print(f"{text}\n\nThis is the only time that the key is shown. Revoke it: alpaco keys revoke {stored.key_id}")


def _owner(name: str) -> str:
    from chalicelib.domain.credentials import OWNER

    if not OWNER.fullmatch(name):
        raise OperatorError(f"--owner {name!r} is not 1 to 128 letters, digits or . _ @ : / + -")
    return name


def _scopes(text: str) -> frozenset[Scope]:
    from chalicelib.domain.identity import GRANTABLE, scopes_of

    unknown = set(text.replace(",", " ").split()) - set(GRANTABLE)
    if unknown or not text.strip():
        raise OperatorError(f"--scopes {text!r}: a list of {', '.join(GRANTABLE)} is wanted")
    return scopes_of(text)


def _list(arguments: Namespace, table: AccessTable) -> None:
    keys = sorted(table.all_keys(), key=lambda key: key.created_at)
    if arguments.json:
        print(json.dumps({"keys": [_shown(key) for key in keys]}))
        return
    for key in keys:
        until = f"until {_moment(key.expires_at)}" if key.expires_at else "without end"
        print(f"{key.key_id}  {key.owner:<24} {' '.join(sorted(key.scopes)):<20} since {key.created_at} {until}")


def _revoke(arguments: Namespace, table: AccessTable) -> None:
    if not table.revoke_key(arguments.key_id):
        raise OperatorError(f"stage {arguments.stage} has no key {arguments.key_id}")
    print(json.dumps({"revoked": arguments.key_id}) if arguments.json else f"{arguments.key_id} is revoked")


def _shown(key: StoredKey) -> dict[str, object]:
    return {
        "key_id": key.key_id,
        "owner": key.owner,
        "scopes": sorted(key.scopes),
        "created_at": key.created_at,
        "expires_at": _moment(key.expires_at) if key.expires_at else None,
    }


def _moment(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
