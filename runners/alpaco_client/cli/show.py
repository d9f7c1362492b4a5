"""`alpaco show`: a problem's statement and samples."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from judge.cli.main import Arguments

from alpaco_client.cli.common import command, print_json, service
from alpaco_client.model import Problem, Sample

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from alpaco_client.api import Alpaco

_PLACEHOLDER = re.compile(r"\{\{(?:next|remaining)samples?\}\}")
# Samples that the service wrote into the text; they are shown after it.
_SAMPLES = re.compile(
    r"^\*\*(?:Sample (?:input|output)|예제 (?:입력|출력)) \d+\*\*\n+(?P<fence>`{3,})[^\n]*\n.*?\n?(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)
_SYMBOLS = {
    r"\le": "≤", r"\leq": "≤", r"\ge": "≥", r"\geq": "≥", r"\ne": "≠", r"\neq": "≠", r"\times": "×", r"\cdot": "·",
    r"\dots": "…", r"\ldots": "…", r"\cdots": "…", r"\in": "∈", r"\,": " ", r"\lt": "<", r"\gt": ">", r"\to": "→",
}  # fmt: skip
_MATH = re.compile(r"\$([^$\n]+)\$")
_COMMAND = re.compile(r"\\(?:[A-Za-z]+|,)")
_POWERS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@command
def run(arguments: Arguments) -> int:
    from rich.console import Console

    with service(arguments) as alpaco:
        if arguments.json:
            print_json(_raw(alpaco, arguments))
            return 0
        if arguments.gates:
            return _gates(alpaco.problem_report(arguments.problem), Console(highlight=False))
        problem = alpaco.problem(arguments.problem, arguments.language)
    print_problem(problem, Console(highlight=False))
    return 0


def _raw(alpaco: Alpaco, arguments: Arguments) -> Mapping[str, Any]:
    if arguments.gates:
        return alpaco.problem_report(arguments.problem)
    return alpaco.get(f"/problems/{arguments.problem}", language=arguments.language)


def _gates(report: Mapping[str, Any], console: Console) -> int:
    from alpaco_client.cli.generate_view import gate_line, matrix, matrix_of

    for gate in report["gates"]:
        console.print(gate_line(gate))
    if report["matrix"]:
        console.print("", matrix(matrix_of(report)), sep="\n")
    console.print(f"[bold]{report['outcome'].replace('_', ' ')}[/]")
    return 0


def print_problem(problem: Problem, console: Console) -> None:
    from rich.rule import Rule

    summary = problem.summary
    limits = [f"{summary.time_limit_s:g} s" if summary.time_limit_s else "", _memory(summary.memory_mib)]
    facts = [summary.problem_id, summary.difficulty, *limits, ", ".join(summary.keywords)]
    console.print(Rule(f"[bold]{problem.name}", style="cyan"))
    console.print(f"[dim]{' · '.join(fact for fact in facts if fact)}[/]\n")
    console.print(statement(problem.statement, problem.format))
    if problem.samples:
        console.print()
    for number, sample in enumerate(problem.samples, 1):
        console.print(_sample(number, sample))
    if summary.is_generated:
        console.print(f"[dim]made here; what the gates said: alpaco show {summary.problem_id} --gates[/]")
    console.print(f"[dim]alpaco submit {summary.problem_id} FILE --watch[/]")


def _memory(memory_mib: int | None) -> str:
    return f"{memory_mib} MiB" if memory_mib else ""


def statement(text: str, format_: str = "md") -> RenderableType:
    """Markdown for a terminal; TeX as it is."""
    from rich.markdown import Markdown
    from rich.text import Text

    return Markdown(plain_math(_SAMPLES.sub("", _PLACEHOLDER.sub("", text)).strip())) if format_ == "md" else Text(text)


def plain_math(text: str) -> str:
    """Formulas between dollars as plain text with Unicode signs, in italics."""
    return _MATH.sub(lambda match: f"*{_formula(match[1])}*", text)


def _formula(formula: str) -> str:
    signs = _COMMAND.sub(lambda match: _SYMBOLS.get(match[0], match[0].lstrip("\\")), formula)
    powers = re.sub(r"\^\{?(\d+)\}?", lambda match: match[1].translate(_POWERS), signs)
    return re.sub(r"[{}]", "", powers).replace("*", "·").replace("_", "\\_").strip()


def _sample(number: int, sample: Sample) -> RenderableType:
    from rich.columns import Columns
    from rich.panel import Panel
    from rich.text import Text

    pair = [("input", sample.input), ("answer", sample.answer)]
    return Columns(
        [Panel(Text(text.rstrip("\n")), title=f"sample {number} {what}", title_align="left", border_style="dim")
         for what, text in pair],
        expand=False,
    )  # fmt: skip
