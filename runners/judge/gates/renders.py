"""Gate `statement-renders`: nothing in a statement is left to be filled in or will show as source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from judge.gates.model import Blame, Finding, Gate, failed, listed, passed
from judge.gates.workbench import Workbench
from judge.probe import markup
from judge.probe.lexicon import INPUT_HEADING, OUTPUT_HEADING
from judge.probe.prose import Statement

_SAMPLE = re.compile(
    r"sample|example|예제|예시|입력 ?예|출력 ?예|ejemplo|exemple|beispiel|exemplo|esempio|пример|例|示例|样例|サンプル",
    re.IGNORECASE,
)
_LONGEST_HEADING = 40
_CODE = re.compile(r"^ {0,3}(?:```|~~~)|^(?: {4,}|\t)\S|^\s*<pre")


@dataclass(frozen=True)
class Flaw:
    language: str
    problem: str


@dataclass(frozen=True)
class Rendered:
    statements: int
    flaws: tuple[Flaw, ...]


def _measure(bench: Workbench) -> Rendered | None:
    if not bench.statements:
        return None
    flaws = [Flaw(item.language, problem) for item in bench.statements for problem in _flaws(bench, item)]
    return Rendered(len(bench.statements), tuple(flaws))


def _flaws(bench: Workbench, statement: Statement) -> Iterator[str]:
    yield from markup.flaws(statement.text)
    yield from markup.placeholders(statement.text, bench.package.constants.keys())
    folder = bench.package.statements[statement.language].parent
    yield from (f"{name} is not there" for name in markup.images(statement.raw) if not (folder / name).is_file())
    samples = sum(case.is_sample for case in bench.package.cases())
    places = statement.raw.count("{{nextsample}}")
    if places > samples:
        yield f"{places} samples are to be shown, there are {samples}"
    if samples:
        yield from typed_samples(statement.raw)


def typed_samples(text: str) -> Iterator[str]:
    """A heading of sample data above code: what is typed does not follow the tests, and is shown twice."""
    lines = [line for line in text.splitlines() if line.strip()]
    yield from _labelled_samples(lines)
    for line, below in pairwise(lines):
        title = line.strip().strip("#*_: ")
        is_short = len(title) <= _LONGEST_HEADING and "{{" not in title
        is_data = INPUT_HEADING.search(title) or OUTPUT_HEADING.search(title)
        if is_short and is_data and _SAMPLE.search(title) and _CODE.match(below):
            yield f"a sample is typed below {title!r}"


def _labelled_samples(lines: Sequence[str]) -> Iterator[str]:
    """A heading such as "Sample", below it a label such as "Input:", below that code."""
    for heading, label, below in zip(lines, lines[1:], lines[2:], strict=False):
        title = heading.strip().strip("#*_: ")
        is_label = len(label) <= _LONGEST_HEADING and "{{" not in label
        is_data = is_label and (INPUT_HEADING.search(label) or OUTPUT_HEADING.search(label))
        if heading.lstrip().startswith("#") and _SAMPLE.search(title) and is_data and _CODE.match(below):
            yield f"a sample is typed below {title!r}"


def _decide(found: Rendered) -> Finding:
    if found.flaws:
        told = [f"{flaw.language}: {flaw.problem}" for flaw in found.flaws]
        return failed(Blame.STATEMENT, listed(told, "flaws"), "\n".join(told))
    return passed(Blame.STATEMENT, f"{found.statements} statements render")


GATE = Gate("statement-renders", Blame.STATEMENT, _measure, _decide, "no statement in Markdown")
