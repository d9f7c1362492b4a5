"""Every view of the page: that it fits, is accessible and small, and what it says when it cannot work."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Response as Answer
from playwright.sync_api import Route, expect

from tests.e2e.browser.harness import PATIENCE_MS, PHONE, Visit

Open = Callable[..., Visit]

KOREAN_DARK = {"locale": "ko-KR", "color_scheme": "dark"}
PHONE_LIGHT = {"viewport": PHONE}
PHONE_KOREAN_DARK = {**PHONE_LIGHT, **KOREAN_DARK}
REPORT = {
    "outcome": "verified", "time_limit_s": 1.0,
    "gates": [{"id": "structure", "status": "pass", "blame": "package", "summary": "all there"},
              {"id": "tests-frozen", "status": "not_applicable", "blame": "package", "summary": "no hashes"}],
    "matrix": {name: {"expected": "accepted", "verdict": verdict, "tests": {
        f"secret/{number:03}-small-{number}": {"verdict": verdict, "cpu_s": number / 30} for number in range(30)
    }} for name, verdict in (("accepted/a.py", "ACCEPTED"), ("wrong_answer/b.py", "WRONG_ANSWER"),
                             ("time_limit_exceeded/slow.cpp", "TIME_LIMIT_EXCEEDED"))},
}  # fmt: skip
# By name: the address, and what is there when it is shown. A generation that has ended is looked at where it is made.
VIEWS = [
    ("catalogue", "", ".card"),
    ("wish", "#/generate", "form.wish"),
    ("problem", "#/problems/tankpipes", ".editor[data-ready]"),
    ("gates", "#/problems/ferryrest/gates", ".heat"),
    ("lost", "#/nowhere", "h1"),
]
EDITOR = re.compile(r"/(editor|dist)-[^/]*\.js$")


@pytest.mark.parametrize("how", [PHONE_LIGHT, PHONE_KOREAN_DARK, KOREAN_DARK], ids=["phone", "phone-ko", "ko-dark"])
def test_every_view_fits_and_is_accessible(visit: Open, how: dict[str, object]) -> None:
    guest = visit(**how)
    guest.page.route("**/api/problems/ferryrest/report", lambda route: route.fulfill(json=REPORT))
    for name, path, sign in VIEWS:
        guest.go(path)
        expect(guest.page.locator(sign).first).to_be_visible(timeout=PATIENCE_MS)
        guest.screenshot(name, whole=True)
        assert (name, guest.overflow_px()) == (name, 0)
        assert (name, guest.accessibility_findings()) == (name, [])


def test_language_and_theme_are_chosen_and_kept(visit: Open) -> None:
    guest = visit()
    page = guest.page
    guest.go("")
    page.get_by_role("button", name="Settings").click()
    page.get_by_role("radio", name="한국어").check()
    page.get_by_role("radio", name="Dark").check()
    guest.screenshot("settings")
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", level=1)).to_contain_text("원하는 문제")
    page.reload()
    expect(page.locator("html[data-theme=dark][lang=ko]")).to_be_visible()


@pytest.mark.parametrize(
    ("path", "sign"),
    [pytest.param("", ".card", id="catalogue"), pytest.param("#/problems/ferryrest", ".prose .katex", id="problem")],
)
def test_first_load_is_small(visit: Open, path: str, sign: str) -> None:
    """300 KB compressed, without the editor, which comes when all else is there."""
    guest = visit()
    sizes: dict[str, int] = {}

    def weigh(answer: Answer) -> None:
        if "/api/" not in answer.url and not EDITOR.search(answer.url):
            sizes[answer.url] = len(gzip.compress(answer.body()))

    guest.page.on("response", weigh)
    guest.go(path)
    expect(guest.page.locator(sign).first).to_be_visible()
    guest.page.wait_for_load_state("networkidle")
    assert 0 < sum(sizes.values()) < 300_000, sizes


def test_key_is_asked_for_where_it_is_missing(visit: Open) -> None:
    guest = visit()
    page = guest.page
    refusal = {"type": "urn:alpaco:error:unauthenticated", "title": "Who are you?", "status": 401, "detail": "no key"}

    def guarded(route: Route) -> None:
        known = route.request.headers.get("authorization") == "Bearer k-1"
        route.fulfill(json={"problems": [], "cursor": None} if known else refusal, status=200 if known else 401)

    page.route("**/api/problems?*", guarded)
    guest.go("")
    page.get_by_label("API key").fill("k-1")
    guest.screenshot("key")
    assert guest.accessibility_findings() == []
    page.get_by_role("button", name="Use this key").click()
    expect(page.get_by_text("Nothing fits")).to_be_visible()
    # Refusals are in the console, whoever handles them.
    guest.complaints[:] = [item for item in guest.complaints if "401" not in item]


@pytest.mark.parametrize("path", ["#/generate/gabc", "#/problems/ferryrest"], ids=["job", "problem"])
def test_key_is_asked_for_wherever_one_begins(visit: Open, path: str) -> None:
    guest = visit()
    config = {"http_url": f"{guest.url}/api", "websocket_url": "ws://127.0.0.1:9", "auth_mode": "key"}
    guest.page.route("**/config.json", lambda route: route.fulfill(json=config))
    guest.page.route("**/api/**", lambda route: route.fulfill(status=401, json={"title": "Who are you?"}))
    guest.go(path)
    expect(guest.page.get_by_label("API key")).to_be_visible()
    guest.complaints[:] = [item for item in guest.complaints if "401" not in item]


def test_page_says_that_signed_requests_are_not_for_browsers(visit: Open) -> None:
    guest = visit()
    config = {"http_url": f"{guest.url}/api", "websocket_url": "ws://127.0.0.1:9", "auth_mode": "iam"}
    guest.page.route("**/config.json", lambda route: route.fulfill(json=config))
    guest.go("")
    expect(guest.page.locator("#banner")).to_contain_text("IAM")
    guest.screenshot("iam")
    assert guest.accessibility_findings() == []
