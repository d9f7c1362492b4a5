"""The page is served before its service stands, and says so."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tools.dev.deployment import Deployment
from tools.dev.playground import serving

OUTPUTS = {"RestApiId": "r1", "WebSocketApiId": "w1", "ApiStage": "api"}


@pytest.fixture
def page(tmp_path: Path) -> Path:
    (tmp_path / "index.html").write_text("<!doctype html>")
    return tmp_path


def read(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return bytes(answer.read())


def test_page_says_that_the_service_is_starting_and_then_where_it_is(page: Path) -> None:
    with serving("http://127.0.0.1:9", folder=page) as playground:
        assert read(playground.url).startswith(b"<!doctype")
        assert json.loads(read(f"{playground.url}/config.json")) == {"starting": True}
        playground.stands(Deployment("http://127.0.0.1:9", OUTPUTS))
        config = json.loads(read(f"{playground.url}/config.json"))
    assert config["websocket_url"] == "ws://127.0.0.1:9/_aws/execute-api/w1/api"
    assert (config["http_url"], config["auth_mode"]) == (f"{playground.url}/api", "none")


def test_api_is_to_be_asked_again_while_the_service_starts(page: Path) -> None:
    with serving("http://127.0.0.1:9", folder=page) as playground, pytest.raises(urllib.error.HTTPError) as refused:
        read(f"{playground.url}/api/problems")
    assert (refused.value.code, refused.value.headers["Retry-After"]) == (503, "1")
