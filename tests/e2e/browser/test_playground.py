"""The page in a real browser: from a wish to a solved problem."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.browser.harness import PATIENCE_MS, PHONE, Visit
from tests.e2e.harness import program

Open = Callable[..., Visit]

# The focus, also inside the editor's shadow root.
FOCUSED = """(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.getAttribute("aria-label") ?? "";
})()"""
EVIL = (
    "<img src=x onerror=evil()> <script>window.evil = 1</script> [x](javascript:evil()) $\\href{javascript:evil()}{x}$"
)
HARMLESS = {
    "version": 1, "keywords": [], "difficulty": None, "limits": {"time_limit_s": None, "memory_mib": None},
    "origin": "import", "created_at": "2026-01-01T00:00:00Z", "language": "en", "languages": ["en"], "samples": [],
}  # fmt: skip
DANGEROUS = "main script, main [onerror], main a[href^=javascript]"

KOREAN_DARK = {"locale": "ko-KR", "color_scheme": "dark"}


def test_wish_becomes_a_verified_problem_though_the_network_is_cut_in_mid_stream(visit: Open) -> None:
    guest = visit()
    page = guest.page
    guest.go("#/generate")
    page.get_by_label("What should the problem be about?").fill("arithmetic about ribbons along an avenue")
    page.get_by_role("radio", name="Tutorial").check()
    page.get_by_text("More settings").click()
    page.get_by_label("Seed").fill("7")
    page.get_by_role("button", name="Make it").click()
    expect(page.locator(".rules li").first).to_be_visible(timeout=PATIENCE_MS)
    guest.screenshot("drafting")

    seen = page.locator(".stage.finished").count()
    guest.context.set_offline(True)
    expect(page.locator(".link.lost")).to_be_visible()
    guest.screenshot("network-cut")
    guest.context.set_offline(False)
    expect(page.locator(".link.live, .link.ended")).to_be_visible(timeout=PATIENCE_MS)
    # Being offline is what the browser complains about here, and rightly so.
    guest.complaints[:] = [item for item in guest.complaints if "ERR_INTERNET_DISCONNECTED" not in item]

    expect(page.locator("[data-outcome=verified]")).to_be_visible(timeout=PATIENCE_MS)
    assert seen <= page.locator(".stage.finished").count() == page.locator(".stage").count()
    expect(page.locator(".gate.pass").first).to_be_visible()
    assert page.locator(".gate.fail").count() == 0
    expect(page.locator(".heat-cell.bad").first).to_be_visible()
    guest.screenshot("verified", whole=True)
    assert guest.accessibility_findings() == []

    page.reload()
    expect(page.locator("[data-outcome=verified]")).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_role("link", name="Solve it").click()
    expect(page.locator(".prose .katex").first).to_be_visible()
    _gate_report_is_everybodys(visit(), page.url.split("/#")[1])


def _gate_report_is_everybodys(stranger: Visit, address: str) -> None:
    """Who has not watched the making sees what the gates said, too."""
    page = stranger.page
    stranger.go(f"#{address}")
    page.locator(".report summary", has_text="Gate report").click()
    page.locator(".gate.pass summary").first.click()
    expect(page.locator(".gate[open] .evidence p").first).to_be_visible()
    expect(page.locator(".heat-cell.bad").first).to_be_visible()
    stranger.screenshot("gate-report", whole=True)
    assert stranger.accessibility_findings() == []
    page.get_by_role("link", name="As a page of its own").click()
    expect(page.locator("h1", has_text="Gate report")).to_be_visible()
    expect(page.locator(".heat-cell.bad").first).to_be_visible()


def test_wrong_then_right_code_lights_up_the_tests(visit: Open) -> None:
    guest = visit()
    page = guest.page
    guest.go("#/problems/ferryrest")
    guest.write_code(program("ferryrest", "wrong_answer/one_way.py"))
    page.get_by_role("button", name="Submit").click()
    assert guest.verdict() == "WRONG_ANSWER"
    expect(page.locator(".lamp.bad")).to_have_count(1)
    guest.screenshot("wrong", whole=True)

    guest.write_code("print(110)\n")
    page.get_by_role("button", name="Run this sample: Sample 1").click()
    expect(page.locator("[data-sample] .verdict.good")).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_role("button", name="Submit").click()
    expect(page.locator(".diff.missing", has_text="-1")).to_be_visible(timeout=PATIENCE_MS)
    guest.screenshot("difference", whole=True)
    assert guest.accessibility_findings() == []

    guest.write_code(program("ferryrest", "accepted/reference.py"))
    page.get_by_role("button", name="Submit").click()
    expect(page.locator("[data-verdict=ACCEPTED]")).to_be_visible(timeout=PATIENCE_MS)
    assert page.locator(".judged .lamp.good").count() == page.locator(".judged .lamp").count() > 10
    expect(page.locator(".chart .bar.good").first).to_be_visible()
    expect(page.locator(".attempts li")).to_have_count(3)
    guest.screenshot("accepted", whole=True)
    page.get_by_role("link", name="Problems").click()
    expect(page.locator(".card", has_text="solved").first).to_be_visible()


def test_catalogue_is_searched_and_filtered(visit: Open) -> None:
    guest = visit()
    page = guest.page
    guest.go("")
    expect(page.locator(".card").first).to_be_visible()
    guest.screenshot("catalogue")
    assert guest.accessibility_findings() == []
    page.keyboard.press("/")
    page.keyboard.type("cistern")
    expect(page.locator(".card", has_not_text="cistern")).to_have_count(0)
    expect(page.locator(".card").first).to_be_visible()
    page.get_by_label("Search problems").fill("no such thing")
    page.get_by_role("button", name="Clear filters").click()
    page.get_by_label("Topics").select_option("graphs")
    expect(page.locator(".card").first).to_contain_text("graphs")


def test_problem_is_solved_by_keyboard_alone(visit: Open) -> None:
    guest = visit()
    page = guest.page
    guest.go("#/problems/ribbonposts")
    expect(page.locator(".editor[data-ready]")).to_be_visible(timeout=PATIENCE_MS)
    assert _tab_to(guest, "Source code")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(program("ribbonposts", "accepted/reference.py"))
    # The first closes suggestions, if there are any.
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert _focused(guest) != "Source code"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Control+Enter")
    assert guest.verdict() == "ACCEPTED"
    guest.screenshot("by-keyboard")


def _tab_to(guest: Visit, label: str) -> bool:
    """Whether pressing Tab, often enough, gets there."""
    for _ in range(60):
        guest.page.keyboard.press("Tab")
        if _focused(guest) == label:
            return True
    return False


def _focused(guest: Visit) -> str:
    return str(guest.page.evaluate(FOCUSED))


@pytest.mark.parametrize("path", ["", "#/generate", "#/problems/tankpipes"], ids=["catalogue", "wish", "problem"])
@pytest.mark.parametrize("how", [{"viewport": PHONE}, KOREAN_DARK], ids=["phone", "korean-dark"])
def test_page_fits_and_is_accessible(visit: Open, path: str, how: dict[str, object]) -> None:
    guest = visit(**how)
    guest.go(path)
    expect(guest.page.locator(".card, form.wish, .editor[data-ready]").first).to_be_visible(timeout=PATIENCE_MS)
    guest.screenshot("page", whole=True)
    assert guest.overflow_px() == 0
    assert guest.accessibility_findings() == []


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


def test_statement_cannot_bring_script_into_the_page(visit: Open, page_url: str) -> None:
    guest = visit()
    problem = {
        **HARMLESS,
        "problem_id": "evil",
        "names": {"en": EVIL},
        "name": EVIL,
        "statement": {"format": "md", "text": EVIL},
    }
    guest.page.route("**/api/problems/evil*", lambda route: route.fulfill(json=problem))
    guest.go("#/problems/evil")
    expect(guest.page.locator(".prose")).to_be_visible()
    assert (
        guest.page.evaluate(
            "[...document.querySelectorAll('main script, main [onerror], main a[href^=javascript]')].length"
        )
        == 0
    )
    assert guest.page.evaluate("window.evil") is None


def test_first_load_is_small(visit: Open) -> None:
    """Without the editor: 300 KB, counted before compression, so it holds with any server."""
    guest = visit()
    sizes: list[int] = []
    guest.page.on("response", lambda answer: sizes.append(len(answer.body())) if "/api/" not in answer.url else None)
    guest.go("")
    expect(guest.page.locator(".card").first).to_be_visible()
    guest.page.wait_for_load_state("networkidle")
    assert 0 < sum(sizes) < 300_000
