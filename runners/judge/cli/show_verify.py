"""Shows a verification: gates as they end, a bar while submissions run, the matrix as a coloured table."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from judge.cli.show import progress
from judge.cli.show_matrix import legend, matrix_table
from judge.gates.model import GateResult, GateStatus
from judge.matrix import MatrixEvent
from judge.package import Package
from judge.verify import GateStarted, Outcome, Step, VerifyReport

_CHIPS = {
    GateStatus.PASS: ("pass", "green"),
    GateStatus.FAIL: ("FAIL", "bold red"),
    GateStatus.NOT_APPLICABLE: ("n/a ", "dim"),
    GateStatus.INFRA_FAILURE: ("????", "yellow"),
}
_OUTCOMES = {Outcome.VERIFIED: "bold green", Outcome.NEEDS_REVIEW: "bold yellow", Outcome.REJECTED: "bold red"}
_DIFF = {"+": "green", "-": "red"}
_ID_WIDTH = 25


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
                self._console.print(Text(f"       {line}", style=_DIFF.get(line[:1], "dim")))

    def finish(self, report: VerifyReport) -> None:
        self._progress.stop()
        if report.matrix is not None:
            self._console.print(matrix_table(report.matrix, self._console.width))
            self._console.print(Text(legend(report.matrix), style="dim"))
        verdict = Text.assemble((str(report.outcome), _OUTCOMES[report.outcome]))
        self._console.print(verdict.append(f"  {report.wall_s:.1f} s in all\n", style="dim"))
