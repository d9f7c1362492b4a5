"""What tests do with the page, in a visitor's words."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from tests.e2e.harness import Service
from tools.dev import client
from tools.dev.demo import examples
from tools.dev.paths import ROOT

# Generous: the machine may be busy with other tests. Nothing asserts how long anything took.
PATIENCE_MS = 1_500_000
expect.set_options(timeout=120_000)
AXE = ROOT / "web/node_modules/axe-core/axe.min.js"
DESKTOP = {"width": 1280, "height": 860}
PHONE = {"width": 360, "height": 740}


# The focus, also inside the editor's shadow root.
FOCUSED = """(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.getAttribute("aria-label") ?? (element?.value || element?.textContent) ?? "";
})()"""


@dataclass
class Visit:
    """One browser context with its page; `complaints` are console errors, warnings and uncaught exceptions."""

    context: BrowserContext
    page: Page
    url: str
    screenshots: Path
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        self.page.goto(f"{self.url}/{path}")

    def screenshot(self, name: str, *, whole: bool = False) -> None:
        self.screenshots.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=self.screenshots / f"{name}.png", full_page=whole)

    def write_code(self, code: str) -> None:
        """Types into the editor what a person would paste."""
        expect(self.page.locator(".editor[data-ready]")).to_be_visible(timeout=PATIENCE_MS)
        self.page.locator(".editor .cm-content").click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(code)

    def verdict(self) -> str:
        """Waits until the submission is judged."""
        head = self.page.locator(".verdict-head")
        head.wait_for(timeout=PATIENCE_MS)
        return str(head.get_attribute("data-verdict"))

    def focused(self) -> str:
        """What has the focus, by the words that one knows it by."""
        return str(self.page.evaluate(FOCUSED))

    def tab_to(self, label: str) -> None:
        """Presses Tab until what is called so has the focus."""
        for _ in range(80):
            if self.focused() == label:
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never got to {label!r}")

    def accessibility_findings(self) -> list[str]:
        """What axe finds that is serious or critical."""
        # Chromium lets the tools of the browser run what the page's own policy forbids.
        self.page.evaluate(AXE.read_text())
        found: Any = self.page.evaluate("axe.run({resultTypes: ['violations']})")
        serious = [item for item in found["violations"] if item["impact"] in ("serious", "critical")]
        return [f"{item['id']}: {json.dumps([node['target'] for node in item['nodes']][:3])}" for item in serious]

    def overflow_px(self) -> int:
        """How far the page can be scrolled sideways."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def reference_of(service: Service, problem_id: str) -> str:
    """The model solution of a problem that was generated, from its export."""
    reference, _wrong = examples(client.download(f"{service.http_url}/problems/{problem_id}/package"))
    return reference.code


def visit_of(browser: Browser, url: str, screenshots: Path, **how: Any) -> Visit:
    """`how` are a context's options: `viewport`, `color_scheme`, `locale`."""
    context = browser.new_context(**{"viewport": DESKTOP, "locale": "en-US", "reduced_motion": "reduce", **how})
    context.set_default_timeout(120_000)
    visit = Visit(context, context.new_page(), url, screenshots)
    visit.page.on("console", lambda message: _note(visit, message))
    visit.page.on("pageerror", lambda error: visit.complaints.append(f"uncaught: {error}"))
    return visit


def _note(visit: Visit, message: ConsoleMessage) -> None:
    if message.type in ("error", "warning"):
        visit.complaints.append(f"{message.type}: {message.text}")
