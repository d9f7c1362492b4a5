"""The request for protection as the agent of ECS takes it, over a real connection."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from worker.protection import ProtectionRefused, Wish, agent


class Agent(HTTPServer):
    """Notes what it is asked and answers with `answer`."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, str, object]] = []
        self.answer: dict[str, object] = {"protection": {"ProtectionEnabled": True}}


class Handler(BaseHTTPRequestHandler):
    server: Agent

    def do_PUT(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((self.path, self.headers["Content-Type"], body))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(self.server.answer).encode())

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def ecs_agent() -> Iterator[Agent]:
    server = Agent()
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_agent_is_asked_as_ecs_documents_it(ecs_agent: Agent) -> None:
    ask = agent({"ECS_AGENT_URI": f"http://127.0.0.1:{ecs_agent.server_port}/api/1"})
    assert ask is not None
    ask(Wish.PROTECT)
    ask(Wish.RELEASE)
    where = ("/api/1/task-protection/v1/state", "application/json")
    assert ecs_agent.asked == [
        (*where, {"ProtectionEnabled": True, "ExpiresInMinutes": 10}),
        (*where, {"ProtectionEnabled": False}),
    ]


def test_refusal_by_ecs_is_told(ecs_agent: Agent) -> None:
    ecs_agent.answer = {"failure": {"Reason": "DEPLOYMENT_BLOCKED", "Arn": "task"}}
    ask = agent({"ECS_AGENT_URI": f"http://127.0.0.1:{ecs_agent.server_port}/api/1"})
    assert ask is not None
    with pytest.raises(ProtectionRefused, match="DEPLOYMENT_BLOCKED"):
        ask(Wish.PROTECT)
