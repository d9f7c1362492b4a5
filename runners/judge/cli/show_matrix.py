"""The matrix as a coloured table: solutions by tests, with times where they fit, as wide as the terminal is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from chalicelib.protocol import RunReport, Verdict
from rich.table import Table
from rich.text import Text

from judge.cli.show import coloured, words
from judge.fulfil import broken_promises
from judge.matrix import Matrix, Row

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
_MEANING = {
    Verdict.ACCEPTED: "accepted",
    Verdict.WRONG_ANSWER: "wrong",
    Verdict.TIME_LIMIT_EXCEEDED: "too slow",
    Verdict.MEMORY_LIMIT_EXCEEDED: "memory",
    Verdict.OUTPUT_LIMIT_EXCEEDED: "output",
    Verdict.RUNTIME_ERROR: "crash",
    Verdict.SECURITY_VIOLATION: "security",
    Verdict.JUDGE_ERROR: "judge error",
}
_FOLDER_CODES = {"accepted": "AC", "wrong_answer": "WA", "time_limit_exceeded": "TLE", "run_time_error": "RTE"}
_HEAD = "submission"
_WIDE = 100
# Mark, verdict in words or as its code, and the slowest run.
_FIXED_WIDE, _FIXED = 34, 18
_SCORE = 7
_TIMED = 5
_LEAST_NAME, _LEAST_TESTS = 16, 10
_GAP = " "

Blocks = tuple[tuple[str, ...], ...]


def matrix_table(matrix: Matrix, width: int) -> Table:
    """One column per test case; where they do not fit, several share one, the worst of them shown."""
    scored = any(row.score is not None for row in matrix.rows)
    room = width - (_FIXED_WIDE if width >= _WIDE else _FIXED) - (_SCORE if scored else 0)
    wanted = max((len(row.name) for row in matrix.rows), default=_LEAST_NAME)
    blocks = blocks_of(matrix.tests)
    least = len(matrix.tests) + len(blocks) - 1
    names = fitted([row.name for row in matrix.rows], min(wanted, max(_LEAST_NAME, width // 3, room - least)))
    name_width = max(map(len, [_HEAD, *names]))
    timed = name_width + least * _TIMED <= room
    share = 1 if timed else _share(matrix.tests, blocks, room - name_width)
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 1, 0, 0))
    table.add_column(_HEAD, width=name_width, no_wrap=True)
    table.add_column("verdict", no_wrap=True)
    if scored:
        table.add_column("score", justify="right", no_wrap=True)
    table.add_column("slowest", justify="right", no_wrap=True)
    table.add_column(_title(matrix, blocks, share, timed), no_wrap=True)
    for name, row in zip(names, matrix.rows, strict=True):
        score = [f"{row.score:g}" if row.score is not None else ""] if scored else []
        table.add_row(
            Text(name), _verdict(row, width), *score, f"{row.slowest_s:.2f} s", cells(row, blocks, share, timed)
        )
    return table


def fitted(names: Sequence[str], width: int) -> list[str]:
    """The names in at most so many columns each: folders by their codes, then without what is in the middle."""
    if all(len(name) <= width for name in names):
        return list(names)
    tail = width // 3
    coded = [_coded(name) for name in names]
    return [name if len(name) <= width else f"{name[: width - tail - 1]}…{name[-tail:]}" for name in coded]


def _coded(name: str) -> str:
    folder, slash, file = name.partition("/")
    return f"{_FOLDER_CODES.get(folder, folder)}{slash}{file}"


def legend(matrix: Matrix) -> str:
    """The time limit, and the letters that this matrix holds."""
    shown = {run.verdict for row in matrix.rows for run in row.runs}
    letters = [f"{_CELL[verdict]} {_MEANING[verdict]}" for verdict in _CELL if verdict in shown]
    origin = "" if matrix.stated else ", derived"
    return f"limit {matrix.time_limit_s:g} s{origin}" + (f". {', '.join(letters)}" if letters else "")


def blocks_of(tests: Sequence[str]) -> Blocks:
    """The tests group by group, in order."""
    return tuple(tuple(names) for _, names in groupby(tests, lambda name: name.rpartition("/")[0]))


def _title(matrix: Matrix, blocks: Blocks, share: int, timed: bool) -> str:
    if timed:
        return _GAP.join("".join(f"{_short(name):<{_TIMED}}" for name in block) for block in blocks)
    return f"{len(matrix.tests)} test cases" + (f", {share} per column" if share > 1 else "")


def _short(test: str) -> str:
    return test.rpartition("/")[2][: _TIMED - 1]


def _verdict(row: Row, width: int) -> Text:
    """A tick or a cross: whether the submission did what is promised of it; a question mark if it cannot run here."""
    if row.is_missing:
        return Text("? not run" if width >= _WIDE else "? -", style="dim")
    mark = Text("✗ ", style="bold red") if broken_promises(row) else Text("✓ ", style="green")
    return mark.append_text(coloured(row.verdict, words(row.verdict) if width >= _WIDE else row.verdict.code))


def _share(tests: Sequence[str], blocks: Blocks, room: int) -> int:
    """How many test cases share a column so that all blocks fit."""
    room = max(room, _LEAST_TESTS)
    share = 1
    while share < len(tests) and sum(-(-len(block) // share) + 1 for block in blocks) - 1 > room:
        share += 1
    return share


def cells(row: Row, blocks: Blocks, share: int, timed: bool = False) -> Text:
    """The row's runs as one line, groups apart, `share` test cases to a letter or each with its time."""
    runs = {run.test: run for run in row.runs}
    text = Text()
    for number, block in enumerate(blocks):
        text.append(_GAP if number else "")
        for start in range(0, len(block), share):
            found = [runs[name] for name in block[start : start + share] if name in runs]
            text.append_text(_time(found) if timed else _letter(found))
    return text


def _letter(runs: Sequence[RunReport]) -> Text:
    if not runs:
        return Text(" ")
    verdict = next((run.verdict for run in runs if run.verdict is not Verdict.ACCEPTED), Verdict.ACCEPTED)
    return coloured(verdict, _CELL.get(verdict, "?"))


def _time(runs: Sequence[RunReport]) -> Text:
    """Letter and seconds in five places: `·.03`, `T2.1`, `W 12`; nothing but the letter where it took no time."""
    if not runs:
        return Text(" " * _TIMED)
    (run,) = runs
    return coloured(run.verdict, f"{_CELL.get(run.verdict, '?')}{_seconds(run.cpu_s)[:3]:>3} ")


def _seconds(cpu_s: float) -> str:
    if cpu_s < 0.005:
        return ""
    return f"{cpu_s:.2f}"[1:] if cpu_s < 0.995 else f"{cpu_s:.1f}" if cpu_s < 9.95 else f"{cpu_s:.0f}"
