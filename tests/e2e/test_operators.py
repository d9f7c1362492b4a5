"""What operators do with a deployed stack by the commands of docs/operations.md, and what callers notice of it."""

from __future__ import annotations

import itertools
import json
import shlex
from collections.abc import Collection, Iterator, Mapping, Sequence

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.e2e.functions import configured
from tests.e2e.harness import Answer, program, send
from tests.e2e.proof import Proof
from tools.dev.paths import ROOT

pytestmark = pytest.mark.docker
PROBLEM = "ferryrest"
CALLED = ("APIHandler", "WebsocketConnect", "WebsocketMessage")
ASKED = {"prompt": "temperatures", "difficulty": "medium", "language": "en"}


@pytest.fixture
def keyed(proof: Proof) -> Iterator[Proof]:
    """With callers who are told apart, and counted."""
    settings = {"AUTH_MODE": "key", "LIMITS": json.dumps({"grade": "1/day", "ticket": "9/day", "generate": "9/day"})}
    with configured(proof.service.platform, CALLED, settings):
        yield proof


def _post(proof: Proof, path: str, body: Mapping[str, object], key: str = "") -> Answer:
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    return send(f"{proof.service.http_url}{path}", json.dumps(body).encode(), headers)


def test_key_opens_both_apis_within_its_limits_until_it_is_revoked(keyed: Proof) -> None:
    words = ("--owner", "our-site", "--scopes", "grade,generate", "--days", "365", "--json")
    made = json.loads(keyed.alpaco("keys", "create", "--stage", "local", *words))
    grade = {"problem_id": PROBLEM, "language": "python3", "code": "print(1)"}
    assert _post(keyed, "/grade", grade).status == 401
    assert [_post(keyed, "/grade", grade, made["key"]).status for _ in range(2)] == [202, 429]
    ticket = json.loads(_post(keyed, "/tickets", {}, made["key"]).body)["ticket"]
    with connect(f"{keyed.service.websocket_url}?ticket={ticket}", open_timeout=120) as socket:
        socket.send(json.dumps({"action": "ping"}))
        assert json.loads(socket.recv(timeout=120))["type"] == "pong"
    with pytest.raises(InvalidStatus), connect(f"{keyed.service.websocket_url}?ticket={ticket}", open_timeout=120):
        pass
    assert made["key_id"] in keyed.alpaco("keys", "list", "--stage", "local")
    keyed.alpaco("keys", "revoke", "--stage", "local", made["key_id"])
    assert _post(keyed, "/grade", grade, made["key"]).status == 401


def test_generation_is_stopped_and_goes_on_by_command(proof: Proof) -> None:
    def asked() -> int:
        return _post(proof, "/generations", {**ASKED, "language": "fr"}).status

    assert "tokens today" in proof.alpaco("budget", "show", "--stage", "local")
    proof.alpaco("budget", "stop", "--stage", "local")
    assert asked() == 429
    proof.alpaco("budget", "go", "--stage", "local")
    proof.alpaco("budget", "set", "--stage", "local", "5000000")
    assert asked() == 202


def test_trace_tells_what_happened_to_a_submission(proof: Proof) -> None:
    service = proof.service
    submission_id = service.submit(PROBLEM, "python3", program(PROBLEM, "wrong_answer/"))
    trace_id = service.verdict_of(submission_id)["trace_id"]
    for asked in (submission_id, trace_id):
        told = proof.alpaco("trace", "--stage", "local", asked)
        assert all(text in told for text in ("WRONG_ANSWER", submission_id, trace_id))


def test_account_is_examined_by_command(proof: Proof) -> None:
    """Whatever it says of the embedded AWS, it says it and ends."""
    told = proof.alpaco("doctor", "--aws", "--stage", "local", check=False)
    assert "credentials" in told.lower()


# The beginning of a command of the page, and why it is not executed here.
ELSEWHERE = {
    ("cd",): "the CDK is started where it belongs",
    ("git", "switch"): "an earlier commit is deployed as any other",
    ("curl",): "signatures are asked for where callers are told apart by IAM, which the local stage does not do",
    (
        "python",
        "-m",
        "tools.images",
        "push",
    ): "gigabytes of images; test_images pushes a small one by the same functions",
}


@pytest.mark.parametrize("page", ["operations.md", "operations.ko.md"])
def test_command_of_the_page_is_one_that_was_executed_here(proof: Proof, page: str) -> None:
    executed = [*proof.commands, *(["cdk", *words] for words in proof.cdk.executed())]
    known = [tuple(_shape(words)) for words in executed]
    for words in _documented((ROOT / "docs" / page).read_text()):
        if not any(tuple(words[: len(start)]) == start for start in ELSEWHERE):
            assert _is_known(_shape(words), known), words


def _documented(page: str) -> list[list[str]]:
    lines = [line.removeprefix("$ ") for line in page.splitlines() if line.startswith("$ ")]
    assert len(lines) > 20
    commands = (shlex.split(line.strip("()").removeprefix("cd .. && ")) for line in lines)
    return [words[1:] if words[0] == "npx" else words for words in commands]


def _is_known(shape: Sequence[str], known: Collection[Sequence[str]]) -> bool:
    """Settings of a stage (`-c name`) are chosen when it is synthesized: `deploy`, `diff` and `destroy` do that too."""
    command, *options = shape
    alike = [set(words) for words in known if words[0] == command]
    chosen = {word for words in known if words[0] == "cdk synth" for word in words}
    return any(set(options) <= words | (chosen if command.startswith("cdk ") else set()) for words in alike)


def _shape(words: Sequence[str]) -> list[str]:
    """Program, command, and the names of its options: `-c name` for `-c name=value` and `--context name=value`."""
    head = list(itertools.takewhile(lambda word: not word.startswith("-"), words))[: 2 if words[0] == "cdk" else 3]
    pairs = zip(words, [*words[1:], ""], strict=True)
    named = [f"-c {after.partition('=')[0]}" if word in ("-c", "--context") else word for word, after in pairs]
    return [" ".join(head), *(word for word in named if word.startswith("-"))]
