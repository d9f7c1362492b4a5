"""A service in memory, as the client library sees it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from alpaco_client.http import Answer, Request
from alpaco_client.stream import Link, Lost


@dataclass
class FakeSend:
    """Answers in the order given; an exception is raised instead. `requests` are those that were sent."""

    answers: list[Answer | Exception]
    requests: list[Request] = field(default_factory=list)

    def __call__(self, request: Request) -> Answer:
        self.requests.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def answer(body: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    return Answer(status, json.dumps(body).encode(), headers or {})


def frame(seq: int, type_: str = "stage", job_id: str = "g1", **data: object) -> str:
    return json.dumps({"v": 1, "job_id": job_id, "seq": seq, "type": type_, "data": data})


class Silence:
    """Nothing comes within the time."""


class Cut:
    """The connection breaks."""


@dataclass
class FakeLink:
    script: list[str | Silence | Cut]
    sent: list[dict[str, object]] = field(default_factory=list)

    def send(self, text: str) -> None:
        self.sent.append(json.loads(text))

    def receive(self, timeout_s: float) -> str:
        step = self.script.pop(0) if self.script else Cut()
        if isinstance(step, Silence):
            raise TimeoutError
        if isinstance(step, Cut):
            raise Lost("cut")
        return step


@dataclass
class FakeConnect:
    """One script per connection, in order; further connections are refused."""

    scripts: Sequence[list[str | Silence | Cut]]
    links: list[FakeLink] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)

    @contextmanager
    def __call__(self, url: str) -> Iterator[Link]:
        self.urls.append(url)
        if len(self.links) == len(self.scripts):
            raise Lost("refused")
        self.links.append(FakeLink(list(self.scripts[len(self.links)])))
        yield self.links[-1]


def no_sleep(_seconds: float) -> None:
    """Tests do not wait."""
