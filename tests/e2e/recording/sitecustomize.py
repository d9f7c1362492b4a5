"""Tells a collector of every AWS call that this process makes. Python imports a module of this name when it starts.

Put this folder on PYTHONPATH (it needs nothing beside the standard library) and the collector's address, `host:port`,
into ALPACO_CALLS. The hook waits until botocore is imported, so processes without AWS are not slowed down.
"""

from __future__ import annotations

import contextlib
import importlib.abc
import importlib.machinery
import json
import os
import socket
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any

ADDRESS = os.environ.get("ALPACO_CALLS", "")
# Who makes the calls: the deployed name of a function, or what the test calls this process.
PRINCIPAL = os.environ.get("AWS_LAMBDA_FUNCTION_NAME") or os.environ.get("ALPACO_PRINCIPAL", "")
# What tells the resource of a call; never content.
KEPT = (
    "TableName",
    "IndexName",
    "Bucket",
    "Key",
    "QueueUrl",
    "stateMachineArn",
    "executionArn",
    "taskToken",
    "SecretId",
    "ConnectionId",
)


def _told(service: str, operation: str, parameters: dict[str, Any], error: str) -> None:
    kept = {name: parameters[name] for name in KEPT if isinstance(parameters.get(name), str)}
    if "TransactItems" in parameters:
        kept["items"] = [[verb, item[verb]["TableName"]] for item in parameters["TransactItems"] for verb in item]
    _send({"principal": PRINCIPAL, "service": service, "operation": operation, "parameters": kept, "error": error})


def _token_seen(message: Any) -> None:
    """Which job a task token belongs to: an answer with the token tells nothing but the token."""
    with contextlib.suppress(KeyError, TypeError):
        _send({"token": message["token"], "job_id": message["job"]["job_id"]})


def _send(what: dict[str, Any]) -> None:
    line = json.dumps(what)
    host, _, port = ADDRESS.rpartition(":")
    try:
        with socket.create_connection((host, int(port)), timeout=5) as connection:
            connection.sendall(line.encode() + b"\n")
    except OSError:
        # The tests have ended, and with them the collector.
        pass


def _hook(module: ModuleType) -> None:
    client = module.BaseClient
    call, emit = client._make_api_call, client._emit_api_params

    def told_call(self: Any, operation_name: str, api_params: dict[str, Any]) -> Any:
        error = ""
        try:
            answer = call(self, operation_name, api_params)
            for message in answer.get("Messages", ()) if operation_name == "ReceiveMessage" else ():
                _token_seen(json.loads(message["Body"]))
            return answer
        except Exception as exc:
            error = str(getattr(exc, "response", {}).get("Error", {}).get("Code", type(exc).__name__))
            raise
        finally:
            _told(self.meta.service_model.service_name, operation_name, api_params, error)

    def told_emit(self: Any, api_params: Any, operation_model: Any, context: dict[str, Any]) -> Any:
        # A presigned request is made by somebody else, with the rights of whoever signed it.
        if context.get("is_presign_request"):
            _told(self.meta.service_model.service_name, operation_model.name, api_params, "")
        return emit(self, api_params, operation_model, context)

    client._make_api_call, client._emit_api_params = told_call, told_emit


def _adopt_buckets(module: ModuleType) -> None:
    """The embedded AWS finds that a bucket's name is taken before it asks whether that bucket is to be imported."""
    module.s3_bucket_name_conflict = lambda _name: None  # type: ignore[attr-defined]


HOOKS = {"botocore.client": _hook, "ministack.services.cloudformation.provisioners": _adopt_buckets}


class _Loader(importlib.abc.Loader):
    def __init__(self, name: str, loader: Any) -> None:
        self._name = name
        self._loader = loader

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType | None:
        made: ModuleType | None = self._loader.create_module(spec)
        return made

    def exec_module(self, module: ModuleType) -> None:
        self._loader.exec_module(module)
        HOOKS[self._name](module)


class _Finder(importlib.abc.MetaPathFinder):
    """Finds modules as everybody else does, and hooks them once they are there."""

    def __init__(self) -> None:
        self._waiting = set(HOOKS)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname not in self._waiting:
            return None
        self._waiting.remove(fullname)
        spec = importlib.machinery.PathFinder.find_spec(fullname, path)
        if spec is not None:
            spec.loader = _Loader(fullname, spec.loader)
        return spec


if ADDRESS:
    sys.meta_path.insert(0, _Finder())
    if "ALPACO_JOB" in os.environ:
        _token_seen({"token": os.environ.get("ALPACO_TASK_TOKEN"), "job": json.loads(os.environ["ALPACO_JOB"])})
