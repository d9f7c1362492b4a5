"""The report as a bar chart. Drawing needs Pillow, which only this command uses (`pip install 'alpaco[bench]'`)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from judge.bench.report import OURS, Report

_WIDTH, _MARGIN, _BAR, _TITLE = 900, 24, 22, 34
_LABELS, _VALUES = 210, 110
_OURS_COLOUR, _OTHER_COLOUR, _INK, _PAPER = (37, 99, 235), (148, 163, 184), (15, 23, 42), (255, 255, 255)


def groups(report: Report) -> dict[str, Mapping[str, float]]:
    """Title of each group of bars: contender to value."""
    found: dict[str, Mapping[str, float]] = {
        f"{workload}: CPU ms a run": {name: figures.best_cpu_ms for name, figures in by_name.items()}
        for workload, by_name in report.single.items()
    }
    for count, walls in report.submission.items():
        found[f"Python submission, {count} tests: wall ms"] = {name: wall * 1e3 for name, wall in walls.items()}
    return found


def draw(report: Report, path: Path) -> None:
    """Writes a PNG. Raises ImportError without Pillow."""
    from PIL import Image, ImageDraw

    shown = groups(report)
    height = 2 * _MARGIN + sum(_TITLE + _BAR * len(bars) + _MARGIN // 2 for bars in shown.values())
    image = Image.new("RGB", (_WIDTH, height), _PAPER)
    pen = ImageDraw.Draw(image)
    top = _MARGIN
    for title, bars in shown.items():
        pen.text((_MARGIN, top + 8), title, fill=_INK)
        top += _TITLE
        longest = max(bars.values())
        for name, value in bars.items():
            _bar(pen, top, name, value, value / longest)
            top += _BAR
        top += _MARGIN // 2
    image.save(path)


def _bar(pen: object, top: int, name: str, value: float, share: float) -> None:
    from PIL import ImageDraw

    if not isinstance(pen, ImageDraw.ImageDraw):
        raise TypeError("a pen is an ImageDraw")
    left = _MARGIN + _LABELS
    right = left + max(2, int(share * (_WIDTH - left - _VALUES - _MARGIN)))
    pen.text((_MARGIN, top + 4), name, fill=_INK)
    pen.rectangle((left, top + 3, right, top + _BAR - 4), fill=_OURS_COLOUR if name.startswith(OURS) else _OTHER_COLOUR)
    pen.text((right + 8, top + 4), f"{value:.2f}", fill=_INK)
