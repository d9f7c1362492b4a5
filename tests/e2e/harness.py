"""What end-to-end tests do with the deployed service, in their own words."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from judge.package import Package, files_of, load

from tools.dev import client
from tools.dev.local_platform import Platform
from tools.dev.paths import ROOT

T = TypeVar("T")

PROBLEMS = ROOT / "problems"
# Generous: the machine may be busy with other tests. Nothing asserts how long anything took.
PATIENCE_S = 400
POLL_S = 0.2


@dataclass(frozen=True)
class Answer:
    """An HTTP answer as it came, whatever its status."""

    status: int
    content_type: str
    body: bytes


@dataclass(frozen=True)
class Service:
    """The deployed service, reached as a client reaches it."""

    platform: Platform

    @property
    def http_url(self) -> str:
        return self.platform.deployment.http_url

    @property
    def websocket_url(self) -> str:
        return self.platform.deployment.websocket_url

    def submit(self, problem_id: str, language: str, code: str) -> str:
        """Submits a program; the submission's id."""
        return submit(self.http_url, problem_id, language, code)

    def verdict_of(self, submission_id: str) -> dict[str, Any]:
        """Waits until the submission is judged; what the API then says of it."""
        url = f"{self.http_url}/submissions/{submission_id}"
        return until(lambda: client.call(url), lambda shown: shown["status"] == "judged", what=f"verdict of {url}")

    def kept(self, job_id: str, after_seq: int = 0) -> list[dict[str, Any]]:
        """The frames that a client without WebSocket reads, over as many pages as it takes."""
        frames: list[dict[str, Any]] = []
        while True:
            after = frames[-1]["seq"] if frames else after_seq
            page = client.call(f"{self.http_url}/generations/{job_id}?after_seq={after}")["frames"]
            if not page:
                return frames
            frames += page

    def end_of(self, job_id: str) -> dict[str, Any]:
        """Waits for the terminal frame of a generation."""
        until(lambda: self.kept(job_id)[-1:], _is_ended, what=f"the end of {job_id}", patience_s=2 * PATIENCE_S)
        return self.kept(job_id)[-1]

    def stored(self) -> dict[str, list[str]]:
        """Every row of every table and the key of every object, to compare before and after."""
        rows = {table: sorted(map(repr, self._rows(name))) for table, name in self.platform.deployment.tables.items()}
        return {**rows, "objects": self._keys()}

    def settled(self) -> dict[str, list[str]]:
        """The same, once nothing changes any more: a client that has gone is forgotten a moment later."""
        return until(self._stored_twice, _is_at_rest, what="the service to come to rest")[1]

    def _stored_twice(self) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
        first = self.stored()
        time.sleep(2)
        return first, self.stored()

    def _rows(self, table: str) -> list[Mapping[str, Any]]:
        pages = self.platform.client("dynamodb").get_paginator("scan").paginate(TableName=table)
        return [row for page in pages for row in page["Items"]]

    def _keys(self) -> list[str]:
        pages = (
            self.platform.client("s3").get_paginator("list_objects_v2").paginate(Bucket=self.platform.deployment.bucket)
        )
        return sorted(item["Key"] for page in pages for item in page.get("Contents", []))


def _is_at_rest(looks: tuple[dict[str, list[str]], dict[str, list[str]]]) -> bool:
    before, now = looks
    return before == now and not now["connections"]


def _is_ended(frames: list[dict[str, Any]]) -> bool:
    return bool(frames) and frames[-1]["type"] in client.TERMINAL


def submit(http_url: str, problem_id: str, language: str, code: str) -> str:
    accepted = client.call(f"{http_url}/problems/{problem_id}/grade", {"language": language, "code": code})
    return str(accepted["submission_id"])


def program(problem_id: str, name: str) -> str:
    """The source of a submission that the package of a problem carries, as a user would type it.

    `name` may be the folder alone (`wrong_answer/`): its first Python program.
    """
    package = load(PROBLEMS / problem_id)
    wanted = (name,) if not name.endswith("/") else tuple(_python_in(name, package))
    found = next(item for item in package.submissions if item.name in wanted)
    (code,) = files_of(package, found).values()
    return code.decode()


def _python_in(folder: str, package: Package) -> list[str]:
    return [item.name for item in package.submissions if item.name.startswith(folder) and item.name.endswith(".py")]


def send(url: str, body: bytes, headers: Mapping[str, str] | None = None) -> Answer:
    """POSTs bytes as they are, JSON or not."""
    named = {"Content-Type": "application/json", **(headers or {})}
    request = urllib.request.Request(url, data=body, headers=named, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=120) as answer:
            return Answer(answer.status, answer.headers.get_content_type(), answer.read())
    except urllib.error.HTTPError as exc:
        return Answer(exc.code, exc.headers.get_content_type(), exc.read())


def until(look: Callable[[], T], holds: Callable[[T], object], *, what: str, patience_s: float = PATIENCE_S) -> T:
    """Looks again and again until what is seen holds; what was seen then. Fails the test when patience ends."""
    deadline = time.monotonic() + patience_s
    while not holds(seen := look()):
        assert time.monotonic() < deadline, f"waited {patience_s} s in vain for {what}; last seen: {seen}"
        time.sleep(POLL_S)
    return seen


def log_of(path: Path) -> str:
    return path.read_text(errors="replace") if path.exists() else ""
