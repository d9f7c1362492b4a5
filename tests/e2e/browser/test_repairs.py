"""What template mode does not show: gates that fail, repairs, a bill, a broken generation. Frames are scripted."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.e2e.browser.harness import PHONE, Visit

Frame = dict[str, object]
REQUEST = {"prompt": "calm stretches", "difficulty": "easy", "language": "en"}
FAILED: Frame = {
    "id": "validator-strict",
    "status": "fail",
    "blame": "validator",
    "summary": "2 damaged inputs are accepted",
}
DRAFTED: list[tuple[str, str, Frame]] = [
    ("accepted", "", {"model": "gpt-x", "request": REQUEST, "limits": {"deadline_s": 1800}}),
    ("near", "", {"problems": [{"problem_id": "ferryrest", "name": "The sleepy ferry traveller", "similarity": 0.7}]}),
    ("stage", "validator", {"name": "validator", "state": "started", "attempt": 1}),
    ("delta", "validator", {"attempt": 1, "channel": "code", "text": "first = 1\n"}),
    ("stage", "validator", {"name": "validator", "state": "finished", "attempt": 1, "duration_ms": 900, "tokens": 40}),
    ("gate", "", {"id": "structure", "status": "pass", "blame": "package", "summary": "all there"}),
    ("gate", "", FAILED),
]
REPAIRED: list[tuple[str, str, Frame]] = [
    ("repair", "", {"round": 1, "artefacts": ["validator"], "gates": ["validator-strict"]}),
    ("stage", "validator", {"name": "validator", "state": "started", "attempt": 2}),
    ("delta", "validator", {"attempt": 2, "channel": "code", "text": "second = 2\n"}),
    ("stage", "validator", {"name": "validator", "state": "finished", "attempt": 2, "duration_ms": 800, "tokens": 50}),
    ("gate", "", {**FAILED, "status": "pass", "summary": "80 damaged inputs are rejected"}),
    ("done", "", {"outcome": "verified", "problem_id": "pnew", "report": "/generations/g1/report",
                  "usage": {"prompt_tokens": 12000, "completion_tokens": 345, "cost": 0.0812}}),
]  # fmt: skip
BROKEN_OFF: list[tuple[str, str, Frame]] = [
    ("failed", "", {"class": "provider_timeout", "retryable": True, "detail": "The model was silent for 30 s."})
]


@pytest.fixture
def scripted(visit: Callable[..., Visit]) -> Callable[..., Visit]:
    """A visit of a generation with these frames. They come twice and backwards: delivery promises no more."""

    def opened(script: list[tuple[str, str, Frame]], **how: object) -> Visit:
        guest = visit(**how)
        guest.page.route_web_socket(
            "**/*", lambda socket: socket.on_message(lambda text: _answer(socket, text, script))
        )
        evidence = {"gates": [{**FAILED, "evidence": "a leading zero is accepted"}]}
        guest.page.route("**/api/generations/g1/report*", lambda route: route.fulfill(json=evidence))
        draft = {"job_id": "g1", "ended": True, "draft": "open"}
        guest.page.route(re.compile(r"/api/generations/g\d[?]"), lambda route: route.fulfill(json=draft))
        guest.go("#/generate/g1")
        return guest

    return opened


def _answer(socket: WebSocketRoute, message: str | bytes, script: list[tuple[str, str, Frame]]) -> None:
    if json.loads(message)["action"] != "resume":
        return
    frames = [
        json.dumps({"v": 1, "job_id": "g1", "seq": seq, "type": type_, "stage": stage, "data": data})
        for seq, (type_, stage, data) in enumerate(script, 1)
    ]
    for frame in [*reversed(frames), *frames]:
        socket.send(frame)


def test_failing_gate_names_its_evidence(
    scripted: Callable[..., Visit],
) -> None:
    page = (guest := scripted(DRAFTED)).page
    page.locator(".gate.fail summary").click()
    expect(page.locator(".gate.fail .evidence")).to_contain_text("a leading zero is accepted")
    expect(page.locator(".near")).to_contain_text("The sleepy ferry traveller")
    expect(page.get_by_role("button", name="Cancel")).to_be_enabled()
    guest.screenshot("failing")
    assert guest.accessibility_findings() == []


def test_repair_replaces_what_was_drafted_and_the_bill_is_shown(
    scripted: Callable[..., Visit],
) -> None:
    page = (guest := scripted([*DRAFTED, *REPAIRED])).page
    expect(page.locator("[data-outcome=verified]")).to_be_visible()
    expect(page.locator(".repairs")).to_contain_text("Input validator")
    expect(page.locator(".gate.fail")).to_have_count(0)
    page.locator("[data-stage=validator] summary").click()
    expect(page.locator("[data-stage=validator] pre")).to_have_text("second = 2\n")
    expect(page.locator(".facts")).to_contain_text("12,345")
    expect(page.locator(".facts")).to_contain_text("0.0812")
    guest.screenshot("repaired")


def test_generation_that_is_broken_off_says_why(scripted: Callable[..., Visit]) -> None:
    page = scripted([*DRAFTED, *BROKEN_OFF]).page
    expect(page.locator("[data-outcome=failed]")).to_contain_text("silent for 30 s")
    expect(page.get_by_role("button", name="Cancel")).to_be_hidden()


@pytest.mark.parametrize("how", [{}, {"viewport": PHONE, "color_scheme": "dark"}], ids=["wide", "phone-dark"])
def test_draft_is_discarded_brought_back_and_made_anew(scripted: Callable[..., Visit], how: dict[str, object]) -> None:
    page = (guest := scripted([*DRAFTED, *REPAIRED], **how)).page
    for action, state in (("discard", "discarded"), ("keep", "kept")):
        _decides(page, action, {"job_id": "g1", "draft": state, "problem_id": "pnew" if action == "keep" else None})
    page.route("**/api/generations/g1/regenerate", lambda route: route.fulfill(status=202, json={"job_id": "g2"}))
    page.get_by_role("button", name="Discard it").click()
    expect(page.locator("[data-draft=discarded]")).to_be_visible()
    page.get_by_role("button", name="Bring it back").click()
    expect(page.locator("[data-draft=kept]")).to_be_visible()
    page.get_by_label("What should be different?").fill("Set it on Mars")
    guest.screenshot("decision", whole=True)
    assert guest.overflow_px() == 0
    assert guest.accessibility_findings() == []
    with page.expect_request("**/api/generations/g1/regenerate") as asked:
        page.get_by_role("button", name="Make it anew").click()
    assert asked.value.post_data_json == {"stage": "statement", "instruction": "Set it on Mars"}
    page.wait_for_url("**/#/generate/g2")


def test_problem_that_is_there_already_is_taken(scripted: Callable[..., Visit]) -> None:
    near = {"problem_id": "ferryrest", "name": "The sleepy ferry traveller", "difficulty": "easy", "similarity": 0.7}
    offered: list[tuple[str, str, Frame]] = [DRAFTED[0], ("near", "", {"problems": [near], "wait_s": 60})]
    page = (guest := scripted(offered)).page
    page.route("**/api/generations/g1/choose", lambda route: route.fulfill(json={"job_id": "g1"}))
    expect(page.get_by_role("link", name="The sleepy ferry traveller")).to_be_visible()
    guest.screenshot("offer")
    with page.expect_request("**/api/generations/g1/choose") as chosen:
        page.get_by_role("button", name="Take this one: The sleepy ferry traveller").click()
    assert chosen.value.post_data_json == {"problem_id": "ferryrest"}


def test_taken_problem_ends_the_making(scripted: Callable[..., Visit]) -> None:
    near = {"problem_id": "ferryrest", "name": "The sleepy ferry traveller", "difficulty": "easy", "similarity": 0.7}
    done = {"outcome": "reused", "problem_id": "ferryrest", "report": None}
    page = scripted([DRAFTED[0], ("near", "", {"problems": [near], "wait_s": 60}), ("done", "", done)]).page
    expect(page.locator("[data-outcome=reused]")).to_contain_text("Taken from the catalogue")
    expect(page.get_by_role("link", name="Solve it")).to_have_attribute("href", "#/problems/ferryrest")
    expect(page.locator(".offer, .draft:not([hidden])")).to_have_count(0)


def _decides(page: Page, action: str, answer: Frame) -> None:
    page.route(f"**/api/generations/g1/{action}", lambda route: route.fulfill(json=answer))
