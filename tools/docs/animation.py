"""A recording as one SVG that plays by itself, without a script and without loading anything.

All screens stand one below the other; a window rolls over them by steps. Who wants no motion, and what cannot
animate, shows the last screen.
"""

from __future__ import annotations

import html
import itertools
from collections.abc import Sequence

from wcwidth import wcswidth

from tools.docs.recording import Frame, Recording, Row, Run

CELL_W, CELL_H, PAD, BAR = 8.4, 18, 14, 30
FONT_PX = 14
GROUND, BAR_GROUND, FRONT = "#16181d", "#22252c", "#d7dae0"
COLOURS = {
    "black": "#16181d",
    "red": "#f0716b",
    "green": "#63c174",
    "brown": "#e0b252",
    "blue": "#6aa8f7",
    "magenta": "#c792ea",
    "cyan": "#56c2c9",
    "white": "#d7dae0",
    "brightblack": "#868c99",
    "brightred": "#ff8f87",
    "brightgreen": "#86e095",
    "brightbrown": "#f5cf7a",
    "brightyellow": "#f5cf7a",
    "brightblue": "#93c1ff",
    "brightmagenta": "#e0b0ff",
    "brightcyan": "#84e0e6",
    "brightwhite": "#ffffff",
}
LONGEST_PAUSE_S, END_PAUSE_S, LONGEST_S, MOST_FRAMES = 0.8, 4.0, 14.0, 48


def animation(recording: Recording, title: str) -> str:
    """The SVG; pauses of more than 0.8 s are cut short, what then takes longer than 14 s is faster than
    it was and keeps at most 48 screens.
    """
    frames = _thinned(recording.frames)
    height = _used_rows(frames) * CELL_H
    width = recording.columns * CELL_W
    rows = _distinct(frames)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width + 2 * PAD:.0f} {height + 2 * PAD + BAR:.0f}"'
            f' role="img" font-family="ui-monospace, Menlo, Consolas, \'DejaVu Sans Mono\', monospace"'
            f' font-size="{FONT_PX}" fill="{FRONT}">',
            f"<title>{html.escape(title)}</title>",
            f"<style>{_style(frames, height)}</style>",
            _window(width + 2 * PAD, height + 2 * PAD + BAR),
            "<defs>",
            *(f'<g id="r{number}">{_row(row)}</g>' for row, number in rows.items()),
            "</defs>",
            f'<svg x="{PAD}" y="{BAR + PAD}" width="{width:.0f}" height="{height}"><g class="roll">',
            *(_screen(frame, rows, number * height) for number, frame in enumerate(frames)),
            "</g></svg>",
            "</svg>\n",
        ]
    )


def _thinned(frames: Sequence[Frame]) -> tuple[Frame, ...]:
    """Every so many screens, always with the first and the last."""
    step = max(1, -(-len(frames) // MOST_FRAMES))
    kept = list(frames[:-1:step])
    return (*kept, frames[-1])


def _used_rows(frames: Sequence[Frame]) -> int:
    return max((number + 1 for frame in frames for number, row in enumerate(frame.rows) if row), default=1)


def _distinct(frames: Sequence[Frame]) -> dict[Row, int]:
    found: dict[Row, int] = {}
    for frame in frames:
        for row in frame.rows:
            if row:
                found.setdefault(row, len(found))
    return found


def _style(frames: Sequence[Frame], height: int) -> str:
    """The last screen, unless motion is welcome."""
    last = f".roll{{transform:translateY({-(len(frames) - 1) * height}px)}}"
    starts, total = _starts(frames)
    steps = "".join(
        f"{100 * start / total:.2f}%{{transform:translateY({-number * height}px)}}"
        for number, start in enumerate(starts)
    )
    end = f"100%{{transform:translateY({-(len(frames) - 1) * height}px)}}"
    move = f".roll{{animation:roll {total:.1f}s steps(1,end) infinite}}"
    return (
        f"text{{white-space:pre}}{last}@keyframes roll{{{steps}{end}}}"
        f"@media (prefers-reduced-motion:no-preference){{{move}}}"
    )


def _starts(frames: Sequence[Frame]) -> tuple[list[float], float]:
    """When each screen comes, and how long all take, in seconds."""
    starts = [0.0]
    for before, after in itertools.pairwise(frames):
        starts.append(starts[-1] + min(after.at_s - before.at_s, LONGEST_PAUSE_S))
    faster = max(1.0, starts[-1] / LONGEST_S)
    return [start / faster for start in starts], starts[-1] / faster + END_PAUSE_S


def _window(width: float, height: float) -> str:
    dots = "".join(
        f'<circle cx="{18 + 18 * number}" cy="16" r="5.5" fill="{colour}"/>'
        for number, colour in enumerate(("#f0716b", "#e0b252", "#63c174"))
    )
    return (
        f'<rect width="{width:.0f}" height="{height:.0f}" rx="9" fill="{GROUND}"/>'
        f'<path d="M0 {BAR}V9a9 9 0 0 1 9-9H{width - 9:.0f}a9 9 0 0 1 9 9V{BAR}z" fill="{BAR_GROUND}"/>{dots}'
    )


def _screen(frame: Frame, rows: dict[Row, int], top: int) -> str:
    return "".join(
        f'<use href="#r{rows[row]}" y="{top + number * CELL_H}"/>' for number, row in enumerate(frame.rows) if row
    )


def _row(row: Row) -> str:
    return "".join(_ground(run) + _words(run) for run in row)


def _ground(run: Run) -> str:
    if run.background == "default":
        return ""
    return (
        f'<rect x="{run.column * CELL_W:.1f}" width="{wcswidth(run.text) * CELL_W:.1f}" height="{CELL_H}"'
        f' fill="{_colour(run.background, GROUND)}"/>'
    )


def _words(run: Run) -> str:
    """Each run is pressed into its columns, whatever the reader's font is."""
    words = run.text.rstrip()
    if not words:
        return ""
    bold = ' font-weight="bold"' if run.bold else ""
    colour = "" if run.colour == "default" else f' fill="{_colour(run.colour, FRONT)}"'
    width = f' textLength="{wcswidth(words) * CELL_W:.1f}" lengthAdjust="spacingAndGlyphs"'
    return f'<text x="{run.column * CELL_W:.1f}" y="{FONT_PX - 1}"{width}{bold}{colour}>{html.escape(words)}</text>'


def _colour(name: str, default: str) -> str:
    return COLOURS.get(name, default if name == "default" else f"#{name}")
