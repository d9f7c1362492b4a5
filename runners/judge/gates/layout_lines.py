"""Gate `layout-agrees`: the lines of the tests are those that the spec's layout promises, where it says so plainly."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from judge.gates.model import Blame, Finding, Gate, excerpt, failed, passed
from judge.gates.workbench import Workbench

_NAME = r"[A-Za-z](?:[A-Za-z0-9]{0,2}|_[A-Za-z0-9]+)"
_ROW = re.compile(rf"{_NAME}(?:[ ,]+{_NAME})*")
_SEQUENCE = re.compile(rf"{_NAME}[ ,]+(?:{_NAME}[ ,]+)?(?:\.\.\.|…|\\ldots|\\dots)[ ,]*{_NAME}")
_LINES = re.compile(rf"({_NAME}) lines?: (.+)")
_ONE = re.compile(r"(?:a|the|one) (?:single )?(?:string|word|integer|number|character)\b[^:;]*", re.IGNORECASE)
_PROSE = frozenset(
    (
        "or",
        "and",
        "if",
        "of",
        "in",
        "to",
        "is",
        "at",
        "by",
        "as",
        "on",
        "an",
        "no",
        "the",
        "for",
        "per",
        "one",
        "two",
        "all",
        "any",
    )
)
_INDEXED = re.compile(r"_[a-z]$")
_LARGEST = 1 << 16


@dataclass(frozen=True)
class Row:
    """A line of these names; `count` names the number of such lines, `names` is empty for what may be of any length."""

    names: tuple[str, ...]
    count: str = ""


@dataclass(frozen=True)
class Lines:
    """`odd` of the `tests` do not have the promised lines."""

    tests: int
    odd: tuple[tuple[str, bytes], ...]


def rows_of(layout: Sequence[str]) -> list[Row] | None:
    """None if any entry is not said in the plain way."""
    rows = [_row(entry.replace("$", "").strip()) for entry in layout]
    return [row for row in rows if row] if all(rows) else None


def _row(entry: str) -> Row | None:
    lines = _LINES.fullmatch(entry)
    if lines:
        return Row(_names(lines[2]), lines[1])
    if _SEQUENCE.fullmatch(entry) or _ONE.fullmatch(entry):
        return Row(())
    names = _names(entry)
    return Row(names) if names and not any(_INDEXED.search(name) for name in names) else None


def _names(text: str) -> tuple[str, ...]:
    """Empty unless the text is a list of different names and nothing else."""
    names = tuple(re.split(r"[ ,]+", text))
    is_plain = _ROW.fullmatch(text) and len(set(names)) == len(names) and not _PROSE.intersection(names)
    return names if is_plain else ()


def has_lines(rows: Sequence[Row], data: bytes) -> bool:
    """Whether the lines hold as many tokens as promised. True as well if a count cannot be read."""
    lines = [line.split() for line in data.splitlines() if line.strip()]
    known: dict[str, int] = {}
    place = 0
    for row in rows:
        count = known.get(row.count) if row.count else 1
        if count is None:
            return True
        taken = lines[place : place + count]
        if len(taken) < count or any(row.names and len(line) != len(row.names) for line in taken):
            return False
        if not row.count and row.names:
            known |= {name: int(token) for name, token in zip(row.names, taken[0], strict=True) if token.isdigit()}
        place += count
    return place == len(lines)


def _measure(bench: Workbench) -> Lines | None:
    rows = rows_of(bench.spec.input_layout) if bench.spec else None
    if not rows:
        return None
    small = [(name, item.data) for name, item in bench.documents if len(item.data) <= _LARGEST]
    return Lines(len(small), tuple((name, data) for name, data in small if not has_lines(rows, data)))


def _decide(found: Lines) -> Finding:
    if found.tests and len(found.odd) * 2 > found.tests:
        name, data = found.odd[0]
        summary = f"the lines of {len(found.odd)} of {found.tests} tests are not those of the layout"
        return failed(Blame.SPEC, summary, f"{name}:\n{excerpt(data, 300)}")
    return passed(Blame.SPEC, f"the lines of {found.tests - len(found.odd)} tests are those of the layout")


GATE = Gate(
    "layout-agrees",
    Blame.SPEC,
    _measure,
    _decide,
    "no spec, or a layout that is not said in the plain way",
    after=("structure", "spec-sound"),
)
