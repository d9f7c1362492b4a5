"""Every submission of the example packages gets the verdict that its folder promises, in the real sandbox."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from chalicelib.protocol import Verdict
from judge.engine import grade
from judge.jury import jury_submission
from judge.package import load
from judge.sandbox import Sandbox

from tests.unit.problems.example_packages import PACKAGES

pytestmark = pytest.mark.sandbox

SUBMISSIONS = [path for package in PACKAGES for path in sorted((package / "submissions").glob("*/*"))]
# What the format permits and requires of the runs of each folder.
PROMISES: dict[str, tuple[set[Verdict], set[Verdict]]] = {
    "accepted": ({Verdict.ACCEPTED}, {Verdict.ACCEPTED}),
    "wrong_answer": ({Verdict.ACCEPTED, Verdict.WRONG_ANSWER}, {Verdict.WRONG_ANSWER}),
    "run_time_error": ({Verdict.ACCEPTED, Verdict.RUNTIME_ERROR}, {Verdict.RUNTIME_ERROR}),
    "time_limit_exceeded": ({Verdict.ACCEPTED, Verdict.TIME_LIMIT_EXCEEDED}, {Verdict.TIME_LIMIT_EXCEEDED}),
    "brute_force": (
        {Verdict.ACCEPTED, Verdict.TIME_LIMIT_EXCEEDED, Verdict.RUNTIME_ERROR},
        {Verdict.TIME_LIMIT_EXCEEDED, Verdict.RUNTIME_ERROR},
    ),
}
SLOW_FOLDERS = {"time_limit_exceeded", "brute_force"}


def submission_id(path: Path) -> str:
    return f"{path.parents[2].name}-{path.parent.name}-{path.name}"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox.open(slots=1) as opened:
        yield opened


@pytest.mark.parametrize("path", SUBMISSIONS, ids=submission_id)
def test_submission_gets_the_verdict_of_its_folder(path: Path, sandbox: Sandbox) -> None:
    package = load(path.parents[2])
    program = next(item for item in package.submissions if item.path.resolve() == path.resolve())
    folder = path.parent.name
    # Each slow run costs the whole time limit, so one of them has to do.
    result = grade(
        package, jury_submission(package, program), sandbox=sandbox, stop_on_first_failure=folder in SLOW_FOLDERS
    )
    permitted, required = PROMISES[folder]
    verdicts = {run.verdict for run in result.runs}
    assert verdicts <= permitted, [run for run in result.runs if run.verdict not in permitted] or result.error
    assert result.verdict in required, result.error or result.compile
    if folder == "accepted":
        # The margin of the format, section "Problem timing".
        assert 2 * max(run.cpu_s for run in result.runs) <= (package.limits.time_limit_s or 0)
