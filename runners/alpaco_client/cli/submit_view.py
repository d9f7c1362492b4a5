"""One submission on a terminal: a bar while it is judged, then a table of its tests and the first difference."""

from __future__ import annotations

import difflib

from rich.console import Console
from rich.markup import escape
from rich.panel import Panel
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from alpaco_client.model import Run, Sample, Submission

COLOURS = {
    "ACCEPTED": "green",
    "WRONG_ANSWER": "red",
    "TIME_LIMIT_EXCEEDED": "yellow",
    "MEMORY_LIMIT_EXCEEDED": "magenta",
    "OUTPUT_LIMIT_EXCEEDED": "magenta",
    "RUNTIME_ERROR": "bright_red",
    "COMPILE_ERROR": "cyan",
    "SECURITY_VIOLATION": "white on red",
    "JUDGE_ERROR": "white on red",
}
SHOWN = 40
BAR = 24
NOISE_S = 0.02
MAX_DIFF_LINES = 30


def coloured(verdict: str) -> Text:
    return Text(verdict.replace("_", " ").lower(), style=COLOURS.get(verdict, "yellow"))


class SubmitView:
    """Use it as a context while frames come, then `finish` it."""

    def __init__(self, problem_id: str, submission_id: str, console: Console | None = None) -> None:
        self._console = console or Console(highlight=False)
        self._console.print(f"[dim]submission {submission_id}[/]")
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        self._progress = Progress(*columns, TimeElapsedColumn(), console=self._console, transient=True)
        self._task = self._progress.add_task(f"judging on {escape(problem_id)}", total=None)

    def __enter__(self) -> SubmitView:
        self._progress.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self._progress.stop()

    def add(self, run: Run) -> None:
        description = f"{escape(run.test)} {run.verdict.replace('_', ' ').lower()}"
        self._progress.update(self._task, advance=1, description=description)

    def note(self, text: str) -> None:
        self._progress.console.print(f"[yellow]{escape(text)}")

    def finish(self, judged: Submission) -> None:
        if judged.runs:
            self._console.print(runs_table(judged))
        if judged.compile_output.strip():
            self._console.print(Text(judged.compile_output.rstrip(), style="dim"))
        if judged.raw.get("error"):
            self._console.print(Text(str(judged.raw["error"]), style="red"))
        self._console.print(summary(judged))


def runs_table(judged: Submission) -> Table:
    """One row per test judged; the bars compare CPU times with the slowest, if it is more than noise."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("test")
    table.add_column("verdict", no_wrap=True)
    for title in ("cpu s", "MiB"):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    slowest = max(NOISE_S, *(run.cpu_s for run in judged.runs))
    for run in judged.runs[-SHOWN:]:
        bar = Text("▇" * max(1, round(BAR * run.cpu_s / slowest)), style=COLOURS.get(run.verdict, "yellow"))
        table.add_row(run.test, coloured(run.verdict), f"{run.cpu_s:.3f}", f"{run.memory_mib:.0f}", bar)
    return table


def summary(judged: Submission) -> Text:
    passed = sum(run.verdict == "ACCEPTED" for run in judged.runs)
    style = f"bold {COLOURS.get(judged.verdict, 'yellow')}"
    total = judged.tests_total if judged.tests_total is not None else len(judged.runs)
    text = Text.assemble((judged.verdict.replace("_", " "), style))
    return text.append(f"  {passed} of {total} test cases passed", style="dim")


def print_difference(test: str, sample: Sample, output: str, console: Console | None = None) -> None:
    """What a visible test wanted and what the program printed."""
    console = console or Console(highlight=False)
    lines = difflib.unified_diff(
        sample.answer.splitlines(), output.splitlines(), "the answer", "your output", lineterm="", n=2
    )
    body = Text("\n").join(_diff_line(line) for line in list(lines)[:MAX_DIFF_LINES])
    console.print(Panel(Text(sample.input.rstrip()), title=f"{test}: input", title_align="left", border_style="dim"))
    console.print(Panel(body, title=f"{test}: first difference", title_align="left", border_style="red"))


def _diff_line(line: str) -> Text:
    styles = {"+": "green", "-": "red", "@": "dim"}
    return Text(line, style=styles.get(line[:1], ""))
