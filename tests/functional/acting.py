"""Who makes which AWS call, inside one process: a function of the app acts under its own name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import pytest
from botocore.client import BaseClient

from tests.infrastructure.iam.calls import Deployed, translate
from tests.infrastructure.iam.policies import Call

# What the service on moto is called in the stack.
NAMES = {
    "problems": "TablesProblems",
    "submissions": "TablesSubmissions",
    "jobs": "TablesJobs",
    "connections": "TablesConnections",
    "access": "TablesAccess",
    "bucket": "StorageBucket",
    "webhooks": "QueuesWebhooks",
    "grader": "GraderMachine",
    "generator": "GeneratorMachine",
}
_actor: ContextVar[str] = ContextVar("actor", default="")


@contextmanager
def acting_as(name: str) -> Iterator[None]:
    before = _actor.set(name)
    try:
        yield
    finally:
        _actor.reset(before)


def as_function(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """The same function, whose calls are made in that name."""

    def acting(*arguments: Any, **named: Any) -> Any:
        with acting_as(name):
            return function(*arguments, **named)

    return acting


class Acts:
    """Records the calls that are made in somebody's name; those of the test itself are not."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._told: list[Mapping[str, Any]] = []
        original: Any = vars(BaseClient)["_make_api_call"]

        def recorded(client: Any, operation: str, parameters: dict[str, Any]) -> Any:
            error = ""
            try:
                return original(client, operation, parameters)
            except Exception as exc:
                error = str(getattr(exc, "response", {}).get("Error", {}).get("Code", ""))
                raise
            finally:
                self._tell(client.meta.service_model.service_name, operation, parameters, error)

        patch.setattr(BaseClient, "_make_api_call", recorded)

    def _tell(self, service: str, operation: str, parameters: Mapping[str, Any], error: str) -> None:
        if not _actor.get():
            return
        items = [[verb, item[verb]["TableName"]] for item in parameters.get("TransactItems", ()) for verb in item]
        known = {**parameters, "items": items}
        told = {"principal": _actor.get(), "service": service, "operation": operation, "parameters": known}
        self._told.append({**told, "error": error})

    def calls(self) -> list[Call]:
        """In the words of IAM, in order, each once."""
        deployed = Deployed(NAMES)
        return sorted({call for item in self._told for call in translate(item, deployed)})
