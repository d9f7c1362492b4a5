"""`alpaco import`: a package folder or zip becomes a normalised folder."""

from __future__ import annotations

from dataclasses import asdict

from judge.archive import ArchiveError
from judge.cli.common import print_json, told
from judge.cli.main import OK, Arguments, UsageError
from judge.exchange import ExchangeError, import_package
from judge.package import PackageError


def run(arguments: Arguments) -> int:
    try:
        report = import_package(arguments.source, arguments.target)
    except ExchangeError as exc:
        raise UsageError(str(exc)) from exc
    except (ArchiveError, PackageError, OSError) as exc:
        raise UsageError(told(exc, arguments.source)) from exc
    if arguments.json:
        print_json(asdict(report))
        return OK
    for change in report.changes:
        print(f"note: {change}")
    if report.kept_format:
        print(f"note: kept in format {report.format}, because {report.kept_format}")
    print(f"{arguments.target}: {report.files} files, format {report.format}")
    return OK
