"""Nobody sees or touches what belongs to somebody else, on any route and by any action.

Every route and action is classified here: one that is added fails until it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from chalicelib.api import websocket
from chalicelib.api.operations import OPERATIONS, Operation
from chalicelib.domain import credentials
from chalicelib.domain.frames import Event, FrameType
from chalicelib.domain.identity import Scope

from tests.functional.service.cloud import Answer, Cloud
from tests.functional.service.conftest import clouded
from tests.functional.service.test_more_grading_api import judge

CODE = {"language": "python", "code": "print(3)"}
GENERATE = {"prompt": "ferries", "difficulty": "easy", "language": "en"}
# By name of the operation: `owned` names one thing of one owner, `shared` what everybody sees, `listed` shows one's own
# among those of others, `makes` makes something for the caller.
KINDS = {
    "get_health": "shared",
    "get_openapi": "shared",
    "get_languages": "shared",
    "list_problems": "shared",
    "get_problem": "shared",
    "get_problem_report": "shared",
    "start_upload": "admin",
    "put_problem": "admin",
    "delete_problem": "admin",
    "get_package": "admin",
    "rejudge_problem": "admin",
    "buy_ticket": "makes",
    "renew_webhook_secret": "makes",
    "grade": "makes",
    "grade_problem": "makes",
    "submit_all": "makes",
    "start_run": "makes",
    "start_generation": "makes",
    "list_submissions": "listed",
    "get_submission": "owned",
    "rejudge": "owned",
    "get_run": "owned",
    "get_generation": "owned",
    "cancel_generation": "owned",
    "choose_near_problem": "owned",
    "regenerate": "owned",
    "keep_draft": "owned",
    "discard_draft": "owned",
    "get_generation_report": "owned",
    "get_artefact": "owned",
    "get_program": "owned",
}
ACTION_KINDS = {
    "generate": "makes",
    "resume": "owned",
    "cancel": "owned",
    "choose": "owned",
    "regenerate": "owned",
    "keep": "owned",
    "discard": "owned",
    "watch": "owned",
    "ping": "shared",
}
OWNED = [operation for operation in OPERATIONS if KINDS.get(operation.name) == "owned"]
ADMIN = [operation for operation in OPERATIONS if KINDS.get(operation.name) == "admin"]
REMAKE = {"stage": "reference", "instruction": "shorter"}
BODIES: dict[str, dict[str, object]] = {"regenerate": dict(REMAKE)}
NOBODYS = {"submission_id": "snobodys", "run_id": "rnobodys", "job_id": "gnobodys"}


class Mailbox:
    """A link that keeps what connections were sent."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, dict[str, Any]]] = []

    def post(self, connection_id: str, message: str, *, insist: bool = False) -> bool:
        self.sent.append((connection_id, json.loads(message)))
        return True


class NoExecutions:
    def start(self, name: str, state: dict[str, object]) -> None: ...

    def stop(self, name: str, cause: str) -> None: ...


@dataclass
class Town:
    """A service with keys in which ada has a submission, a run and a generation. bob has the same scopes, eve none."""

    cloud: Cloud
    keys: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    mail: Mailbox = field(default_factory=Mailbox)

    def call(self, who: str, method: str, path: str, body: object = None) -> Answer:
        headers = {"Authorization": f"Bearer {self.keys[who]}"} if who else {}
        return self.cloud.call(method, path, body, **headers)

    def submit(self) -> str:
        """Another submission of ada's."""
        return str(self.call("ada", "POST", "/problems/sum/grade", CODE).body["submission_id"])

    def belongings(self) -> list[object]:
        """All that is stored of what ada has."""
        services = self.cloud.services
        rows = [services.submissions.get(self.ids[name]) for name in ("submission_id", "run_id")]
        frames = [list(services.jobs.frames_after(id_, 0)) for id_ in self.ids.values()]
        return [*rows, services.jobs.get(self.ids["job_id"]), frames, self.cloud.executions()]

    def connect(self, who: str, connection_id: str) -> int:
        ticket = self.call(who, "POST", "/tickets", {}).body["ticket"]
        return self.connect_with(ticket, connection_id)

    def connect_with(self, ticket: str, connection_id: str) -> int:
        event = {"queryStringParameters": {"ticket": ticket}}
        return int(websocket.connect(connection_id, event, self.cloud.services)["statusCode"])

    def say(self, connection_id: str, message: dict[str, object]) -> list[dict[str, Any]]:
        before = len(self.mail.sent)
        websocket.message(connection_id, json.dumps(message), self.cloud.services)
        return [frame for to, frame in self.mail.sent[before:] if to == connection_id]


def path_of(operation: Operation, ids: dict[str, str]) -> str:
    return operation.path.format(**ids, problem_id="sum", stage="spec", program="x")


@pytest.fixture(scope="module")
def town() -> Iterator[Town]:
    """One for all tests: each leaves what ada has as it was."""
    with pytest.MonkeyPatch.context() as patch, clouded(patch) as cloud:
        yield settled(cloud)


def settled(cloud: Cloud) -> Town:
    made = Town(cloud)
    cloud.import_package("sum")
    variables: Any = cloud.services.config.variables
    variables["AUTH_MODE"] = "key"
    for name in ("identity", "tickets"):
        cloud.services.__dict__.pop(name, None)
    cloud.services.__dict__.update(link=made.mail, generator=NoExecutions())
    for who, scopes in (("ada", "grade generate"), ("bob", "grade generate"), ("root", "admin"), ("eve", "")):
        chosen = frozenset(Scope(word) for word in scopes.split())
        text, stored = credentials.new_key(who.encode() * 20, who, chosen, created_at="2026-11-26T00:00:00Z")
        cloud.services.access.add_key(stored)
        made.keys[who] = text
    made.ids["submission_id"] = made.submit()
    made.ids["run_id"] = made.call("ada", "POST", "/runs", {**CODE, "stdin": ""}).body["run_id"]
    made.ids["job_id"] = made.call("ada", "POST", "/generations", GENERATE).body["job_id"]
    return made


def test_every_route_and_action_is_classified() -> None:
    assert set(KINDS) == {operation.name for operation in OPERATIONS}
    assert set(ACTION_KINDS) == set(websocket.ACTIONS)
    by_id = {operation.name for operation in OPERATIONS if set(NOBODYS) & set(_names(operation.path))}
    assert by_id == {operation.name for operation in OWNED}


def _names(path: str) -> list[str]:
    return [part.strip("{}") for part in path.split("/") if part.startswith("{")]


@pytest.mark.parametrize("operation", OWNED, ids=lambda operation: operation.name)
def test_what_is_anothers_is_answered_like_what_nobody_has(town: Town, operation: Operation) -> None:
    body, before = BODIES.get(operation.name, {}), town.belongings()
    foreign = town.call("bob", operation.method, path_of(operation, town.ids), body)
    missing = town.call("bob", operation.method, path_of(operation, NOBODYS), body)
    assert (foreign.status, missing.status) == (404, 404)
    assert town.belongings() == before
    theirs, nobodys = (json.dumps(answer.body) for answer in (foreign, missing))
    for name, id_ in town.ids.items():
        theirs = theirs.replace(id_, NOBODYS[name])
    assert theirs == nobodys


@pytest.mark.parametrize("operation", OWNED, ids=lambda operation: operation.name)
@pytest.mark.parametrize("who", ["ada", "root"])
def test_owner_and_administrator_see_it(town: Town, operation: Operation, who: str) -> None:
    answer = town.call(who, operation.method, path_of(operation, town.ids), BODIES.get(operation.name, {}))
    assert answer.status not in (401, 403, 500)
    assert not re.search(r"there is no (submission|run|generation)", str(answer.body))


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_only_public_routes_answer_strangers(town: Town, operation: Operation) -> None:
    answer = town.call("", operation.method, path_of(operation, town.ids), {})
    if operation.scope is Scope.PUBLIC:
        assert answer.status == 200
    else:
        assert (answer.status, answer.headers["WWW-Authenticate"]) == (401, "Bearer")


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_a_key_without_the_scope_is_refused(town: Town, operation: Operation) -> None:
    answer = town.call("eve", operation.method, path_of(operation, town.ids), {})
    assert (answer.status == 403) == (operation.scope not in (Scope.PUBLIC, Scope.KNOWN))


@pytest.mark.parametrize("operation", ADMIN, ids=lambda operation: operation.name)
def test_what_administrators_do_nobody_else_does(town: Town, operation: Operation) -> None:
    assert town.call("bob", operation.method, path_of(operation, town.ids), {}).status == 403


def test_listing_shows_ones_own(town: Town) -> None:
    def listed(who: str) -> list[str]:
        page = town.call(who, "GET", "/submissions?problem_id=sum").body["submissions"]
        return [item["submission_id"] for item in page]

    ours = town.ids["submission_id"]
    theirs = town.call("root", "POST", "/problems/sum/grade", CODE).body["submission_id"]
    assert ours in listed("ada")
    assert not {ours, theirs} & set(listed("bob"))
    assert theirs not in listed("ada")
    assert {ours, theirs} <= set(listed("root"))


def test_keys_of_idempotency_belong_to_their_owner(town: Town) -> None:
    ids = set()
    for who in ("ada", "bob"):
        headers = {"Authorization": f"Bearer {town.keys[who]}", "Idempotency-Key": "same"}
        ids.add(town.cloud.call("POST", "/problems/sum/grade", CODE, **headers).body["submission_id"])
    assert len(ids) == 2


@pytest.mark.parametrize("name", [name for name, kind in ACTION_KINDS.items() if kind == "owned"])
def test_action_on_what_is_anothers_gets_an_error_and_no_frame(town: Town, name: str) -> None:
    submission_id = town.submit()
    town.cloud.services.frames.append(submission_id, Event(FrameType.TEST, {"test": "sample/1"}))
    assert town.connect("bob", f"bob-{name}") == 200
    watched = [("submission_id", submission_id)]
    others = [town.ids["job_id"], submission_id, f"{submission_id}-2", town.ids["run_id"]]
    targets = watched if name == "watch" else [("job_id", id_) for id_ in others]
    before = town.belongings()
    for what, id_ in targets:
        [frame] = town.say(f"bob-{name}", {"action": name, what: id_, **REMAKE})
        assert (frame["type"], frame["data"]["code"]) == ("error", "not-found")
    assert town.belongings() == before
    judge(town.cloud, submission_id)
    assert [frame["type"] for to, frame in town.mail.sent if to == f"bob-{name}"] == ["error"] * len(targets)


def test_owner_follows_what_is_theirs(town: Town) -> None:
    submission_id = town.submit()
    assert town.connect("ada", "c-ada") == 200
    (accepted, *_) = town.say("c-ada", {"action": "resume", "job_id": town.ids["job_id"]})
    assert accepted["type"] == "accepted"
    assert town.say("c-ada", {"action": "watch", "submission_id": submission_id}) == []
    judge(town.cloud, submission_id)
    assert [frame["type"] for to, frame in town.mail.sent if to == "c-ada"][-2:] == ["test", "done"]


def test_ticket_lets_one_connection_in_once(town: Town) -> None:
    ticket = town.call("ada", "POST", "/tickets", {}).body["ticket"]
    assert [town.connect_with(ticket, name) for name in ("c1", "c2")] == [200, 401]
    assert town.connect_with("", "c3") == 401
    [frame] = town.say("c3", {"action": "ping"})
    assert frame["data"]["code"] == "unauthenticated"


def test_action_without_its_scope_is_refused(town: Town) -> None:
    assert town.connect("eve", "c-eve") == 200
    [frame] = town.say("c-eve", {"action": "generate", **GENERATE})
    assert frame["data"]["code"] == "forbidden"
    assert town.say("c-eve", {"action": "ping"})[0]["type"] == "pong"
