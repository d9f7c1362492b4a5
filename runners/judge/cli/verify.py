"""`alpaco verify`: the gates on one or more packages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from judge.cli.common import folder_of, limits_of, print_json
from judge.cli.main import JUDGE_ERROR, NOT_ACCEPTED, OK, Arguments, UsageError
from judge.package import Package, PackageError, load
from judge.sandbox import Sandbox, SandboxError
from judge.shelf import Shelf
from judge.verify import Outcome, VerifyReport, unreadable_report, verify
from judge.verify.html import page

if TYPE_CHECKING:
    from judge.cli.show_verify import VerifyView


def run(arguments: Arguments) -> int:
    for path in arguments.packages:
        if not path.exists():
            raise UsageError(f"{path} is neither a folder nor a zip")
    if arguments.html and len(arguments.packages) > 1:
        raise UsageError("--html takes the report of one package")
    stored = list(_stored(arguments.stored))
    try:
        with Sandbox.open(slots=4) as sandbox:
            reports = {str(path): _verify_at(arguments, path, sandbox, stored) for path in arguments.packages}
    except SandboxError as exc:
        print_json({"error": str(exc)}) if arguments.json else print(f"alpaco: {exc}")
        return JUDGE_ERROR
    _summary(arguments, reports)
    return OK if all(report.outcome is Outcome.VERIFIED for report in reports.values()) else NOT_ACCEPTED


def _summary(arguments: Arguments, reports: Mapping[str, VerifyReport]) -> None:
    if len(reports) > 1 and not arguments.json:
        from judge.cli.show_verify import show_summary

        show_summary(reports)


def _stored(folder: Path | None) -> list[Package]:
    """The packages in a folder of packages; those that cannot be read are no problem of the one verified."""
    found = []
    for path in sorted(folder.iterdir()) if folder else ():
        try:
            found += [load(path)] if (path / "problem.yaml").is_file() else []
        except PackageError:
            continue
    return found


def _verify_at(arguments: Arguments, path: Path, sandbox: Sandbox, stored: list[Package]) -> VerifyReport:
    with folder_of(path) as folder:
        return _verify(arguments, folder, sandbox, stored)


def _verify(arguments: Arguments, path: Path, sandbox: Sandbox, stored: list[Package]) -> VerifyReport:
    try:
        package = load(path)
    except PackageError as exc:
        view, report = _view(arguments, path.resolve().name, None), unreadable_report(exc)
        if view:
            view.show(report.gates[0])
    else:
        view = _view(arguments, package.name, package)
        show = view.show if view else lambda _: None
        limits, shelf = limits_of(arguments), Shelf.open()
        report = verify(package, sandbox=sandbox, observer=show, limits=limits, stored=stored, shelf=shelf)
    print_json(report.to_json()) if view is None else view.finish(report)
    if arguments.html:
        arguments.html.write_text(page(path.resolve().name, report), "utf-8")
    return report


def _view(arguments: Arguments, name: str, package: Package | None) -> VerifyView | None:
    if arguments.json:
        return None
    from judge.cli.show_verify import VerifyView

    return VerifyView(name, package)
