"""The page in a real browser: from a wish to a solved problem."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.e2e.browser.harness import PATIENCE_MS, Visit, reference_of
from tests.e2e.harness import Service, program

Open = Callable[..., Visit]

EVIL = (
    "<img src=x onerror=evil()> <script>window.evil = 1</script> [x](javascript:evil()) $\\href{javascript:evil()}{x}$"
)
HARMLESS = {
    "version": 1, "keywords": [], "difficulty": None, "limits": {"time_limit_s": None, "memory_mib": None},
    "origin": "import", "created_at": "2026-01-01T00:00:00Z", "language": "en", "languages": ["en"], "samples": [],
}  # fmt: skip
DANGEROUS = "main script, main [onerror], main a[href^=javascript]"


def test_keyboard_alone_leads_from_a_wish_to_a_solved_problem_though_the_network_is_cut(
    visit: Open, service: Service
) -> None:
    guest = visit()
    page = guest.page
    guest.go("#/generate")
    expect(page.get_by_label("What should the problem be about?")).to_be_focused()
    page.keyboard.type("arithmetic about ribbons along an avenue")
    guest.tab_to("easy")
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("radio", name="Tutorial")).to_be_checked()
    guest.tab_to("Make it")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Is one of these")).to_be_visible(timeout=PATIENCE_MS)
    guest.screenshot("offer")
    assert guest.accessibility_findings() == []
    guest.tab_to("No, make a new one")
    page.keyboard.press("Enter")
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
    guest.tab_to("Solve it")
    page.keyboard.press("Enter")
    expect(page.locator(".prose .katex").first).to_be_visible()
    _solve_by_keyboard(guest, reference_of(service, page.url.rsplit("/", 1)[1]))
    _gate_report_is_everybodys(visit(), page.url.split("/#")[1])


def _solve_by_keyboard(guest: Visit, code: str) -> None:
    page = guest.page
    expect(page.locator(".editor[data-ready]")).to_be_visible(timeout=PATIENCE_MS)
    guest.tab_to("Source code")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(code)
    # The first closes suggestions, if there are any.
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert guest.focused() != "Source code"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Control+Enter")
    assert guest.verdict() == "ACCEPTED"
    guest.screenshot("by-keyboard")


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


def test_submissions_are_there_after_a_reload(visit: Open) -> None:
    guest = visit()
    page = guest.page
    guest.go("#/problems/ribbonposts")
    guest.write_code("print(1)\n")
    page.get_by_role("button", name="Submit").click()
    # Left while it is judged or just afterwards: either way it is there again.
    expect(page.locator(".attempts li")).to_have_count(1)
    page.reload()
    expect(page.locator(".attempts .verdict.bad")).to_be_visible(timeout=PATIENCE_MS)
    page.get_by_role("button", name="Open: ").click()
    assert guest.verdict() == "WRONG_ANSWER"
    expect(page.locator(".diff.extra", has_text="1")).to_have_count(1)
