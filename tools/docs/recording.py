"""A command at work in a terminal, recorded: what stood on the screen, and when."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import subprocess
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyte

CHUNK = 65536
# Changes that are closer together than this are shown as one.
BLINK_S = 0.12
# `dim` and the bright black that stands for it: pyte knows no dim.
_DIM, _GREY = 2, 90


@dataclass(frozen=True)
class Run:
    """Characters side by side that look alike; colours are pyte's names, or `default`."""

    column: int
    text: str
    colour: str = "default"
    background: str = "default"
    bold: bool = False


Row = tuple[Run, ...]


@dataclass(frozen=True)
class Frame:
    """What stood on the screen from `at_s` on, from the top row down."""

    at_s: float
    rows: tuple[Row, ...]

    def text(self) -> str:
        return "\n".join(_text(row) for row in self.rows)


@dataclass(frozen=True)
class Recording:
    """`exit_code` as a shell gives it; `frames` has one at least."""

    columns: int
    rows: int
    frames: tuple[Frame, ...]
    exit_code: int


class _Screen(pyte.Screen):
    def select_graphic_rendition(self, *attributes: int) -> None:
        """In the sixteen colours that we record with, a 2 is always `dim`."""
        super().select_graphic_rendition(*(_GREY if item == _DIM else item for item in attributes))


def record(
    line: str,
    folder: Path,
    environment: Mapping[str, str],
    *,
    columns: int = 100,
    rows: int = 30,
    replies: Mapping[str, str] | None = None,
) -> Recording:
    """Runs a line of shell in a terminal of its own, with the line at a prompt above it, until it ends.

    `replies` are typed when the words before them stand on the screen, each once.
    """
    screen = _Screen(columns, rows)
    stream = pyte.ByteStream(screen)
    stream.feed(f"\x1b[1;32m$\x1b[0m \x1b[1m{line}\x1b[0m\r\n".encode())
    frames = [Frame(0.0, _rows(screen))]
    started, waiting = time.monotonic(), dict(replies or {})
    with _in_terminal(line, folder, environment, (columns, rows)) as (process, terminal):
        for chunk in _chunks(terminal):
            stream.feed(chunk)
            _add(frames, Frame(time.monotonic() - started, _rows(screen)))
            for words in [words for words in waiting if words in frames[-1].text()]:
                os.write(terminal, waiting.pop(words).encode())
        return Recording(columns, rows, tuple(frames), process.wait())


@contextmanager
def _in_terminal(
    line: str, folder: Path, environment: Mapping[str, str], size: tuple[int, int]
) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    columns, rows = size
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    told = {**environment, "TERM": "xterm", "COLORTERM": "", "COLUMNS": str(columns), "LINES": str(rows)}
    process = subprocess.Popen(
        ["bash", "-c", line], cwd=folder, env=told, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    )
    os.close(theirs)
    try:
        yield process, ours
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def _chunks(terminal: int) -> Iterator[bytes]:
    """Until the last program has closed its side, which Linux tells as an error."""
    while True:
        try:
            chunk = os.read(terminal, CHUNK)
        except OSError:
            return
        if not chunk:
            return
        yield chunk


def _add(frames: list[Frame], frame: Frame) -> None:
    last = frames[-1]
    if frame.rows == last.rows:
        return
    if len(frames) > 1 and frame.at_s - last.at_s < BLINK_S:
        frames[-1] = Frame(last.at_s, frame.rows)
    else:
        frames.append(frame)


def _rows(screen: pyte.Screen) -> tuple[Row, ...]:
    return tuple(_row(screen.buffer[number], screen.columns) for number in range(screen.lines))


def _row(cells: Mapping[int, pyte.screens.Char], columns: int) -> Row:
    runs: list[Run] = []
    for column in range(columns):
        cell = cells[column]
        colour, background = (cell.bg, cell.fg) if cell.reverse else (cell.fg, cell.bg)
        run = Run(column, cell.data, colour, background, cell.bold)
        if runs and _look(runs[-1]) == _look(run) and _ends(runs[-1]) == column:
            runs[-1] = Run(runs[-1].column, runs[-1].text + run.text, *_look(run))
        else:
            runs.append(run)
    return tuple(run for run in runs if run.text.strip() or run.background != "default")


def _look(run: Run) -> tuple[str, str, bool]:
    return run.colour, run.background, run.bold


def _ends(run: Run) -> int:
    return run.column + len(run.text)


def _text(row: Sequence[Run]) -> str:
    line = ""
    for run in row:
        line = line.ljust(run.column) + run.text
    return line.rstrip()
