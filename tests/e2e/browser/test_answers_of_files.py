"""Problems that take answers instead of a program: files are chosen, and sent as the service wants them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Route, expect

from tests.e2e.browser.harness import Visit

Open = Callable[..., Visit]

PROBLEM = {
    "problem_id": "tables", "names": {"en": "Tables"}, "name": "Tables", "version": 1, "keywords": [],
    "difficulty": None, "limits": {"time_limit_s": None, "memory_mib": None}, "types": ["submit-answer", "pass-fail"],
    "origin": "import",
    "created_at": "2026-01-01T00:00:00Z", "language": "en", "languages": ["en"], "samples": [],
    "statement": {"format": "md", "text": "Fill the tables."},
}  # fmt: skip
JUDGED = {
    "submission_id": "s1", "problem_id": "tables", "language": "answers", "status": "judged", "verdict": "ACCEPTED",
    "created_at": "2026-01-01T00:00:00Z", "tests_judged": 2, "tests_passed": 2, "tests_total": 2, "runs": [],
}  # fmt: skip


def test_files_and_folders_become_answers(visit: Open, tmp_path: Path) -> None:
    guest = visit()
    sent: list[Any] = []

    def take(route: Route) -> None:
        sent.append(route.request.post_data_json)
        route.fulfill(status=202, json={"submission_id": "s1", "status": "pending", "status_url": "/submissions/s1"})

    page = guest.page
    page.route("**/api/problems/tables*", lambda route: route.fulfill(json=PROBLEM))
    page.route("**/api/problems/tables/grade", take)
    page.route("**/api/submissions/s1", lambda route: route.fulfill(json=JUDGED))
    guest.go("#/problems/tables")
    expect(page.locator(".editor[data-ready]")).to_be_visible()
    expect(page.get_by_label("Language", exact=True)).to_have_value("answers")
    expect(page.locator(".own-input")).to_be_hidden()
    guest.screenshot("answers")
    assert guest.accessibility_findings() == []

    page.locator("input[type=file][multiple]").set_input_files([_file(tmp_path / "1.out", "3 4\n")])
    expect(page.locator(".cm-content")).to_contain_text("3 4")
    page.get_by_role("button", name="Submit").click()
    assert guest.verdict() == "ACCEPTED"
    _file(tmp_path / "answers/group/2.out", "5\n")
    page.locator("input[type=file][webkitdirectory]").set_input_files(tmp_path / "answers")
    expect(page.locator(".cm-content")).to_contain_text("group/2.out")
    page.get_by_role("button", name="Submit").click()
    expect(page.locator(".attempts li").first).to_be_visible()
    expect(page.locator(".verdict-head")).to_be_visible()
    assert [json.loads(body["code"]) for body in sent] == [{"1.out": "3 4\n"}, {"group/2.out": "5\n"}]
    assert {body["language"] for body in sent} == {"answers"}

    page.get_by_label("Language", exact=True).select_option("python3")
    expect(page.locator(".own-input")).to_be_visible()
    expect(page.get_by_role("button", name="Choose files")).to_be_hidden()


def _file(path: Path, text: str) -> Path:
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(text)
    return path
