"""Verdicts for people: colours, times, a bar while it runs; plain lines where nobody watches."""

from __future__ import annotations

from chalicelib.protocol import Result, RunReport, Verdict
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from judge.package import Package
from judge.submission import Submission

_COLOURS = {
    Verdict.ACCEPTED: "green",
    Verdict.WRONG_ANSWER: "red",
    Verdict.TIME_LIMIT_EXCEEDED: "yellow",
    Verdict.MEMORY_LIMIT_EXCEEDED: "magenta",
    Verdict.OUTPUT_LIMIT_EXCEEDED: "magenta",
    Verdict.RUNTIME_ERROR: "bright_red",
    Verdict.COMPILE_ERROR: "cyan",
    Verdict.SECURITY_VIOLATION: "white on red",
    Verdict.JUDGE_ERROR: "white on red",
}
_SHOWN_ALWAYS = 40


def words(verdict: Verdict) -> str:
    return str(verdict).replace("_", " ").lower()


def coloured(verdict: Verdict, text: str | None = None) -> Text:
    return Text(words(verdict) if text is None else text, style=_COLOURS[verdict])


def progress(console: Console) -> Progress:
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )


class GradeView:
    """Shows one grading while it goes on and its result."""

    def __init__(self, package: Package, submission: Submission) -> None:
        self._console = Console(highlight=False)
        self._package = package
        self._submission = submission
        self._progress = progress(self._console)
        self._task = self._progress.add_task(f"grading {escape(submission.name)}", total=len(package.cases()))
        self._progress.start()

    def add(self, report: RunReport) -> None:
        self._progress.advance(self._task)
        if not self._console.is_terminal:
            return
        self._progress.update(self._task, description=f"{escape(report.test)} {words(report.verdict)}")

    def finish(self, result: Result) -> None:
        self._progress.stop()
        for warning in self._package.warnings:
            self._console.print(f"[dim]note: {escape(str(warning))}[/dim]")
        if result.runs:
            self._console.print(_runs_table(result))
        if result.compile is not None and result.compile.output.strip():
            self._console.print(Text(result.compile.output.rstrip(), style="dim"))
        if result.error:
            self._console.print(Text(result.error, style="red"))
        self._console.print(_summary(self._submission, result))


def _runs_table(result: Result) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("test", overflow="fold")
    table.add_column("verdict", no_wrap=True)
    for title in ("cpu s", "wall s", "MiB"):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column("", overflow="fold", ratio=1)
    hidden = max(0, len(result.runs) - _SHOWN_ALWAYS)
    for run in result.runs[hidden:]:
        _add_row(table, run)
    if hidden:
        table.title = f"the last {_SHOWN_ALWAYS} of {len(result.runs)} test cases"
    return table


def _add_row(table: Table, run: RunReport) -> None:
    figures = (f"{run.cpu_s:.3f}", f"{run.wall_s:.3f}", f"{run.memory_mib:.0f}")
    table.add_row(Text(run.test), coloured(run.verdict), *figures, Text(run.message, style="dim"))


def _summary(submission: Submission, result: Result) -> Text:
    slowest = max((run.cpu_s for run in result.runs), default=0.0)
    passed = sum(run.verdict is Verdict.ACCEPTED for run in result.runs)
    parts = [f"{passed} of {result.tests_total} test cases passed"]
    parts += [f"score {result.score:g}"] if result.score is not None else []
    parts += [f"slowest {slowest:.3f} s", f"{result.wall_s:.1f} s in all"]
    text = Text.assemble((submission.name, "bold"), " ", coloured(result.verdict, str(result.verdict)))
    return text.append("\n" + ", ".join(parts), style="dim")
