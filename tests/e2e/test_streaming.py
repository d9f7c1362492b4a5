"""A generation over the deployed WebSocket API, and a lost connection that resumes."""

from __future__ import annotations

import json
from typing import Any

from websockets.sync.client import connect

from tests.e2e.harness import Service, program
from tools.dev import client

REQUEST = {"action": "generate", "prompt": "a graph problem about ferries", "difficulty": "easy", "language": "en"}


def test_generated_problem_is_stored_and_can_be_graded(service: Service) -> None:
    frames = list(client.frames(service.websocket_url, {**REQUEST, "request_id": "e2e-1", "seed": 3}))
    assert [frame["seq"] for frame in frames] == list(range(1, len(frames) + 1))
    assert frames[0]["type"] == "accepted"
    assert frames[0]["data"]["model"] == "template"
    assert {"stage", "delta", "gate"} <= {frame["type"] for frame in frames}
    assert frames[-1]["type"] == "done", frames[-1]
    problem_id = frames[-1]["data"]["problem_id"]
    judged = service.verdict_of(service.submit(problem_id, "python3", "print('no answer at all')"))
    assert judged["verdict"] == "WRONG_ANSWER"


def test_resume_replays_exactly_what_a_lost_connection_missed(service: Service) -> None:
    whole = _collect(service, {**REQUEST, "request_id": "e2e-2", "seed": 4})
    seen = len(whole) // 2
    resumed = _collect(service, {"action": "resume", "job_id": whole[0]["job_id"], "after_seq": seen})
    assert resumed == whole[seen:]


def test_watching_shows_every_test_of_a_submission(service: Service) -> None:
    submission_id = service.submit("ferryrest", "python3", program("ferryrest", "accepted/reference.py"))
    frames = _collect(service, {"action": "watch", "submission_id": submission_id})
    judged = service.verdict_of(submission_id)
    # The queue keeps no order: frames are numbered as their messages arrive.
    tests = sorted(frame["data"]["test"] for frame in frames if frame["type"] == "test")
    assert tests == sorted(run["test"] for run in judged["runs"])
    assert frames[-1]["data"]["outcome"] == "ACCEPTED"


def test_ping_is_answered_on_the_same_connection(service: Service) -> None:
    with connect(service.websocket_url, open_timeout=120) as socket:
        socket.send(json.dumps({"action": "ping"}))
        assert json.loads(socket.recv(timeout=120))["type"] == "pong"


def _collect(service: Service, message: dict[str, object]) -> list[dict[str, Any]]:
    """The frames up to the terminal one, each once, by number."""
    frames: dict[int, dict[str, Any]] = {}
    with connect(service.websocket_url, open_timeout=120) as socket:
        socket.send(json.dumps(message))
        while True:
            frame = json.loads(socket.recv(timeout=300))
            frames[frame["seq"]] = frame
            if frame["type"] in client.TERMINAL:
                return [frames[seq] for seq in sorted(frames)]
