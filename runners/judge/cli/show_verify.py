"""Shows a verification: gates as they end, a bar while submissions run, the matrix as a coloured table."""

from __future__ import annotations

from chalicelib.protocol import RunReport, Verdict
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from judge.cli.show import coloured, progress, words
from judge.fulfil import broken_promises
from judge.gates.model import GateResult, GateStatus
from judge.matrix import Matrix, MatrixEvent, Row
from judge.package import Package
from judge.verify import GateStarted, Outcome, Step, VerifyReport

_CHIPS = {
    GateStatus.PASS: ("pass", "green"),
    GateStatus.FAIL: ("FAIL", "bold red"),
    GateStatus.NOT_APPLICABLE: ("n/a ", "dim"),
    GateStatus.INFRA_FAILURE: ("????", "yellow"),
}
_OUTCOMES = {Outcome.VERIFIED: "bold green", Outcome.NEEDS_REVIEW: "bold yellow", Outcome.REJECTED: "bold red"}
_CELL = {
    Verdict.ACCEPTED: "·",
    Verdict.WRONG_ANSWER: "W",
    Verdict.TIME_LIMIT_EXCEEDED: "T",
    Verdict.MEMORY_LIMIT_EXCEEDED: "M",
    Verdict.OUTPUT_LIMIT_EXCEEDED: "O",
    Verdict.RUNTIME_ERROR: "R",
    Verdict.SECURITY_VIOLATION: "S",
    Verdict.JUDGE_ERROR: "J",
}
_LEGEND = "· accepted, W wrong, T too slow, R crash, M memory, O output, J judge error"
_ID_WIDTH = 25
_WIDE = 100


class VerifyView:
    """One package's verification on a terminal, or as plain lines."""

    def __init__(self, name: str, package: Package | None) -> None:
        """`package` is None if it cannot be read."""
        runs = len(package.submissions) * len(package.cases()) if package else 0
        self._console = Console(highlight=False)
        self._progress = progress(self._console)
        self._task = self._progress.add_task("", total=runs or 1)
        self._console.print(Text(name, style="bold"))
        self._progress.start()

    def show(self, event: Step) -> None:
        match event:
            case GateStarted():
                self._progress.update(self._task, description=event.id)
            case GateResult():
                self._gate(event)
            case MatrixEvent(row=None):
                self._progress.advance(self._task)
                self._progress.update(self._task, description=escape(event.name))

    def _gate(self, result: GateResult) -> None:
        chip, style = _CHIPS[result.status]
        table = Table.grid(padding=(0, 1))
        table.add_column(width=4)
        table.add_column(width=_ID_WIDTH)
        table.add_column(overflow="fold")
        table.add_row(Text(chip, style=style), result.id, Text(result.summary, style="dim" if chip == "n/a " else ""))
        self._console.print(table)
        if result.status is GateStatus.FAIL and result.evidence:
            for line in result.evidence.splitlines()[:8]:
                self._console.print(Text(f"       {line}", style="dim"))

    def finish(self, report: VerifyReport) -> None:
        self._progress.stop()
        if report.matrix is not None:
            self._console.print(_matrix_table(report.matrix, self._console.width))
            self._console.print(Text(f"limit {report.matrix.time_limit_s:g} s. {_LEGEND}", style="dim"))
        verdict = Text.assemble((str(report.outcome), _OUTCOMES[report.outcome]))
        self._console.print(verdict.append(f"  {report.wall_s:.1f} s in all\n", style="dim"))


def _matrix_table(matrix: Matrix, width: int) -> Table:
    """One character per test case; where they do not fit, several test cases share one, the worst of them shown."""
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 1, 0, 0))
    name_width = min(max((len(row.name) for row in matrix.rows), default=10), max(30, width // 3))
    table.add_column("submission", width=name_width, overflow="ellipsis", no_wrap=True)
    table.add_column("verdict", no_wrap=True)
    table.add_column("slowest", justify="right", no_wrap=True)
    room = max(10, width - name_width - (34 if width >= _WIDE else 18))
    share = _share(matrix.tests, room)
    title = f"{len(matrix.tests)} test cases" + (f", {share} per column" if share > 1 else "")
    table.add_column(title, no_wrap=True, min_width=min(room, len(matrix.tests) or 1))
    for row in matrix.rows:
        table.add_row(Text(row.name), _verdict(row, width), f"{row.slowest_s:.2f} s", cells(row, matrix.tests, share))
    return table


def _verdict(row: Row, width: int) -> Text:
    """A tick or a cross: whether the submission did what is promised of it."""
    mark = Text("✗ ", style="bold red") if broken_promises(row) else Text("✓ ", style="green")
    return mark.append_text(coloured(row.verdict, words(row.verdict) if width >= _WIDE else row.verdict.code))


def _share(tests: tuple[str, ...], room: int) -> int:
    return -(-len(tests) // room) if tests else 1


def cells(row: Row, tests: tuple[str, ...], share: int) -> Text:
    """The row's runs as one line, `share` test cases to a character."""
    runs = {run.test: run for run in row.runs}
    text = Text()
    for start in range(0, len(tests), share):
        text.append_text(_cell([runs[name] for name in tests[start : start + share] if name in runs]))
    return text


def _cell(runs: list[RunReport]) -> Text:
    if not runs:
        return Text(" ")
    verdict = next((run.verdict for run in runs if run.verdict is not Verdict.ACCEPTED), Verdict.ACCEPTED)
    return coloured(verdict, _CELL.get(verdict, "?"))
