"""The WebSocket examples of the protocol page: actions are taken by the door, frames are what the code would send."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from chalicelib.api.websocket import ACTIONS
from chalicelib.domain.frames import Event, Frame, FrameType, near
from chalicelib.domain.generation import FailureClass

from tests.unit.generation.fakes import JOB
from tests.unit.generation.test_websocket import Door

DOCS = Path(__file__).parents[3] / "docs"
BLOCK = re.compile(r"<!-- (?P<kind>action|frame): (?P<name>\w+) -->\n```json\n(?P<text>.*?)```", re.DOTALL)


def text() -> str:
    return "".join(path.read_text(encoding="utf-8") for path in sorted(DOCS.glob("protocol*.md")))


def examples(kind: str) -> list[tuple[str, str]]:
    return [(match["name"], match["text"]) for match in BLOCK.finditer(text()) if match["kind"] == kind]


def test_every_action_and_frame_type_has_an_example() -> None:
    assert {name for name, _ in examples("action")} == set(ACTIONS)
    assert {name for name, _ in examples("frame")} == set(FrameType)


@pytest.mark.parametrize(("name", "example"), examples("action"))
def test_action_is_taken(name: str, example: str) -> None:
    message = json.loads(example)
    door = Door()
    is_over = name in ("regenerate", "keep", "discard")
    job = replace(JOB, job_id=message.get("job_id", JOB.job_id), model="m", ended=is_over)
    door.desk.jobs.jobs[job.job_id] = job
    if name == "choose":
        door.desk.generations.log.append(job.job_id, near([{"problem_id": message["problem_id"]}], 60))
    named = message.get("submission_id", "")
    door.submissions[named] = SimpleNamespace(submission_id=named, attempt=1, owner="")
    assert message["action"] == name
    assert [frame for frame in door.say(message) if frame["type"] == "error"] == []


@pytest.mark.parametrize(("name", "example"), examples("frame"))
def test_frame_is_what_the_code_sends(name: str, example: str) -> None:
    raw = json.loads(example)
    event = Event(FrameType(raw["type"]), raw["data"], raw.get("stage", ""))
    assert raw["type"] == name
    assert json.loads(Frame(raw["job_id"], raw["seq"], event).to_json()) == raw


def test_every_class_of_failure_is_named() -> None:
    assert [class_ for class_ in FailureClass if f"`{class_}`" not in text()] == []
