"""Submits, follows and times. The clock of the client is the one that counts."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from websockets.sync.client import connect

from tools.dev import client
from tools.dev.local_platform import Platform

PATIENCE_S = 120
POLL_S = 0.02


@dataclass(frozen=True)
class Load:
    """So many submissions of one program, by so many clients at a time."""

    problem_id: str
    code: str
    submissions: int
    clients: int


@dataclass(frozen=True)
class Measured:
    """All in seconds. `hops`: where the time of a submission goes, the median over all of them, by name."""

    verdicts: list[str]
    per_s: float
    accepted_s: list[float]
    first_frame_s: list[float]
    verdict_s: list[float]
    hops: dict[str, float]


@dataclass(frozen=True)
class _One:
    submission_id: str
    verdict: str
    accepted_s: float
    first_frame_s: float
    verdict_s: float


def measure(platform: Platform, load: Load) -> Measured:
    """Raises ApiError, TimeoutError."""
    began = time.perf_counter()
    with ThreadPoolExecutor(load.clients) as clients:
        ones = list(clients.map(lambda _: _one(platform, load), range(load.submissions)))
    spent_s = time.perf_counter() - began
    hops = [_hops(platform, one.submission_id) for one in ones]
    return Measured(
        verdicts=[one.verdict for one in ones],
        per_s=len(ones) / spent_s,
        accepted_s=[one.accepted_s for one in ones],
        first_frame_s=[one.first_frame_s for one in ones],
        verdict_s=[one.verdict_s for one in ones],
        hops={name: quantile([item[name] for item in hops if name in item], 0.5) for name in hops[0]},
    )


def _one(platform: Platform, load: Load) -> _One:
    url = platform.deployment.http_url
    with connect(platform.deployment.websocket_url, open_timeout=PATIENCE_S) as socket:
        began = time.perf_counter()
        body = {"language": "python3", "code": load.code}
        submission_id = str(client.call(f"{url}/problems/{load.problem_id}/grade", body)["submission_id"])
        accepted_s = time.perf_counter() - began
        socket.send(json.dumps({"action": "watch", "submission_id": submission_id}))
        first_s = 0.0
        frame: dict[str, Any] = {"type": ""}
        while frame["type"] != "done":
            frame = json.loads(socket.recv(timeout=PATIENCE_S))
            first_s = first_s or time.perf_counter() - began
        return _One(submission_id, frame["data"]["outcome"], accepted_s, first_s, time.perf_counter() - began)


def _hops(platform: Platform, submission_id: str) -> dict[str, float]:
    """How long its execution was in each state."""
    machine = platform.deployment.outputs["GraderArn"]
    arn = f"{machine.replace(':stateMachine:', ':execution:')}:{submission_id}-1"
    history = platform.client("stepfunctions").get_execution_history(executionArn=arn, maxResults=1000)
    return states_s(history["events"])


def states_s(events: Sequence[dict[str, Any]]) -> dict[str, float]:
    """Seconds per state, in order, from the events of an execution's history."""
    entered, spent = {}, {}
    for event in events:
        name = next((event[key]["name"] for key in event if key.startswith("state") and "name" in event[key]), "")
        if event["type"].endswith("StateEntered"):
            entered[name] = event["timestamp"]
        elif event["type"].endswith("StateExited") and name in entered:
            spent[name] = (event["timestamp"] - entered[name]).total_seconds()
    return spent


def quantile(values: Sequence[float], part: float) -> float:
    """The value below which that part of them lies; 0 if there are none."""
    ordered = sorted(values)
    return ordered[min(int(part * len(ordered)), len(ordered) - 1)] if ordered else 0.0
