"""The service's operations as methods."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from alpaco_client.errors import ApiError, ClientError
from alpaco_client.http import Http, Request
from alpaco_client.model import Frame, Problem, ProblemSummary, Submission
from alpaco_client.stream import Connect, Link, Stream

PAGE = 100
WAIT_S = 20
# 403 is what API Gateway says of a route that it does not have.
NOT_THERE = frozenset({403, 404})


def _opened(url: str) -> AbstractContextManager[Link]:
    """Following a job alone needs WebSocket."""
    from alpaco_client.socket import opened

    return opened(url)


@dataclass(frozen=True)
class Alpaco:
    """A service at `http_url` (no slash at its end); `token` is an API key or a JWT, empty if none is needed.

    Methods raise ApiError if the service refuses, Unreachable if it does not answer.
    """

    http_url: str
    websocket_url: str = ""
    token: str = field(default="", repr=False)
    http: Http = field(default_factory=Http, repr=False)
    connect: Connect = field(default=_opened, repr=False)

    def __enter__(self) -> Alpaco:
        return self

    def __exit__(self, *_exc: object) -> None:
        """Nothing stays open between calls."""

    def problems(self) -> Iterator[ProblemSummary]:
        """The whole catalogue, page by page."""
        cursor: str | None = ""
        while cursor is not None:
            page = self.get("/problems", limit=str(PAGE), cursor=cursor)
            yield from map(ProblemSummary.from_json, page["problems"])
            cursor = page["cursor"]

    def problem(self, problem_id: str, language: str = "en") -> Problem:
        """In that language if the problem has it, else in another one."""
        return Problem.from_json(self.get(f"/problems/{quote(problem_id, safe='')}", language=language))

    def languages(self) -> list[Mapping[str, Any]]:
        """Each with `id`, `name`, `aliases`."""
        return list(self.get("/languages")["languages"])

    def submit(self, problem_id: str, language: str, code: str, *, key: str = "") -> str:
        """Submits a program; the submission's id. The same `key` with the same code answers the same submission."""
        path = f"/problems/{quote(problem_id, safe='')}/grade"
        return str(self.post(path, {"language": language, "code": code}, key=key)["submission_id"])

    def submission(self, submission_id: str) -> Submission:
        return Submission.from_json(self.get(f"/submissions/{quote(submission_id, safe='')}"))

    def wait(self, submission_id: str) -> Submission:
        """The submission when it is judged, without WebSocket."""
        shown, pause_s = self.submission(submission_id), 0.2
        while not shown.is_judged:
            self.http.sleep(pause_s)
            shown, pause_s = self.submission(submission_id), min(pause_s * 1.5, 5.0)
        return shown

    def watch(self, submission_id: str) -> Iterator[Frame]:
        """A `test` frame per finished test case, then `done`."""
        return self._stream().follow({"action": "watch", "submission_id": submission_id})

    def run(self, language: str, code: str, stdin: str) -> Mapping[str, Any]:
        """Runs a program once on one's own input; what `GET /runs/{run_id}` says when it has finished."""
        body = {"language": language, "code": code, "stdin": stdin}
        run = self.post("/runs", body, headers={"Prefer": f"wait={WAIT_S}"})
        while run.get("status") != "finished":
            self.http.sleep(0.5)
            run = self.get(f"/runs/{run['run_id']}")
        return run

    def generate(
        self,
        prompt: str,
        *,
        difficulty: str = "easy",
        language: str = "en",
        seed: int | None = None,
        near_wait_s: int = 0,
        key: str = "",
    ) -> str:
        """Has a problem drafted; the job's id, to `follow`. The same `key` answers the same job.

        If stored problems are near, a frame `near` tells them and for `near_wait_s` seconds `choose` is waited for.
        """
        wish: dict[str, object] = {"prompt": prompt, "difficulty": difficulty, "language": language}
        if seed is not None:
            wish["seed"] = seed
        if near_wait_s:
            wish["near_wait_s"] = near_wait_s
        return str(self.post("/generations", wish, key=key)["job_id"])

    def choose(self, job_id: str, problem_id: str | None = None) -> None:
        """Takes a problem that the frame `near` told, which ends the generation; None: has a new one made."""
        self.post(f"/generations/{quote(job_id, safe='')}/choose", {"problem_id": problem_id})

    def follow(self, job_id: str, *, after_seq: int = 0) -> Iterator[Frame]:
        """Every frame of a generation after that number, in order, each once, over as many connections as it takes."""
        action = {"action": "resume", "job_id": job_id, "after_seq": after_seq}
        return self._stream().follow(action, after_seq=after_seq)

    def report(self, job_id: str) -> Mapping[str, Any]:
        """What the gates said."""
        return self.get(f"/generations/{quote(job_id, safe='')}/report")

    def problem_report(self, problem_id: str) -> Mapping[str, Any]:
        """What the gates said of a problem when it was generated, without evidence; ApiError 404 if it was imported."""
        return self.get(f"/problems/{quote(problem_id, safe='')}/report")

    def regenerate(self, job_id: str, stage: str, instruction: str, *, key: str = "") -> str:
        """Makes one stage of a draft anew, once its generation has ended; the new job's id, to `follow`."""
        body = {"stage": stage, "instruction": instruction}
        return str(self.post(f"/generations/{quote(job_id, safe='')}/regenerate", body, key=key)["job_id"])

    def cancel(self, job_id: str) -> None:
        """Ends a generation; what was drafted stays."""
        self.post(f"/generations/{quote(job_id, safe='')}/cancel", None)

    def keep(self, job_id: str) -> None:
        """Confirms what a generation has made; takes a discard back."""
        self.post(f"/generations/{quote(job_id, safe='')}/keep", None)

    def discard(self, job_id: str) -> None:
        """Withdraws the problem that a generation has made."""
        self.post(f"/generations/{quote(job_id, safe='')}/discard", None)

    def get(self, path: str, **query: str) -> dict[str, Any]:
        """A JSON object; empty parameters are left out."""
        given = urlencode({name: value for name, value in query.items() if value})
        return self._call("GET", f"{path}?{given}" if given else path)

    def post(
        self, path: str, body: object, *, key: str = "", headers: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        """Safe to repeat: it always carries an Idempotency-Key. None is no body."""
        named = {"Content-Type": "application/json", "Idempotency-Key": key or str(uuid.uuid4()), **(headers or {})}
        return self._call("POST", path, b"" if body is None else json.dumps(body).encode(), named)

    def _call(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        request = Request(method, f"{self.http_url}{path}", {**self._authorization(), **(headers or {})}, body)
        try:
            answer = json.loads(self.http(request).body or b"{}")
        except ValueError as exc:
            raise ClientError(f"{self.http_url} is no Alpaco service: its answer is not JSON") from exc
        return dict(answer)

    def _authorization(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}

    def _stream(self) -> Stream:
        if not self.websocket_url:
            raise ClientError("no WebSocket URL is known for this service")
        return Stream(self._ticketed_url, self.connect, self.http.sleep)

    def _ticketed_url(self) -> str:
        """The WebSocket URL, with a fresh ticket if there is somebody to name. A service without tickets has none."""
        if not self.token:
            return self.websocket_url
        try:
            ticket = self.post("/tickets", {})["ticket"]
        except ApiError as exc:
            if exc.status in NOT_THERE:
                return self.websocket_url
            raise
        return f"{self.websocket_url}?{urlencode({'ticket': ticket})}"
