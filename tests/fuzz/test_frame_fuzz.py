"""Messages over WebSocket, from nonsense to nearly right: always an answer, never a crash, nothing left if refused."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from chalicelib.api.websocket import ACTIONS
from chalicelib.domain.frames import MAX_FRAME_BYTES
from chalicelib.domain.identity import Scope, keyholder
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.profile import json_values, profile
from tests.unit.generation.fakes import JOB
from tests.unit.generation.test_websocket import GENERATE, Door

PROFILE = profile(150)
# Every kind of character, the halves of surrogate pairs too: JSON's escapes let them in.
TEXT = st.text(st.characters(), max_size=40)
VALUES = json_values(TEXT)
FIELDS = (
    "job_id",
    "submission_id",
    "after_seq",
    "request_id",
    "prompt",
    "difficulty",
    "language",
    "seed",
    "stage",
    "instruction",
    "problem_id",
    "near_wait_s",
    "traceparent",
)
NEARLY = st.fixed_dictionaries(
    {"action": st.sampled_from(sorted(ACTIONS))},
    optional={
        **dict.fromkeys(FIELDS, VALUES),
        "job_id": VALUES | st.sampled_from([JOB.job_id, "s1", "s1-2", "", "g" * 5000]),
        "submission_id": VALUES | st.sampled_from(["s1", "s2"]),
        "prompt": VALUES | st.just("ferries"),
        "difficulty": VALUES | st.just("easy"),
        "language": VALUES | st.just("ko"),
    },
)
MESSAGES = st.one_of(
    NEARLY.map(json.dumps),
    VALUES.map(json.dumps),
    st.text(max_size=200),
    st.binary(max_size=200).map(lambda b: b.decode("latin-1")),
)


def door() -> Door:
    made = Door()
    made.desk.jobs.jobs[JOB.job_id] = JOB
    return made


def answered(door: Door, message: str) -> list[dict[str, Any]]:
    frames = door.say(message)
    for frame in frames:
        assert set(frame) <= {"v", "job_id", "seq", "type", "stage", "data"}
        assert len(json.dumps(frame, ensure_ascii=False).encode()) <= MAX_FRAME_BYTES
    return frames


@given(message=MESSAGES)
@PROFILE
def test_no_message_crashes_and_a_refused_one_leaves_nothing(message: str) -> None:
    here = door()
    before = dict(here.desk.jobs.jobs), here.desk.jobs.types(JOB.job_id)
    errors = [frame["data"] for frame in answered(here, message) if frame["type"] == "error"]
    assert [error for error in errors if error["code"] in ("internal", "unavailable")] == []
    if errors:
        assert (dict(here.desk.jobs.jobs), here.desk.jobs.types(JOB.job_id)) == before


@given(message=MESSAGES)
@PROFILE
def test_a_stranger_with_a_key_neither_sees_nor_changes_what_is_anothers(message: str) -> None:
    here = door()
    here.desk.jobs.jobs[JOB.job_id] = replace(JOB, owner="user:ada")
    here.desk.connections.open("c1", keyholder("bob", frozenset({Scope.GRADE, Scope.GENERATE})))
    here.submissions["s1"].owner = "ada"
    before = here.desk.jobs.jobs[JOB.job_id], here.desk.jobs.types(JOB.job_id)
    frames = answered(here, message)
    assert [frame for frame in frames if frame["job_id"] in (JOB.job_id, "s1")] == []
    assert [frame for frame in frames if frame["data"].get("code") in ("internal", "unavailable")] == []
    assert (here.desk.jobs.jobs[JOB.job_id], here.desk.jobs.types(JOB.job_id)) == before
    assert not here.desk.jobs.subscribers(JOB.job_id)
    assert not here.desk.jobs.subscribers("s1")


@given(messages=st.lists(MESSAGES, min_size=2, max_size=6))
@PROFILE
def test_the_connection_goes_on_after_anything(messages: list[str]) -> None:
    here = door()
    for message in messages:
        answered(here, message)
    [pong] = answered(here, json.dumps({"action": "ping", "request_id": "r"}))
    assert pong["type"] == "pong"


@pytest.mark.parametrize("depth", [100, 10_000, 30_000])
def test_deep_messages_are_refused(depth: int) -> None:
    for opening, closing in (("[", "]"), ('{"a":', "}")):
        body = (opening * depth + "1" + closing * depth)[: 64 * 1024]
        assert answered(door(), body)[0]["type"] == "error"


def test_generate_is_still_understood() -> None:
    assert answered(door(), json.dumps(GENERATE))[0]["type"] == "accepted"
