"""A generation on a terminal: stages, the rules first, the statement as it is typed, gates, the matrix, the outcome."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.panel import Panel
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from alpaco_client.cli.board import Board
from alpaco_client.cli.show import statement
from alpaco_client.model import Frame

GATE_MARKS = {
    "pass": ("✓", "green"),
    "fail": ("✗", "red"),
    "not_applicable": ("–", "dim"),
    "infra_failure": ("!", "yellow"),
}
CELLS = {"AC": ("■", "green"), "WA": ("■", "red"), "TLE": ("■", "yellow"), "RTE": ("■", "bright_red")}
CODES = {"ACCEPTED": "AC", "WRONG_ANSWER": "WA", "TIME_LIMIT_EXCEEDED": "TLE", "RUNTIME_ERROR": "RTE"}
UNKNOWN_CELL, NOT_RUN = ("■", "magenta"), ("·", "dim")
TYPING_LINES = 12
INDENT = 4
NAME_WIDTH = 26
# Filled in when the stage has ended.
_PLACEHOLDER = re.compile(r"\{\{\w*(?:\}\}?)?")


class GenerateView:
    """Lines that stay above; below them what happens now."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(highlight=False)
        self._board = Board(self._console)
        self._typed = ""
        self._doing = "asking"

    def __enter__(self) -> GenerateView:
        self._board.__enter__()
        return self

    def __exit__(self, *_exc: object) -> None:
        self._board.__exit__()

    def paused(self) -> AbstractContextManager[None]:
        """Leaves the terminal to a question."""
        return self._board.paused()

    def add(self, frame: Frame) -> None:
        show: Callable[[Frame], None] = getattr(self, f"_{frame.type}", self._ignore)
        show(frame)
        self._board.show(self._now())

    def _ignore(self, frame: Frame) -> None:
        """Frames of newer services."""

    def _now(self) -> RenderableType:
        spinner = Spinner("dots", text=Text(self._doing, style="cyan"))
        if not self._typed:
            return spinner
        return Group(Padding(last_lines(self._typed, self._console), (0, INDENT)), spinner)

    def _print(self, *shown: RenderableType) -> None:
        self._board.print(*shown, below=self._now())

    def _accepted(self, frame: Frame) -> None:
        model = frame.data["model"]
        how = "no model is set up: a variant of a checked package" if model == "template" else f"model {model}"
        self._print(f"[dim]job {frame.job_id}\n{how}[/]")

    def _near(self, frame: Frame) -> None:
        self._print("[bold]already there and close to it:[/]")
        for number, item in enumerate(frame.data["problems"], 1):
            name = escape(f"{item['name']} ({item['problem_id']}, {item['difficulty'] or 'of no named difficulty'})")
            self._print(f"  {number}. {name} [dim]{item['similarity']:.0%} of your words[/]")

    def _stage(self, frame: Frame) -> None:
        data = frame.data
        self._doing, self._typed = "cross-examining" if data["name"] == "verify" else f"drafting: {data['name']}", ""
        if data["state"] == "finished":
            tokens = f", {data['tokens']} tokens" if data.get("tokens") else ""
            again = f" (attempt {data['attempt']})" if data.get("attempt", 1) > 1 else ""
            self._print(f"[green]✓[/] {data['name']:<10}[dim]{again} {_duration(data['duration_ms'])}{tokens}[/]")

    def _delta(self, frame: Frame) -> None:
        if frame.stage == "statement" or frame.data["channel"] == "code":
            self._typed += frame.data["text"]

    def _artefact(self, frame: Frame) -> None:
        """The rules when they are known, the statement when it is written."""
        data, self._typed = frame.data, ""
        if frame.stage == "statement" and "text" in data:
            self._print(Panel(statement(data["text"]), border_style="cyan", title="statement", title_align="left"))
        elif "object" in data:
            rules = [f"{number}. {rule}" for number, rule in enumerate(data["object"].get("rules", []), 1)]
            self._print(Padding(Text("\n".join(rules), style="dim"), (0, 4)))

    def _gate(self, frame: Frame) -> None:
        data = frame.data
        self._doing, self._typed = "cross-examining", ""
        self._print(gate_line(data))

    def _repair(self, frame: Frame) -> None:
        data = frame.data
        what = f"{', '.join(data['artefacts'])} (failed: {', '.join(data['gates'])})"
        self._print(f"[yellow]↻ repair round {data['round']}[/]: {what}")

    def _matrix(self, frame: Frame) -> None:
        if "solutions" in frame.data:
            self._print(Padding(matrix(frame.data), (1, 0)))

    def _done(self, frame: Frame) -> None:
        data = frame.data
        if data.get("problem_id") is None:
            self._print(f"[bold red]{data['outcome']}[/]: nothing was stored; report: {data['report']}")
            return
        how = "taken" if data["outcome"] == "reused" else "stored as"
        self._print(f"[bold green]{data['outcome']}[/]: {how} [bold]{data['problem_id']}[/]")
        self._print(f"[dim]alpaco show {data['problem_id']}[/]")

    def _failed(self, frame: Frame) -> None:
        self._print(f"[bold red]failed[/]: {frame.data['class']}: {frame.data['detail']}")


def _duration(ms: int) -> str:
    return f"{ms} ms" if ms < 1000 else f"{ms / 1000:.1f} s"


def last_lines(text: str, console: Console) -> Text:
    """The last of what is typed, as many lines as fit below each other on this terminal."""
    shown = Text(_PLACEHOLDER.sub("…", text), style="dim")
    lines = shown.wrap(console, max(console.width - 2 * INDENT, 1), tab_size=4)
    return Text("\n").join(lines[-TYPING_LINES:])


def gate_line(gate: Mapping[str, Any]) -> Table:
    """Mark, name, what was found; a long finding goes on below itself."""
    mark, style = GATE_MARKS.get(gate["status"], ("?", "yellow"))
    blame = f" → {gate['blame']}" if gate["status"] == "fail" and gate.get("blame") else ""
    line = Table.grid(padding=(0, 1))
    line.add_column(width=1)
    line.add_column(width=NAME_WIDTH, no_wrap=True)
    line.add_column(style="dim")
    line.add_row(Text(mark, style), Text(gate["id"]), Text(f"{gate.get('summary', '')}{blame}"))
    return line


def matrix(data: Mapping[str, Any]) -> Table:
    """Solutions by tests, a cell per test."""
    table = Table(box=None, pad_edge=False, header_style="dim", title_justify="left")
    table.add_column("solution")
    table.add_column(f"{len(data['tests'])} tests", no_wrap=True)
    table.add_column("verdict")
    for name, row in data["solutions"].items():
        table.add_row(name, _cells(row["runs"]), Text(str(row["verdict"] or "").replace("_", " ").lower(), style="dim"))
    return table


def matrix_of(report: Mapping[str, Any]) -> Mapping[str, Any]:
    """The matrix of a report in the form of a frame: codes and times by test, in order."""
    rows = report["matrix"]
    tests = sorted({test for row in rows.values() for test in row["tests"]})
    runs = {name: [_run(row["tests"].get(test)) for test in tests] for name, row in rows.items()}
    solutions = {name: {"verdict": row["verdict"], "runs": runs[name]} for name, row in rows.items()}
    return {"tests": tests, "solutions": solutions}


def _run(run: Mapping[str, Any] | None) -> list[Any] | None:
    return None if run is None else [CODES.get(run["verdict"], run["verdict"]), run["cpu_s"]]


def _cells(runs: list[Any]) -> Text:
    cells = [NOT_RUN if run is None else CELLS.get(run[0], UNKNOWN_CELL) for run in runs]
    return Text.assemble(*cells)
