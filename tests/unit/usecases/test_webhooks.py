"""Webhooks: what is signed and sent, where it may go, and when it is tried again."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
from chalicelib.domain import webhooks
from chalicelib.domain.identity import ANYBODY
from chalicelib.domain.submissions import Submission, judgement
from chalicelib.domain.webhooks import PAUSES_S, Target
from chalicelib.errors import Invalid
from chalicelib.protocol import ObjectRef, Result, Verdict
from chalicelib.usecases.webhooks import Delivering, Secrets, TargetRefused, Webhooks

from tests.unit.usecases.fakes_service import FakeClock, FakeEntropy

URL = "https://judge.example/hooks?site=1"
ENTROPY = bytes(range(40))
SUBMISSION = Submission(
    submission_id="s1",
    problem_id="sum",
    problem_version=2,
    language="python3",
    source=ObjectRef("code/s1/1", "a"),
    request_sha256="r",
    created_at="2026-11-23T09:30:00Z",
    attempt=3,
    judgement=judgement(Result("s1", 3, Verdict.WRONG_ANSWER, tests_total=20)),
    finished_at="2026-11-23T09:30:01Z",
    webhook_url=URL,
)


@dataclass
class Box:
    """Secrets, the queue and the network; `answers` are statuses, None, or what is raised."""

    secrets: dict[str, str] = field(default_factory=dict)
    queued: list[tuple[str, int]] = field(default_factory=list)
    answers: list[int | Exception | None] = field(default_factory=list)
    sent: list[tuple[Target, Mapping[str, str], bytes]] = field(default_factory=list)

    def webhook_secret(self, owner: str) -> str | None:
        return self.secrets.get(owner)

    def set_webhook_secret(self, owner: str, secret: str) -> None:
        self.secrets[owner] = secret

    def put(self, message: str, delay_s: int) -> None:
        self.queued.append((message, delay_s))

    def post(self, target: Target, headers: Mapping[str, str], body: bytes) -> int | None:
        self.sent.append((target, headers, body))
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def deliver_all(self) -> list[int]:
        """Delivers until nothing is left; the pauses between tries."""
        pauses, clock = [], FakeClock()
        while self.queued:
            message, pause_s = self.queued.pop(0)
            pauses.append(pause_s)
            Delivering(self, self, self, clock, local=False).deliver(message)
        return pauses


def box_with_verdict(*answers: int | Exception | None) -> Box:
    box = Box({"": webhooks.new_secret(ENTROPY)}, answers=list(answers))
    Webhooks(lambda: box).tell(SUBMISSION)
    return box


def test_verdict_is_sent_signed_as_the_specification_says() -> None:
    box = box_with_verdict(204)
    box.deliver_all()
    [(target, headers, body)] = box.sent
    assert target == Target("https", "judge.example", 443, "/hooks?site=1")
    signed = f"s1-3.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(ENTROPY[:32], signed, hashlib.sha256).digest()).decode()
    assert (headers["webhook-id"], headers["webhook-signature"]) == ("s1-3", f"v1,{expected}")
    told = json.loads(body)
    assert (told["type"], told["data"]["verdict_code"], told["data"]["attempt"]) == ("submission.judged", "WA", 3)


def test_nothing_is_queued_for_a_submission_without_a_webhook() -> None:
    def no_queue() -> Box:
        raise AssertionError("the queue was asked for")

    Webhooks(no_queue).tell(Submission("s1", "sum", 1, "python3", ObjectRef("k", "h"), "r", "now"))


def test_webhook_is_tried_again_with_growing_pauses_and_given_up() -> None:
    box = box_with_verdict(*[None, 500, 301, 404] * 2)
    assert box.deliver_all() == [0, *PAUSES_S]
    assert len({headers["webhook-id"] for _, headers, _ in box.sent}) == 1
    assert sum(PAUSES_S) < 3600 + 600


@pytest.mark.parametrize("answer", [200, webhooks.GONE, TargetRefused("private")], ids=["taken", "gone", "private"])
def test_webhook_is_not_tried_again_when_it_is_settled(answer: int | Exception) -> None:
    box = box_with_verdict(answer)
    assert (box.deliver_all(), len(box.sent)) == ([0], 1)


def test_webhook_is_not_sent_without_its_secret() -> None:
    box = box_with_verdict()
    box.secrets.clear()
    assert (box.deliver_all(), box.sent) == ([0], [])


@pytest.mark.parametrize(
    "url",
    [
        "http://judge.example/",
        "https://judge.example:8443/",
        "https://user@judge.example/",
        "https://judge.example/#x",
        "https://judge.example\\@127.0.0.1/",
        "https://[::1]/",
        "https://judge.example/ x",
        "ftp://judge.example/",
        "https:///x",
        "https://judge.example/" + "x" * 2000,
        "https://judge.example/\n",
    ],
    ids=["http", "port", "user", "fragment", "backslash", "v6", "space", "ftp", "no host", "long", "newline"],
)
def test_url_is_refused(url: str) -> None:
    secrets = Secrets(Box({"": "whsec_"}), FakeEntropy(), local=False)
    with pytest.raises(Invalid) as caught:
        secrets.check(url, "")
    assert caught.value.field == "webhook_url"


def test_url_is_taken_when_there_is_a_secret_and_on_one_machine_without_tls() -> None:
    box = Box()
    with pytest.raises(Invalid, match="secret"):
        Secrets(box, FakeEntropy(), local=False).check(URL, "")
    for local, url in ((False, URL), (True, "http://127.0.0.1:8080/x"), (False, "")):
        secrets = Secrets(box, FakeEntropy(), local=local)
        assert secrets.renew(ANYBODY).startswith("whsec_")
        secrets.check(url, "")


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("10.0.0.1", False),
        ("172.16.3.4", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("fe80::1", False),
        ("fd00:ec2::254", False),
        ("::ffff:169.254.169.254", False),
        ("::ffff:93.184.216.34", True),
        ("64:ff9b::a9fe:a9fe", False),
        ("2002:a9fe:a9fe::1", False),
        ("2001:0:a9fe:a9fe::1", False),
    ],
)
def test_only_public_addresses_are_sent_to(address: str, public: bool) -> None:
    assert webhooks.is_public(address) is public
