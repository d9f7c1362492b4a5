"""A generation on a terminal: stages, the rules first, the statement as it is typed, gates, the matrix, the outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.markup import escape
from rich.padding import Padding
from rich.panel import Panel
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from alpaco_client.cli.show import statement
from alpaco_client.model import Frame

GATE_MARKS = {
    "pass": ("✓", "green"),
    "fail": ("✗", "red"),
    "not_applicable": ("–", "dim"),
    "infra_failure": ("!", "yellow"),
}
CELLS = {"AC": ("■", "green"), "WA": ("■", "red"), "TLE": ("■", "yellow"), "RTE": ("■", "bright_red")}
UNKNOWN_CELL, NOT_RUN = ("■", "magenta"), ("·", "dim")
TYPING_LINES = 12


class GenerateView:
    """Lines that stay above; below them what happens now."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(highlight=False)
        self._live = Live(console=self._console, refresh_per_second=8, transient=True)
        self._typed = ""
        self._doing = "asking"

    def __enter__(self) -> GenerateView:
        self._live.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self._live.stop()

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Leaves the terminal to a question."""
        self._live.stop()
        try:
            yield
        finally:
            self._live.start()

    def add(self, frame: Frame) -> None:
        show: Callable[[Frame], None] = getattr(self, f"_{frame.type}", self._ignore)
        show(frame)
        self._live.update(self._now())

    def _ignore(self, frame: Frame) -> None:
        """Frames of newer services."""

    def _now(self) -> RenderableType:
        spinner = Spinner("dots", text=Text(self._doing, style="cyan"))
        typed = "\n".join(self._typed.splitlines()[-TYPING_LINES:])
        return Group(Padding(Text(typed, style="dim"), (0, 4)), spinner) if typed else spinner

    def _print(self, *shown: RenderableType) -> None:
        self._console.print(*shown)

    def _accepted(self, frame: Frame) -> None:
        model = frame.data["model"]
        how = "template mode: a seeded variant of a checked package" if model == "template" else f"model {model}"
        self._print(f"[dim]job {frame.job_id} · {how}[/]")

    def _near(self, frame: Frame) -> None:
        self._print("[bold]already there and close to it:[/]")
        for number, item in enumerate(frame.data["problems"], 1):
            name = escape(f"{item['name']} ({item['problem_id']}, {item['difficulty'] or 'of no named difficulty'})")
            self._print(f"  {number}. {name} [dim]{item['similarity']:.0%} of your words[/]")

    def _stage(self, frame: Frame) -> None:
        data = frame.data
        self._doing, self._typed = f"drafting: {data['name']}", ""
        if data["state"] == "finished":
            tokens = f", {data['tokens']} tokens" if data.get("tokens") else ""
            again = f" (attempt {data['attempt']})" if data.get("attempt", 1) > 1 else ""
            self._print(f"[green]✓[/] {data['name']:<10}[dim]{again} {data['duration_ms']} ms{tokens}[/]")

    def _delta(self, frame: Frame) -> None:
        if frame.stage == "statement" or frame.data["channel"] == "code":
            self._typed += frame.data["text"]

    def _artefact(self, frame: Frame) -> None:
        """The rules when they are known, the statement when it is written."""
        data = frame.data
        if frame.stage == "statement" and "text" in data:
            self._print(Panel(statement(data["text"]), border_style="cyan", title="statement", title_align="left"))
        elif "object" in data:
            rules = [f"{number}. {rule}" for number, rule in enumerate(data["object"].get("rules", []), 1)]
            self._print(Padding(Text("\n".join(rules), style="dim"), (0, 4)))

    def _gate(self, frame: Frame) -> None:
        data = frame.data
        self._doing, self._typed = "cross-examining", ""
        mark, style = GATE_MARKS.get(data["status"], ("?", "yellow"))
        blame = f" → {data['blame']}" if data["status"] == "fail" and data.get("blame") else ""
        summary = (f"{data.get('summary', '')}{blame}", "dim")
        self._print(Text.assemble((mark, style), f" {data['id']:<26} ", summary, overflow="ellipsis", no_wrap=True))

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


def matrix(data: Mapping[str, Any]) -> Table:
    """Solutions by tests, a cell per test."""
    table = Table(box=None, pad_edge=False, header_style="dim", title_justify="left")
    table.add_column("solution")
    table.add_column(f"{len(data['tests'])} tests", no_wrap=True)
    table.add_column("verdict")
    for name, row in data["solutions"].items():
        table.add_row(name, _cells(row["runs"]), Text(str(row["verdict"] or "").replace("_", " ").lower(), style="dim"))
    return table


def _cells(runs: list[Any]) -> Text:
    cells = [NOT_RUN if run is None else CELLS.get(run[0], UNKNOWN_CELL) for run in runs]
    return Text.assemble(*cells)
