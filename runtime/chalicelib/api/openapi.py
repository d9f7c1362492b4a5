"""The OpenAPI 3.1 document, made from the models that requests are read with. Imported only when somebody asks for it.

`python -m chalicelib.api.openapi` prints it as it is checked in.
"""

from __future__ import annotations

import json
import re
import sys
from functools import cache
from http import HTTPStatus
from types import ModuleType
from typing import Any, Literal

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from chalicelib.api import models, shapes
from chalicelib.api.operations import OPERATIONS, Operation
from chalicelib.domain.identity import Scope

VERSION = "1.0.0"
REF = "#/components/schemas/{model}"
_NAME = re.compile(r"\{(\w+)\}")

PARAMETERS: dict[str, dict[str, Any]] = {
    "limit": {"schema": {"type": "integer", "minimum": 1, "maximum": 100, "default": 20}},
    "cursor": {"schema": {"type": "string"}, "description": "of the page before"},
    "language": {"schema": {"type": "string", "default": "en"}, "description": "wanted for the statement"},
    "problem_id": {"schema": {"type": "string", "minLength": 1}, "required": True},
    "check": {
        "schema": {"type": "integer", "minimum": 0, "maximum": 99_999_999},
        "description": "the check that the frame names; left out: the one that the generation ended with",
    },
    "attempt": {
        "schema": {"type": "integer", "minimum": 0, "maximum": 99_999_999},
        "description": "the attempt that the frame names; left out: the one that counts",
    },
    "after_seq": {"schema": {"type": "integer", "minimum": 0, "maximum": 99_999_999, "default": 0}},
}
HEADERS: dict[str, dict[str, Any]] = {
    "Idempotency-Key": {
        "schema": {"type": "string", "maxLength": 255},
        "description": "The same key with the same request answers the same; with another request it is refused.",
    },
    "Prefer": {
        "schema": {"type": "string", "examples": ["wait=10"]},
        "description": "`wait=N`: the end itself if it is there within N seconds, at most 20.",
    },
}

TRACE_ID = {
    "schema": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
    "description": "The trace id of the request: that of its `traceparent`, if it has one.",
}
TRACED = {"X-Trace-Id": {"$ref": "#/components/headers/TraceId"}}

BEARER = {
    "type": "http",
    "scheme": "bearer",
    "description": "An API key, or a token of the identity provider. With auth_mode=iam: a SigV4 signature.",
}


@cache
def document() -> dict[str, Any]:
    paths: dict[str, dict[str, Any]] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _operation(operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Alpaco problem service",
            "version": VERSION,
            "description": "Generates programming problems and judges submissions. See docs/protocol.md.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": paths,
        "components": {
            "schemas": _schemas(),
            "headers": {"TraceId": TRACE_ID},
            "securitySchemes": {"bearer": BEARER},
        },
    }


def _operation(operation: Operation) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.summary,
        "parameters": _parameters(operation),
        "security": [] if operation.scope is Scope.PUBLIC else [{"bearer": []}],
        "responses": {
            **{str(status): _answer(status, shape) for status, shape in operation.answers.items()},
            "default": {
                "description": "Refused, or failed",
                "headers": TRACED,
                "content": _content("ProblemDetails", "problem+json"),
            },
        },
    }
    if operation.body:
        described["requestBody"] = {"required": True, "content": _content(operation.body)}
    return described


def _parameters(operation: Operation) -> list[dict[str, Any]]:
    in_path = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}
        for name in _NAME.findall(operation.path)
    ]
    in_query = [{"name": name, "in": "query", **PARAMETERS[name]} for name in operation.query]
    return [*in_path, *in_query, *({"name": name, "in": "header", **HEADERS[name]} for name in operation.headers)]


def _answer(status: int, shape: str) -> dict[str, Any]:
    content = _content(shape) if shape else {"text/plain": {"schema": {"type": "string"}}}
    return {"description": HTTPStatus(status).phrase, "headers": TRACED, "content": content}


def _content(model: str, subtype: str = "json") -> dict[str, Any]:
    return {f"application/{subtype}": {"schema": {"$ref": REF.format(model=model)}}}


def _schemas() -> dict[str, Any]:
    read = {operation.body for operation in OPERATIONS if operation.body}
    sent = {shape for operation in OPERATIONS for shape in operation.answers.values() if shape} | {"ProblemDetails"}
    wanted = [_model(models, name) for name in sorted(read)] + [_model(shapes, name) for name in sorted(sent)]
    _, definitions = models_json_schema(wanted, ref_template=REF)
    schemas: dict[str, Any] = definitions["$defs"]
    return schemas


def _model(module: ModuleType, name: str) -> tuple[type[BaseModel], Literal["validation"]]:
    return getattr(module, name), "validation"


def main() -> None:
    json.dump(document(), sys.stdout, indent=1, ensure_ascii=False, sort_keys=True)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
