"""The pieces that our charts are drawn from, as SVG."""

from __future__ import annotations

import html
from collections.abc import Sequence


def picture(width: int, height: int, title: str, drawn: Sequence[str]) -> str:
    """A whole picture on white, its title at the top; sizes in pixels."""
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"'
            f' font-family="sans-serif" font-size="13" fill="#1a202c">',
            f"<title>{html.escape(title)}</title>",
            f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
            text(10, 24, title, weight="bold"),
            *drawn,
            "</svg>\n",
        ]
    )


def bar(x: float, y: int, width: float, height: int, colour: str) -> str:
    return f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="{height}" fill="{colour}"/>'


def key(x: int, y: int, name: str, colour: str) -> str:
    """One entry of a legend."""
    return f'<rect x="{x}" y="{y - 11}" width="12" height="12" fill="{colour}"/>{text(x + 17, y, name)}'


def text(x: float, y: float, words: str, *, weight: str = "normal") -> str:
    return f'<text x="{x:.1f}" y="{y}" font-weight="{weight}">{html.escape(words)}</text>'
