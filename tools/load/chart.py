"""The measured as a picture (SVG): where the time of a submission goes, with real workers and with an instant one."""

from __future__ import annotations

from collections.abc import Mapping

from tools import svg
from tools.load.measure import Measured
from tools.load.show import ms, ratio

WIDTH, LEFT, RIGHT, BAR, GAP = 860, 90, 190, 34, 26
COLOURS = ("#718096", "#b83280", "#805ad5", "#2b6cb0", "#dd6b20", "#38a169", "#d69e2e", "#319795")


def chart(results: Mapping[str, Measured]) -> str:
    names = list(dict.fromkeys(name for result in results.values() for name in result.hops))
    longest = max(sum(result.hops.values()) for result in results.values()) or 1.0
    scale = (WIDTH - LEFT - RIGHT) / longest
    bars = [_bar(place, name, result, names, scale) for place, (name, result) in enumerate(results.items())]
    height = 76 + len(results) * (BAR + GAP) + 20 * -(-len(names) // 4)
    title = f"From POST to verdict: median {ratio(results):.2f} times that with a worker that answers at once"
    return svg.picture(WIDTH, height, title, [*bars, _legend(names, 60 + len(results) * (BAR + GAP))])


def _bar(place: int, name: str, result: Measured, names: list[str], scale: float) -> str:
    x, y = float(LEFT), 46 + place * (BAR + GAP)
    drawn = [svg.text(10, y + 22, name, weight="bold")]
    for part, colour in zip(names, COLOURS, strict=False):
        width = result.hops.get(part, 0.0) * scale
        drawn.append(svg.bar(x, y, width, BAR, colour))
        x += width
    p50, p99 = ms(result.verdict_s, 0.5), ms(result.verdict_s, 0.99)
    drawn.append(svg.text(x + 8, y + 15, f"p50 {p50:.0f} ms, p99 {p99:.0f} ms"))
    drawn.append(svg.text(x + 8, y + 31, f"first frame {ms(result.first_frame_s, 0.5):.0f} ms, {result.per_s:.2f} / s"))
    return "\n".join(drawn)


def _legend(names: list[str], top: int) -> str:
    drawn = []
    for place, (name, colour) in enumerate(zip(names, COLOURS, strict=False)):
        x, y = 10 + place % 4 * 210, top + place // 4 * 20
        drawn.append(svg.key(x, y, name, colour))
    return "\n".join(drawn)
