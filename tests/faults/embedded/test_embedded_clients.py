"""Clients that repeat themselves, lose their connection, come late or come twice; receivers that do not answer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from websockets.sync.client import connect

from tests.e2e.harness import send, until
from tests.faults.embedded.stage import PATIENCE_S, PROBLEM, RIGHT, SLOW, Stage, cut
from tools.dev import client


def test_c1_c2_same_request_at_once_five_times_and_another_under_its_key(stage: Stage) -> None:
    url, headers = f"{stage.http_url}/problems/{PROBLEM}/grade", {"Idempotency-Key": "five-at-once"}
    body = {"language": "python3", "code": RIGHT}
    with ThreadPoolExecutor(5) as clients:
        answers = list(clients.map(lambda _: send(url, json.dumps(body).encode(), headers), range(5)))
    taken = {json.loads(answer.body)["submission_id"] for answer in answers}
    assert ({answer.status for answer in answers}, len(taken)) == ({202}, 1)
    other = send(url, json.dumps({**body, "code": "print()"}).encode(), headers)
    assert other.status == 422
    stage.judge_next()
    stage.ends(taken.pop(), "ACCEPTED")


def test_c3_rejudge_while_it_is_judged(stage: Stage) -> None:
    submission_id = stage.submit()
    delivery = stage.take()
    with pytest.raises(client.ApiError) as caught:
        stage.rejudge(submission_id)
    assert caught.value.status == 409
    stage.do(delivery)
    stage.ends(submission_id, "ACCEPTED")


def test_c4_c5_connection_is_cut_and_resumes_without_a_gap(stage: Stage) -> None:
    submission_id = stage.submit(SLOW)
    with ThreadPoolExecutor(1) as workers:
        judging = workers.submit(stage.judge_next)
        with connect(stage.platform.deployment.websocket_url, open_timeout=PATIENCE_S) as socket:
            socket.send(json.dumps({"action": "watch", "submission_id": submission_id}))
            seen = [json.loads(socket.recv(timeout=120)) for _ in range(2)]
            cut(socket)
        judging.result(120)
    stage.ends(submission_id, "ACCEPTED")
    rest = stage.frames(submission_id, after_seq=seen[-1]["seq"])
    assert [frame["seq"] for frame in [*seen, *rest]] == list(range(1, len(seen) + len(rest) + 1))


def test_c7_two_tabs_and_one_that_comes_late(stage: Stage) -> None:
    submission_id = stage.submit(SLOW)
    message: dict[str, object] = {"action": "watch", "submission_id": submission_id}
    with stage.watching(message) as one, stage.watching(message) as two:
        stage.judge_next()
        first, second = _by_number(one), _by_number(two)
    stage.ends(submission_id, "ACCEPTED")
    with stage.watching(message) as late:
        assert _by_number(late) == first == second == stage.frames(submission_id)


def _by_number(frames: Iterator[dict[str, Any]]) -> list[dict[str, Any]]:
    """A frame may come twice: once stored, once pushed."""
    by_seq = {frame["seq"]: frame for frame in frames}
    return [by_seq[seq] for seq in sorted(by_seq)]


class _Receiver(BaseHTTPRequestHandler):
    """Takes the second of two."""

    seen: list[tuple[dict[str, str], bytes]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.seen.append(({name.lower(): value for name, value in self.headers.items()}, body))
        self.send_response(204 if len(self.seen) > 1 else 503)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def receiver() -> Iterator[tuple[str, list[tuple[dict[str, str], bytes]]]]:
    """A site's server; its URL, and what it was sent."""
    seen: list[tuple[dict[str, str], bytes]] = []
    handler = type("Handler", (_Receiver,), {"seen": seen})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/hook", seen
        server.shutdown()


def test_c10_receiver_of_a_webhook_fails_and_is_told_again(stage: Stage) -> None:
    client.call(f"{stage.http_url}/webhook-secret", {})
    with receiver() as (url, seen):
        body = {"language": "python3", "code": RIGHT, "webhook_url": url}
        submission_id = client.call(f"{stage.http_url}/problems/{PROBLEM}/grade", body)["submission_id"]
        stage.judge_next()
        stage.ends(submission_id, "ACCEPTED")
        until(lambda: seen, lambda told: len(told) > 1, what="the second try")
    assert len({told for _, told in seen}) == 1
    assert {headers["webhook-id"] for headers, _ in seen} == {f"{submission_id}-1"}
    assert json.loads(seen[0][1])["data"]["verdict"] == "ACCEPTED"
