"""Webhooks on real sockets, and from a submission to the queue."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Event, Thread

import pytest
from chalicelib.adapters.webhooks import WebhookSender
from chalicelib.domain.webhooks import Target
from chalicelib.usecases.webhooks import TargetRefused

from tests.functional.service.cloud import Cloud

HEADERS = {"webhook-id": "s1-1"}


class Receiver(HTTPServer):
    """Answers with `status`; `seen` are the requests."""

    def __init__(self, status: int) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.status = status
        self.seen: list[tuple[str, dict[str, str], bytes]] = []

    @property
    def target(self) -> Target:
        return Target("http", "judge.example", self.server_port, "/hook?x=1")


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.seen.append((self.path, {k.lower(): v for k, v in self.headers.items()}, body))
        self.send_response(self.server.status)
        self.send_header("Location", "http://127.0.0.1:1/elsewhere")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(params=[204, 302, 500], ids=str)
def receiver(request: pytest.FixtureRequest) -> Iterator[Receiver]:
    with Receiver(request.param) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def loopback(_host: str, _port: int) -> list[str]:
    return ["127.0.0.1"]


def test_webhook_is_posted_once_and_no_redirection_is_followed(receiver: Receiver) -> None:
    sender = WebhookSender(local=True, resolve=loopback)
    assert sender.post(receiver.target, HEADERS, b"{}") == receiver.status
    [(path, headers, body)] = receiver.seen
    assert (path, headers["webhook-id"], headers["content-type"], body) == (
        "/hook?x=1",
        "s1-1",
        "application/json",
        b"{}",
    )


@pytest.mark.parametrize("addresses", [["127.0.0.1"], ["93.184.216.34", "10.0.0.1"]], ids=["private", "one of two"])
def test_webhook_is_refused_when_the_name_leads_inside(addresses: list[str]) -> None:
    sender = WebhookSender(local=False, resolve=lambda _host, _port: addresses)
    with pytest.raises(TargetRefused):
        sender.post(Target("https", "judge.example", 443, "/"), HEADERS, b"{}")


def test_webhook_without_an_answer_is_no_error() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        target = Target("http", "judge.example", closed.getsockname()[1], "/")
    assert WebhookSender(local=True, resolve=loopback).post(target, HEADERS, b"{}") is None


def test_webhook_is_cut_off_when_the_answer_comes_drop_by_drop() -> None:
    ended = Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            connection, _ = server.accept()
            with connection:
                connection.sendall(b"HTTP/1.1 ")
                while not ended.wait(0.05):
                    connection.sendall(b"2")

        thread = Thread(target=drip, daemon=True)
        thread.start()
        target = Target("http", "judge.example", server.getsockname()[1], "/")
        assert WebhookSender(local=True, resolve=loopback, whole_s=0.3).post(target, HEADERS, b"{}") is None
        ended.set()


def test_https_wants_the_certificate_of_the_name(receiver: Receiver) -> None:
    target = Target("https", "judge.example", receiver.server_port, "/")
    assert WebhookSender(local=True, resolve=loopback).post(target, HEADERS, b"{}") is None
    assert receiver.seen == []


def test_submission_with_a_webhook_needs_a_secret_and_is_told_with_its_verdict(cloud: Cloud) -> None:
    cloud.import_package("sum")
    body = {"language": "python", "code": "print(3)", "webhook_url": "http://127.0.0.1:9/hook"}
    refused = cloud.call("POST", "/problems/sum/grade", body)
    assert (refused.status, refused.body["field"], cloud.count("submissions")) == (422, "webhook_url", 0)
    assert cloud.call("POST", "/webhook-secret").status == 201
    taken = cloud.call("POST", "/problems/sum/grade", body, Idempotency_Key="k")
    submission_id = taken.body["submission_id"]
    other = cloud.call("POST", "/problems/sum/grade", {**body, "webhook_url": ""}, Idempotency_Key="k")
    assert (taken.status, other.status) == (202, 422)
    cloud.services.verdicts.mark_judge_error(submission_id, 1, "Broken")
    queue_url = cloud.services.config.webhook_queue_url
    [message] = cloud.client("sqs").receive_message(QueueUrl=queue_url)["Messages"]
    notice = json.loads(message["Body"])
    assert (notice["id"], notice["url"]) == (f"{submission_id}-1", body["webhook_url"])
    assert json.loads(notice["body"])["data"]["verdict"] == "JUDGE_ERROR"
