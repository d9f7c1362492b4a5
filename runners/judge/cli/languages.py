"""`alpaco languages`: what is known and what is installed."""

from __future__ import annotations

from judge.cli.common import languages_known, print_json
from judge.cli.main import OK, Arguments
from judge.language_report import LanguageReport, language_reports


def run(arguments: Arguments) -> int:
    reports = language_reports(languages_known())
    if arguments.json:
        print_json([report.as_json() for report in reports])
        return OK
    for line in table_lines(reports):
        print(line)
    return OK


def table_lines(reports: list[LanguageReport]) -> list[str]:
    """One line per language, installed ones first."""
    width = max(len(report.code) for report in reports)
    names = max(len(report.name) for report in reports)
    return [f"{report.code:<{width}}  {report.name:<{names}}  {report.state}" for report in reports]
