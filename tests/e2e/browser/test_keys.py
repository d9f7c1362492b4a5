"""The page of a service that knows its callers by their keys."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.e2e.browser.harness import PATIENCE_MS, Visit
from tests.e2e.functions import configured
from tests.e2e.harness import Service, program
from tools.dev.paths import program as installed

Open = Callable[..., Visit]
# Every function that asks who calls.
CALLED = ("APIHandler", "WebsocketConnect", "WebsocketMessage")


@pytest.fixture
def keyed(service: Service) -> Iterator[Service]:
    with configured(service.platform, CALLED, {"AUTH_MODE": "key"}):
        yield service


def new_key(service: Service, owner: str) -> str:
    """As an operator makes it."""
    words = ("keys", "create", "--stage", "local", "--owner", owner, "--scopes", "grade,generate", "--json")
    command, environment = [str(installed("alpaco")), *words], service.platform.client_environment
    made = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
    return str(json.loads(made)["key"])


def signed_in(guest: Visit, service: Service, path: str, key: str) -> None:
    """Types the key where the page asks for it."""
    config = {"http_url": f"{guest.url}/api", "websocket_url": service.websocket_url, "auth_mode": "key"}
    guest.page.route("**/config.json", lambda route: route.fulfill(json=config))
    guest.go(path)
    guest.page.get_by_label("API key").fill(key)
    guest.page.get_by_role("button", name="Use this key").click()


def test_who_has_a_key_solves_and_nobody_else_sees_it(visit: Open, keyed: Service) -> None:
    ada, eve = visit(), visit()
    signed_in(ada, keyed, "#/problems/ferryrest", new_key(keyed, "ada"))
    ada.write_code(program("ferryrest", "accepted/reference.py"))
    with ada.page.expect_response("**/api/problems/ferryrest/grade") as taken:
        ada.page.get_by_role("button", name="Submit").click()
    expect(ada.page.locator("[data-verdict=ACCEPTED]")).to_be_visible(timeout=PATIENCE_MS)
    ada.screenshot("solved-with-a-key", whole=True)
    submission = f"{ada.url}/api/submissions/{taken.value.json()['submission_id']}"

    others = new_key(keyed, "eve")
    signed_in(eve, keyed, "#/problems/ferryrest", others)
    expect(eve.page.locator(".prose").first).to_be_visible()
    expect(eve.page.locator(".attempts li")).to_have_count(0)
    answer = eve.page.request.get(submission, headers={"Authorization": f"Bearer {others}"})
    assert answer.status == 404, answer.text()
    for guest in (ada, eve):
        # Refusals are in the console, whoever handles them.
        guest.complaints[:] = [item for item in guest.complaints if "401" not in item]
