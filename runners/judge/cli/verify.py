"""`alpaco verify`: the gates on one or more packages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judge.cli.common import limits_of, package_of, print_json
from judge.cli.main import JUDGE_ERROR, NOT_ACCEPTED, OK, Arguments
from judge.package import Package
from judge.sandbox import Sandbox, SandboxError
from judge.verify import Outcome, VerifyReport, verify

if TYPE_CHECKING:
    from judge.cli.show_verify import VerifyView


def run(arguments: Arguments) -> int:
    packages = [package_of(path) for path in arguments.packages]
    try:
        with Sandbox.open(slots=4) as sandbox:
            reports = [_verify(arguments, package, sandbox) for package in packages]
    except SandboxError as exc:
        print_json({"error": str(exc)}) if arguments.json else print(f"alpaco: {exc}")
        return JUDGE_ERROR
    return OK if all(report.outcome is Outcome.VERIFIED for report in reports) else NOT_ACCEPTED


def _verify(arguments: Arguments, package: Package, sandbox: Sandbox) -> VerifyReport:
    view = _view(arguments, package)
    report = verify(
        package, sandbox=sandbox, observer=view.show if view else lambda _: None, limits=limits_of(arguments)
    )
    if view is None:
        print_json(report.to_json())
    else:
        view.finish(report)
    return report


def _view(arguments: Arguments, package: Package) -> VerifyView | None:
    if arguments.json:
        return None
    from judge.cli.show_verify import VerifyView

    return VerifyView(package)
