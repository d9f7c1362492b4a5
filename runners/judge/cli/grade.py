"""`alpaco grade`: one submission on one package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chalicelib.protocol import Result, RunReport, Verdict

from judge.cli.common import folder_of, jury_or_user_submission, limits_of, package_of, print_json
from judge.cli.main import JUDGE_ERROR, NOT_ACCEPTED, OK, Arguments
from judge.engine import GradeOptions, grade
from judge.package import Package
from judge.sandbox import Sandbox, SandboxError
from judge.shelf import Shelf
from judge.submission import Submission

if TYPE_CHECKING:
    from judge.cli.show import GradeView


def run(arguments: Arguments) -> int:
    with folder_of(arguments.package) as folder:
        return _run(arguments, package_of(folder, arguments.package))


def _run(arguments: Arguments, package: Package) -> int:
    submission = jury_or_user_submission(package, arguments.source, arguments.language)
    view = _view(arguments, package, submission)
    result = _grade(arguments, package, submission, view)
    if view is None:
        print_json(as_json(result))
    else:
        view.finish(result)
    return _exit_code(result.verdict)


def _view(arguments: Arguments, package: Package, submission: Submission) -> GradeView | None:
    """rich takes a while to import, so only where people read."""
    if arguments.json:
        return None
    from judge.cli.show import GradeView

    return GradeView(package, submission)


def _grade(arguments: Arguments, package: Package, submission: Submission, view: GradeView | None) -> Result:
    def on_run(report: RunReport) -> None:
        if view is not None:
            view.add(report)

    try:
        with Sandbox.open(slots=2) as sandbox:
            return grade(
                package,
                submission,
                sandbox=sandbox,
                limits=limits_of(arguments),
                stop_on_first_failure=not arguments.all,
                on_run=on_run,
                options=GradeOptions(for_judges=True, shelf=Shelf.open()),
            )
    except SandboxError as exc:
        return Result("", 0, Verdict.JUDGE_ERROR, language=submission.language or "", error=str(exc))


def _exit_code(verdict: Verdict) -> int:
    codes = {Verdict.ACCEPTED: OK, Verdict.JUDGE_ERROR: JUDGE_ERROR}
    return codes.get(verdict, NOT_ACCEPTED)


def as_json(result: Result) -> dict[str, object]:
    """The command's output for programs; `score` and `error` only where there is one."""
    compiled = result.compile
    report: dict[str, object] = {
        "verdict": result.verdict,
        "language": result.language,
        "compile": {
            "ok": compiled.ok if compiled else False,
            "output": compiled.output if compiled else "",
            "wall_s": round(compiled.wall_s, 3) if compiled else 0.0,
        },
        "runs": [_run_json(run) for run in result.runs],
        "wall_s": result.wall_s,
    }
    if result.score is not None:
        report["score"] = result.score
    if result.error:
        report["error"] = result.error
    return report


def _run_json(run: RunReport) -> dict[str, object]:
    return {
        "test": run.test,
        "verdict": run.verdict,
        "cpu_s": run.cpu_s,
        "wall_s": run.wall_s,
        "memory_mib": run.memory_mib,
        "message": run.message,
    }
