"""Writes what `cost_model` finds where people look: `docs/cost.svg` and the tables of both README files.

`python -m tools.cost_chart` rewrites them; nothing is drawn by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tools import cost_model, svg
from tools.cost_model import Design
from tools.cost_prices import AS_OF, QUOTAS, RAISABLE, REGION
from tools.dev.paths import ROOT

CHART = ROOT / "docs/cost.svg"
START, END = "<!-- cost: written by tools/cost_chart.py -->", "<!-- end of cost -->"
RAISED_VCPUS = 1000
WIDTH, LEFT, BAR, GAP = 760, 150, 30, 22
COLOURS = ("#2b6cb0", "#dd6b20", "#38a169", "#805ad5", "#718096", "#b83280")
_SHORT = {Design.WARM: "warm pool", Design.PER_SUBMISSION: "task per submission", Design.PER_TEST: "task per test case"}

Words = Mapping[str, str]
ENGLISH: Words = {
    "head": "| | 1,000 submissions | at most, new account | at most, vCPUs raised | wait before judging |",
    Design.WARM: "**warm pool** (default)",
    Design.PER_SUBMISSION: "one Fargate task per submission (setting)",
    Design.PER_TEST: "one Fargate task per test case (first version)",
    "rate": "{} / s",
    "wait": "about {:g} s",
    "none": "none",
}
KOREAN: Words = {
    "head": "| | 제출 1,000건 | 새 계정의 한도 | vCPU 한도를 올린 뒤 | 채점 시작까지 |",
    Design.WARM: "**웜 풀** (기본값)",
    Design.PER_SUBMISSION: "제출마다 Fargate 태스크 하나 (설정)",
    Design.PER_TEST: "테스트마다 Fargate 태스크 하나 (첫 버전)",
    "rate": "초당 {}",
    "wait": "약 {:g}초",
    "none": "없음",
}
PAGES = {ROOT / "README.md": ENGLISH, ROOT / "README.ko.md": KOREAN}


def table(words: Words) -> str:
    """In Markdown: cost, ceilings and waiting time of each design."""
    return "\n".join([words["head"], "|---|---|---|---|---|", *(_row(design, words) for design in Design)])


def _row(design: Design, words: Words) -> str:
    usd = 1000 * cost_model.cost_usd(cost_model.submission(design))
    rates = [_rate(design, vcpus) for vcpus in (QUOTAS[RAISABLE], RAISED_VCPUS)]
    shown = [words["rate"].format(rate) for rate in rates]
    wait = words["none"] if design is Design.WARM else words["wait"].format(cost_model.RUNNER.start_s)
    return f"| {words[design]} | ${usd:.2f} | {' | '.join(shown)} | {wait} |"


def _rate(design: Design, vcpus: float) -> str:
    _, rate = cost_model.lowest(cost_model.ceilings(design, vcpus=vcpus))
    return f"{rate:.2g}" if rate < 10 else f"{rate:.0f}"


def chart() -> str:
    """Stacked bars: what 1,000 submissions cost, by part of the bill."""
    bills = {d: cost_model.by_part(_times_thousand(d)) for d in Design}
    scale = (WIDTH - LEFT - 80) / max(sum(parts.values()) for parts in bills.values())
    height = 60 + len(Design) * (BAR + GAP) + 30
    rows = [_bar(number, design, bills[design], scale) for number, design in enumerate(Design)]
    title = f"US dollars per 1,000 submissions of 20 tests, 2 CPU seconds in all ({REGION}, {AS_OF})"
    legend = _legend(list(next(iter(bills.values()))), height - 14)
    return svg.picture(WIDTH, height, title, [*rows, legend])


def _times_thousand(design: Design) -> cost_model.Bill:
    bill = cost_model.submission(design)
    return cost_model.Bill({unit: 1000 * number for unit, number in bill.items()})


def _bar(number: int, design: Design, parts: Mapping[str, float], scale: float) -> str:
    x, y = float(LEFT), 44 + number * (BAR + GAP)
    drawn = [svg.text(10, y + 20, _SHORT[design])]
    for colour, usd in zip(COLOURS, parts.values(), strict=True):
        drawn.append(svg.bar(x, y, usd * scale, BAR, colour))
        x += usd * scale
    drawn.append(svg.text(x + 8, y + 20, f"${sum(parts.values()):.2f}", weight="bold"))
    return "\n".join(drawn)


def _legend(names: list[str], y: int) -> str:
    shown = [(name, colour) for name, colour in zip(names, COLOURS, strict=True) if name != "standing"]
    drawn = []
    for place, (name, colour) in enumerate(shown):
        x = 10 + place * 146
        drawn.append(svg.key(x, y, name, colour))
    return "\n".join(drawn)


def with_table(page: str, words: Words) -> str:
    """The page with the table of today between its two marks."""
    before, _, rest = page.partition(START)
    _, _, after = rest.partition(END)
    return f"{before}{START}\n{table(words)}\n{END}{after}"


def main() -> None:
    CHART.write_text(chart())
    for path, words in PAGES.items():
        _rewrite(path, words)


def _rewrite(path: Path, words: Words) -> None:
    path.write_text(with_table(path.read_text(), words))


if __name__ == "__main__":
    main()
