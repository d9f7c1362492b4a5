"""The deployed Lambda functions, as a test reaches them: called like a queue does, set up differently for a while."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tools.dev.local_platform import Platform


def invoke(platform: Platform, function: str, event: Mapping[str, Any]) -> None:
    """As a queue, rule or clock of AWS does."""
    (name,) = _named(platform, (function,))
    answer = platform.client("lambda").invoke(FunctionName=name, Payload=json.dumps(event))
    assert "FunctionError" not in answer, answer["Payload"].read()


@contextlib.contextmanager
def configured(platform: Platform, functions: Sequence[str], variables: Mapping[str, str]) -> Iterator[None]:
    """Gives the functions these variables beside their own, and takes them back."""
    client = platform.client("lambda")
    before = {name: _variables(client, name) for name in _named(platform, functions)}
    for name, own in before.items():
        client.update_function_configuration(FunctionName=name, Environment={"Variables": {**own, **variables}})
    try:
        yield
    finally:
        for name, own in before.items():
            client.update_function_configuration(FunctionName=name, Environment={"Variables": own})


def _named(platform: Platform, functions: Sequence[str]) -> list[str]:
    """Their deployed names."""
    pages = platform.client("lambda").get_paginator("list_functions").paginate()
    names = [function["FunctionName"] for page in pages for function in page["Functions"]]
    return [name for name in names if any(f"-{function}-" in name for function in functions)]


def _variables(client: Any, name: str) -> dict[str, str]:
    return dict(client.get_function_configuration(FunctionName=name)["Environment"]["Variables"])
