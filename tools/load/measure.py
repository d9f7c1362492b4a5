"""Submits, follows and times. The clock of the client is the one that counts; parts of the service run beside it."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from chalicelib.domain import ids, keys
from websockets.sync.client import connect

from tools.dev import client
from tools.dev.local_platform import Platform
from tools.load.hops import Seen, hops

PATIENCE_S = 120


@dataclass(frozen=True)
class Load:
    """So many submissions of each program, one kind after the other, by so many clients at a time.

    `programs`: sources by what they are called.
    """

    problem_id: str
    programs: Mapping[str, str]
    submissions: int
    clients: int


@dataclass(frozen=True)
class Measured:
    """All in seconds. `per_s`: how many of this kind alone the clients would have had judged.

    `hops`: where the time of a submission goes, the median over all of them, by name, in order.
    """

    verdicts: list[str]
    per_s: float
    accepted_s: list[float]
    first_frame_s: list[float]
    verdict_s: list[float]
    hops: dict[str, float]


@dataclass(frozen=True)
class _One:
    """Times in seconds since the epoch."""

    submission_id: str
    verdict: str
    began: float
    accepted: float
    first_frame: float
    done: float


def measure(platform: Platform, load: Load) -> dict[str, Measured]:
    """By the program's name. Raises ApiError, TimeoutError."""
    wanted = [name for _ in range(load.submissions) for name in load.programs]
    with ThreadPoolExecutor(load.clients) as clients:
        ones = list(clients.map(lambda name: _one(platform, load.problem_id, load.programs[name]), wanted))
    by_name = {name: [one for one, kind in zip(ones, wanted, strict=True) if kind == name] for name in load.programs}
    return {name: _measured(platform, of_name, load.clients) for name, of_name in by_name.items()}


def _measured(platform: Platform, ones: Sequence[_One], clients: int) -> Measured:
    return Measured(
        verdicts=[one.verdict for one in ones],
        per_s=clients * len(ones) / sum(one.done - one.began for one in ones),
        accepted_s=[one.accepted - one.began for one in ones],
        first_frame_s=[one.first_frame - one.began for one in ones],
        verdict_s=[one.done - one.began for one in ones],
        hops=medians([hops(_seen(platform, one)) for one in ones]),
    )


def _one(platform: Platform, problem_id: str, code: str) -> _One:
    url = platform.deployment.http_url
    with connect(platform.deployment.websocket_url, open_timeout=PATIENCE_S) as socket:
        began = time.time()
        body = {"language": "python3", "code": code}
        submission_id = str(client.call(f"{url}/problems/{problem_id}/grade", body)["submission_id"])
        accepted = time.time()
        socket.send(json.dumps({"action": "watch", "submission_id": submission_id}))
        first = 0.0
        frame: dict[str, Any] = {"type": ""}
        while frame["type"] != "done":
            frame = json.loads(socket.recv(timeout=PATIENCE_S))
            first = first or time.time()
        return _One(submission_id, frame["data"]["outcome"], began, accepted, first, time.time())


def _seen(platform: Platform, one: _One) -> Seen:
    machine = platform.deployment.outputs["GraderArn"]
    arn = f"{machine.replace(':stateMachine:', ':execution:')}:{ids.execution_name(one.submission_id, 1)}"
    history = platform.client("stepfunctions").get_execution_history(executionArn=arn, maxResults=1000)
    key = keys.result(one.submission_id, 1)
    stored = platform.client("s3").get_object(Bucket=platform.deployment.bucket, Key=key)["Body"].read()
    return Seen(one.began, one.accepted, one.done, history["events"], float(json.loads(stored)["wall_s"]))


def medians(parts: Sequence[dict[str, float]]) -> dict[str, float]:
    """Of each part over all who have it."""
    names = dict.fromkeys(name for item in parts for name in item)
    return {name: quantile([item[name] for item in parts if name in item], 0.5) for name in names}


def quantile(values: Sequence[float], part: float) -> float:
    """The value below which that part of them lies; 0 if there are none."""
    ordered = sorted(values)
    return ordered[min(int(part * len(ordered)), len(ordered) - 1)] if ordered else 0.0
