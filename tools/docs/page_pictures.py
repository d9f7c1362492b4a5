"""`python -m tools.docs.page_pictures [PAGE]`: the playground page at work, as the pictures in the docs.

Needs a running service (`make dev`, or the address of another page), and Debian's Chromium.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from judge.jury import jury_submission
from judge.package import load
from playwright.sync_api import Browser, Page, Route, sync_playwright

from tools.dev.paths import ROOT

IMAGES = ROOT / "docs" / "images"
WISH = "arithmetic about ribbons along an avenue"
PROBLEM = "ribbonposts"
PAGE = "http://127.0.0.1:4567"
WIDTH = 1280
PATIENCE_MS = 600_000


def main() -> int:
    url = sys.argv[1] if len(sys.argv) > 1 else PAGE
    with _browser() as browser:
        _catalogue(_opened(browser, 800), url, "catalogue.png")
        _catalogue(_opened(browser, 800, locale="ko-KR", color_scheme="dark"), url, "catalogue-ko.png")
        _generation(_opened(browser, 1500), url)
        _solve(_opened(browser, 1100), url)
    return 0


@contextmanager
def _browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield launched
        launched.close()


def _opened(browser: Browser, height: int, *, locale: str = "en-US", color_scheme: str = "light") -> Page:
    viewport = {"width": WIDTH, "height": height}
    settings = {"viewport": viewport, "locale": locale, "color_scheme": color_scheme, "reduced_motion": "reduce"}
    page = browser.new_context(**settings).new_page()  # type: ignore[arg-type]  # literal types that stubs ask for
    page.set_default_timeout(PATIENCE_MS)
    return page


def _catalogue(page: Page, url: str, name: str) -> None:
    page.route("**/api/problems?*", _imported)
    page.goto(url)
    page.locator(".card").first.wait_for()
    page.screenshot(path=IMAGES / name)


def _imported(route: Route) -> None:
    """Without what was made meanwhile: the catalogue as a newcomer sees it."""
    answer = route.fetch()
    listed = answer.json()
    problems = [problem for problem in listed["problems"] if problem["origin"] == "import"]
    route.fulfill(response=answer, json={**listed, "problems": problems})


def _generation(page: Page, url: str) -> None:
    page.goto(f"{url}/#/generate")
    page.locator("#wish").fill(WISH)
    page.locator("input[value=tutorial]").check()
    page.locator("form.wish button.primary").click()
    page.locator(".offer button.primary").click()
    page.locator("[data-outcome=verified]").wait_for()
    page.locator(".heat").wait_for()
    page.screenshot(path=IMAGES / "generation.png")


def _solve(page: Page, url: str) -> None:
    page.goto(f"{url}/#/problems/{PROBLEM}")
    page.locator(".editor[data-ready] .cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(reference())
    page.keyboard.press("Control+Enter")
    page.locator("[data-verdict=ACCEPTED]").wait_for()
    page.screenshot(path=IMAGES / "solve.png", full_page=True, clip={"x": 0, "y": 0, "width": WIDTH, "height": 1220})


def reference() -> str:
    package = load(ROOT / "problems" / PROBLEM)
    program = next(item for item in package.submissions if item.name == "accepted/reference.py")
    (code,) = jury_submission(package, program).files.values()
    return code.decode()


if __name__ == "__main__":
    sys.exit(main())
