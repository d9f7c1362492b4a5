"""Shows a verification: gates as they end, a bar while submissions run, the matrix as a coloured table."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from judge.cli.show import progress
from judge.cli.show_matrix import legend, matrix_table
from judge.fulfil import broken_promises
from judge.gates.model import GateResult, GateStatus
from judge.gates.structure import NOTE
from judge.matrix import Matrix, MatrixEvent
from judge.package import Package
from judge.verify import GateStarted, Outcome, Step, VerifyReport

_CHIPS = {
    GateStatus.PASS: ("pass", "green"),
    GateStatus.FAIL: ("FAIL", "bold red"),
    GateStatus.INFRA_FAILURE: ("????", "yellow"),
}
_OUTCOMES = {Outcome.VERIFIED: "bold green", Outcome.NEEDS_REVIEW: "bold yellow", Outcome.REJECTED: "bold red"}
_DIFF = {"+": "green", "-": "red"}
_ID_WIDTH = 25
_LINES = 8


class VerifyView:
    """One package's verification on a terminal, or as plain lines."""

    def __init__(self, name: str, package: Package | None) -> None:
        """`package` is None if it cannot be read."""
        runs = len(package.submissions) * len(package.cases()) if package else 0
        self._console = Console(highlight=False)
        self._progress = progress(self._console)
        self._task = self._progress.add_task("", total=runs or 1)
        self._console.print(Text(name, style="bold"))
        self._not_asked: list[str] = []
        self._progress.start()

    def show(self, event: Step) -> None:
        match event:
            case GateStarted():
                self._progress.update(self._task, description=event.id)
            case GateResult(status=GateStatus.NOT_APPLICABLE):
                self._not_asked.append(event.id)
            case GateResult():
                self._gate(event)
            case MatrixEvent(row=None):
                self._progress.advance(self._task)
                self._progress.update(self._task, description=escape(event.name))

    def _gate(self, result: GateResult) -> None:
        chip, style = _CHIPS[result.status]
        self._line(Text(chip, style=style), Text(result.id), Text(result.summary))
        for line in _details(result):
            self._console.print(Padding(Text(line, style=_DIFF.get(line[:1], "dim")), (0, 0, 0, 7), expand=False))

    def _line(self, chip: Text, *columns: Text) -> None:
        """A line under the same columns as the others; the last column is folded within itself."""
        table = Table.grid(padding=(0, 1))
        table.add_column(width=4)
        if len(columns) > 1:
            table.add_column(width=_ID_WIDTH)
        table.add_column(overflow="fold")
        table.add_row(chip, *columns)
        self._console.print(table)

    def finish(self, report: VerifyReport) -> None:
        self._progress.stop()
        if self._not_asked:
            self._line(Text("n/a", style="dim"), Text(", ".join(self._not_asked), style="dim"))
        if report.matrix is not None:
            self._console.print()
            self._console.print(matrix_table(report.matrix, self._console.width))
            self._console.print(Text(legend(report.matrix), style="dim"))
        verdict = Text.assemble((str(report.outcome), _OUTCOMES[report.outcome]))
        self._console.print(verdict.append(f"  {report.wall_s:.1f} s in all\n", style="dim"))


def _details(result: GateResult) -> list[str]:
    """What is shown below a gate's line: the evidence of a failure, notes on what was ignored or assumed."""
    lines = result.evidence.splitlines()
    if result.status is not GateStatus.FAIL:
        lines = [line for line in lines if line.startswith(NOTE)]
    elif result.evidence == result.summary:
        return []
    more = len(lines) - _LINES
    return lines[:_LINES] + ([f"… and {more} more with --json"] if more > 0 else [])


def show_summary(reports: Mapping[str, VerifyReport]) -> None:
    """One line per package, by the path that it was given as."""
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    table.add_column("package", overflow="fold")
    table.add_column("outcome", no_wrap=True)
    for title in ("failed gates", "kept promises", "limit", "time"):
        table.add_column(title, justify="right", no_wrap=True)
    for path, report in reports.items():
        outcome = Text(str(report.outcome), style=_OUTCOMES[report.outcome])
        failed = sum(gate.status is GateStatus.FAIL for gate in report.gates)
        table.add_row(Text(path), outcome, str(failed or "-"), *_figures(report.matrix), f"{report.wall_s:.1f} s")
    Console(highlight=False).print(table)


def _figures(matrix: Matrix | None) -> tuple[str, str]:
    if matrix is None:
        return "", ""
    kept = sum(not broken_promises(row) for row in matrix.rows)
    return f"{kept} of {len(matrix.rows)}", f"{matrix.time_limit_s:g} s"
