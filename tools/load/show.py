"""The measured as a page of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tools.load.measure import Measured, quantile
from tools.load.start import ColdImports

BAR = 40


def report(results: Mapping[str, Measured], start: ColdImports) -> str:
    return "\n".join(_lines(results, start))


def ratio(results: Mapping[str, Measured]) -> float:
    """Of the medians to the verdict."""
    real, instant = (quantile(results[name].verdict_s, 0.5) for name in ("real", "instant"))
    return real / instant


def _lines(results: Mapping[str, Measured], start: ColdImports) -> Iterator[str]:
    yield f"{'':<10} {'per s':>7} {'accepted':>16} {'first frame':>16} {'verdict':>16}   (p50 p99, ms)"
    for name, result in results.items():
        times = (result.accepted_s, result.first_frame_s, result.verdict_s)
        shown = " ".join(f"{ms(values, 0.5):>8.0f}{ms(values, 0.99):>8.0f}" for values in times)
        yield f"{name:<10} {result.per_s:>7.2f} {shown}   {len(result.verdicts)} x {', '.join(set(result.verdicts))}"
    yield f"\np50 to the verdict, real by instant worker: {ratio(results):.2f}"
    yield f"cold import, app.py by an empty Chalice app: {start.ratio:.2f}\n"
    yield from _bars(results)


def _bars(results: Mapping[str, Measured]) -> Iterator[str]:
    """Where the time of a submission goes: milliseconds, median."""
    longest = max((s for result in results.values() for s in result.hops.values()), default=0.0) or 1.0
    for name, result in results.items():
        for hop, seconds in result.hops.items():
            yield f"{name:<8} {hop:<22} {1000 * seconds:>7.0f} ms {'#' * round(BAR * seconds / longest)}"


def ms(values: list[float], part: float) -> float:
    """A quantile in milliseconds."""
    return 1000 * quantile(values, part)
