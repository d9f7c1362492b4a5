"""The examples of docs/protocol.md are parsed by the code that parses such messages in production."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from chalicelib import protocol
from chalicelib.api import models

PAGE = Path(__file__).resolve().parents[2] / "docs" / "protocol.md"
BLOCK = re.compile(r"(?:<!-- (?P<mark>[^>]+) -->\n)?```json\n(?P<text>.*?)```", re.DOTALL)
MESSAGES: dict[str, Callable[[object], object]] = {
    "job": protocol.job_from_json,
    "result": protocol.result_from_json,
    "progress": protocol.progress_from_json,
}


def examples() -> list[tuple[str, str]]:
    """Mark and text of each JSON block of the page; the mark is empty if the block has none."""
    return [(match["mark"] or "", match["text"]) for match in BLOCK.finditer(PAGE.read_text(encoding="utf-8"))]


def of_kind(kind: str) -> list[tuple[str, str]]:
    return [(mark, text) for mark, text in examples() if mark.split(":")[0] == kind]


def test_every_example_names_its_parser() -> None:
    known = {"json", "body", "action", "frame", *MESSAGES}
    assert [text for mark, text in examples() if mark.split(":")[0] not in known] == []


@pytest.mark.parametrize(("mark", "text"), examples(), ids=[mark for mark, _ in examples()])
def test_example_is_json(mark: str, text: str) -> None:
    assert isinstance(json.loads(text), dict)


@pytest.mark.parametrize(("mark", "text"), [pair for kind in MESSAGES for pair in of_kind(kind)], ids=list(MESSAGES))
def test_message_survives_a_round_trip(mark: str, text: str) -> None:
    raw = json.loads(text)
    written = protocol.to_json(MESSAGES[mark](raw))
    assert {name: written[name] for name in raw} == raw


@pytest.mark.parametrize(("mark", "text"), of_kind("body"), ids=[mark for mark, _ in of_kind("body")])
def test_body_fits_its_model(mark: str, text: str) -> None:
    model = getattr(models, mark.removeprefix("body: "))
    assert json.loads(model.model_validate_json(text).model_dump_json()) == json.loads(text)


def test_every_body_model_has_an_example() -> None:
    documented = {mark.removeprefix("body: ") for mark, _ in of_kind("body")}
    defined = {name for name, value in vars(models).items() if name.endswith("Body") and name != "Body"}
    assert documented == defined
