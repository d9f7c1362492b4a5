"""`alpaco problems`: the catalogue."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from judge.cli.main import Arguments

from alpaco_client.cli.common import command, print_json, service
from alpaco_client.model import ProblemSummary

if TYPE_CHECKING:
    from rich.table import Table


@command
def run(arguments: Arguments) -> int:
    with service(arguments) as alpaco:
        found = [item for item in alpaco.problems() if wanted(item, arguments)]
    if arguments.json:
        print_json([asdict(item) for item in found])
        return 0
    _print(found, arguments.language)
    return 0


def wanted(item: ProblemSummary, arguments: Arguments) -> bool:
    """Whether it fits every filter that was given."""
    text = " ".join([item.problem_id, *item.names.values(), *item.keywords]).casefold()
    topics = [keyword.casefold() for keyword in item.keywords]
    return (
        arguments.search.casefold() in text
        and (not arguments.topic or any(arguments.topic.casefold() in topic for topic in topics))
        and (not arguments.difficulty or item.difficulty == arguments.difficulty)
    )


def _print(found: list[ProblemSummary], language: str) -> None:
    from rich.console import Console

    console = Console(highlight=False)
    if found:
        console.print(table(found, language))
    console.print(f"[dim]{len(found)} problem{'' if len(found) == 1 else 's'}; `alpaco show ID` shows one[/]")


def table(found: list[ProblemSummary], language: str) -> Table:
    from rich.table import Table

    shown = Table(box=None, pad_edge=False, header_style="dim")
    shown.add_column("id", style="bold cyan", no_wrap=True)
    shown.add_column("name", no_wrap=True)
    shown.add_column("difficulty", style="magenta", no_wrap=True)
    shown.add_column("limit", justify="right", no_wrap=True)
    shown.add_column("topics", style="dim")
    for item in found:
        limit = f"{item.time_limit_s:g} s" if item.time_limit_s else "–"
        shown.add_row(item.problem_id, item.name(language), item.difficulty or "–", limit, ", ".join(item.keywords))
    return shown
