"""The OpenAPI document says what the service does, and the copy in docs/ is the one that is served."""

from __future__ import annotations

import json
from pathlib import Path

import app as chalice_app
from chalicelib.api.openapi import document
from chalicelib.api.operations import OPERATIONS

from tests.functional.service.cloud import Cloud

COPY = Path(__file__).parents[3] / "docs/openapi.json"
PROTOCOL = Path(__file__).parents[3] / "docs/protocol.md"


def test_document_that_is_checked_in_is_current() -> None:
    """`python -m chalicelib.api.openapi > docs/openapi.json` makes it so."""
    assert json.loads(COPY.read_text(encoding="utf-8")) == document()


def test_document_is_served(cloud: Cloud) -> None:
    assert cloud.call("GET", "/openapi.json").body == document()


def test_every_route_is_described_and_every_description_is_a_route() -> None:
    routes = {(method, path) for path, methods in chalice_app.app.routes.items() for method in methods}
    assert routes == {(operation.method, operation.path) for operation in OPERATIONS}


def test_every_route_is_in_the_protocol_page() -> None:
    text = PROTOCOL.read_text(encoding="utf-8")
    routes = [f"`{operation.method} {operation.path.split('/{stage}')[0]}" for operation in OPERATIONS]
    assert [route for route in routes if route not in text] == []


def test_every_reference_leads_somewhere() -> None:
    text = json.dumps(document())
    for kind in ("schemas", "headers"):
        names = {part.split('"')[0] for part in text.split(f"#/components/{kind}/")[1:]}
        assert names
        assert names <= set(document()["components"][kind])
