"""What clients send over WebSocket: every mistake gets a frame that names the field, and the connection stays."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any, cast

import pytest
from chalicelib.api import websocket
from chalicelib.bootstrap import Services
from chalicelib.domain.frames import Event, FrameType
from chalicelib.domain.identity import ANYBODY, AuthMode
from chalicelib.usecases.identity import Tickets, TicketStore
from chalicelib.usecases.limits import Budget, Limits
from chalicelib.usecases.ports import SubmissionStore
from chalicelib.usecases.visibility import Visibility

from tests.unit.generation.fakes import at
from tests.unit.generation.test_generation import Desk
from tests.unit.usecases.fakes_service import MemoryCounters

GENERATE = {"action": "generate", "request_id": "r1", "prompt": "ferries", "difficulty": "easy", "language": "ko"}


class Door:
    """The WebSocket API over a desk in memory."""

    def __init__(self) -> None:
        self.desk = Desk()
        self.desk.connections.open("c1", ANYBODY)
        self.submissions = {"s1": SimpleNamespace(submission_id="s1", attempt=1, owner="")}
        self.services = cast(
            "Services",
            SimpleNamespace(
                link=self.desk.link,
                generations=self.desk.generations,
                audience=self.desk.generations.audience,
                connections=self.desk.connections,
                jobs=self.desk.jobs,
                frames=self.desk.generations.log,
                keeping=self.desk.keeping,
                limits=Limits({}, MemoryCounters(), lambda: at(1000)),
                budget=Budget(MemoryCounters(), 0, lambda: at(1000)),
                tickets=Tickets(AuthMode.NONE, cast("TicketStore", None), lambda: at(1000), lambda: b""),
                visible=Visibility(cast("SubmissionStore", self.submissions), self.desk.jobs),
            ),
        )

    def say(self, message: object) -> list[dict[str, Any]]:
        """Sends a message and returns what the connection gets."""
        before = len(self.desk.link.sent["c1"])
        body = message if isinstance(message, str) else json.dumps(message)
        assert websocket.message("c1", body, self.services) == {"statusCode": 200}
        return [json.loads(text) for text in self.desk.link.sent["c1"][before:]]


def without(field: str) -> dict[str, object]:
    return {name: value for name, value in GENERATE.items() if name != field}


@pytest.mark.parametrize(
    ("message", "code", "field"),
    [
        pytest.param("{", "malformed", "message", id="not JSON"),
        pytest.param("[" * 60_000, "malformed", "message", id="too deep"),
        pytest.param("[]", "malformed", "message", id="not an object"),
        pytest.param("x" * 70_000, "malformed", "message", id="too long"),
        pytest.param({}, "invalid", "action", id="no action"),
        pytest.param({"action": 3}, "invalid", "action", id="action is no string"),
        pytest.param({"action": "fly"}, "invalid", "action", id="unknown action"),
        pytest.param(without("prompt"), "invalid", "prompt", id="no prompt"),
        pytest.param(without("difficulty"), "invalid", "difficulty", id="no difficulty"),
        pytest.param(without("language"), "invalid", "language", id="no language"),
        pytest.param({**GENERATE, "prompt": "  "}, "invalid", "prompt", id="blank prompt"),
        pytest.param({**GENERATE, "prompt": ["x"]}, "invalid", "prompt", id="prompt is no string"),
        pytest.param({**GENERATE, "prompt": "x" * 4001}, "invalid", "prompt", id="long prompt"),
        pytest.param({**GENERATE, "prompt": "\ud800"}, "invalid", "prompt", id="prompt is no Unicode"),
        pytest.param({**GENERATE, "difficulty": "brutal"}, "invalid", "difficulty", id="unknown difficulty"),
        pytest.param({**GENERATE, "language": "../x"}, "invalid", "language", id="no language tag"),
        pytest.param({**GENERATE, "seed": "7"}, "invalid", "seed", id="seed is no integer"),
        pytest.param({**GENERATE, "seed": True}, "invalid", "seed", id="seed is a boolean"),
        pytest.param({**GENERATE, "seed": -1}, "invalid", "seed", id="negative seed"),
        pytest.param({**GENERATE, "request_id": 5}, "invalid", "request_id", id="request_id is no string"),
        pytest.param({"action": "resume"}, "invalid", "job_id", id="resume without job"),
        pytest.param({"action": "resume", "job_id": "gnone"}, "not-found", "job_id", id="resume of unknown job"),
        pytest.param({"action": "resume", "job_id": "g", "after_seq": "1"}, "invalid", "after_seq", id="seq as text"),
        pytest.param({"action": "cancel", "job_id": "gnone"}, "not-found", "job_id", id="cancel of unknown job"),
        pytest.param({"action": "watch", "submission_id": "s2"}, "not-found", "submission_id", id="watch of unknown"),
        pytest.param({"action": "watch"}, "invalid", "submission_id", id="watch of nothing"),
    ],
)
def test_mistake_is_answered_by_an_error_that_names_the_field(message: object, code: str, field: str) -> None:
    door = Door()
    [frame] = door.say(message)
    assert (frame["type"], frame["job_id"], frame["seq"]) == ("error", None, 0)
    assert (frame["data"]["code"], frame["data"]["field"]) == (code, field)
    assert door.desk.jobs.jobs == {}


def test_error_carries_the_request_id() -> None:
    [frame] = Door().say({"action": "fly", "request_id": "r9"})
    assert frame["data"]["request_id"] == "r9"


def test_ping_is_answered() -> None:
    [frame] = Door().say({"action": "ping", "request_id": "r1"})
    assert (frame["type"], frame["data"]) == ("pong", {"request_id": "r1"})


def test_generate_is_accepted_at_once() -> None:
    door = Door()
    [frame] = door.say(GENERATE)
    assert (frame["type"], frame["seq"], frame["data"]["request"]["request_id"]) == ("accepted", 1, "r1")
    assert list(door.desk.executions.started) == [f"{frame['job_id']}-1"]


def test_resume_sends_what_was_missed() -> None:
    door = Door()
    [accepted] = door.say(GENERATE)
    door.desk.generations.log.append(accepted["job_id"], Event(FrameType.DELTA, {"text": "x"}, "spec"))
    resume = {"action": "resume", "job_id": accepted["job_id"], "after_seq": 1}
    assert [frame["seq"] for frame in door.say(resume)] == [2]
    assert [frame["seq"] for frame in door.say({**resume, "after_seq": 0})] == [1, 2]


def test_cancel_ends_the_job_for_those_who_follow_it() -> None:
    door = Door()
    [accepted] = door.say(GENERATE)
    [frame] = door.say({"action": "cancel", "job_id": accepted["job_id"]})
    assert (frame["type"], frame["data"]["class"]) == ("failed", "cancelled")


def test_watch_follows_a_submission() -> None:
    door = Door()
    assert door.say({"action": "watch", "submission_id": "s1"}) == []
    door.desk.generations.log.append("s1", Event(FrameType.TEST, {"test": "sample/1"}))
    assert json.loads(door.desk.link.sent["c1"][-1])["data"] == {"test": "sample/1"}


def test_crash_is_answered_without_its_cause() -> None:
    door = Door()
    door.submissions.clear()
    del door.services.__dict__["visible"]
    [frame] = door.say({"action": "watch", "submission_id": "s1"})
    assert frame["data"]["code"] == "internal"
    assert "visible" not in frame["data"]["detail"]


def test_connection_is_remembered_and_forgotten() -> None:
    door = Door()
    websocket.connect("c1", {}, door.services)
    [accepted] = door.say(GENERATE)
    websocket.disconnect("c1", door.services)
    assert door.desk.connections.following == {}
    assert door.desk.jobs.subscribers(accepted["job_id"]) == []
