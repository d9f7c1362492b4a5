"""One page server and one browser for all tests of the page, before the one service of all end-to-end tests."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.e2e.browser.harness import Visit, visit_of
from tests.e2e.harness import Service
from tools.dev.paths import ROOT
from tools.dev.playground import serving

SCREENSHOTS = ROOT / "test-output" / "browser"


@pytest.fixture(scope="session")
def page_url(service: Service) -> Iterator[str]:
    with serving(service.platform.deployment.endpoint) as playground:
        playground.stands(service.platform.deployment)
        yield playground.url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium: the same that security updates reach. While it runs, asyncio is taken in this thread."""
    program = shutil.which("chromium")
    assert program, "chromium is not installed: apt-get install chromium"
    with sync_playwright() as playwright:
        # Chromium's own sandbox cannot start as root; it opens nothing here but our own page.
        launched = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def visit(browser: Browser, page_url: str, request: pytest.FixtureRequest) -> Iterator[Callable[..., Visit]]:
    """Opens the page as somebody would; at the end of the test nothing may have been complained about."""
    visits: list[Visit] = []

    def opened(**how: object) -> Visit:
        visits.append(visit_of(browser, page_url, SCREENSHOTS / request.node.name, **how))
        return visits[-1]

    yield opened
    complaints = [complaint for one in visits for complaint in one.complaints]
    for one in visits:
        one.context.close()
    assert complaints == []
