"""The collection itself: every entry says what it must, and every source has one."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from judge.sandbox import Limits, Outcome, Status, Usage

from tests.runners.hostile import building
from tests.runners.hostile.collection import ASSERTIONS, ROOT, HostileProgram, load
from tests.runners.hostile.expectation import build_findings, content_findings, run_findings, state_findings

PROGRAMS = load()


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_entry_is_complete(program: HostileProgram) -> None:
    assert program.isolation in ASSERTIONS
    assert program.about
    assert program.sources()
    assert program.suffix in building.RECIPES
    assert {*program.status, *program.build} <= set(Status)
    assert program.why or len(program.status) == len(program.build) == 1


def test_collection_covers_every_language_and_assertion() -> None:
    suffixes = Counter(program.suffix for program in PROGRAMS.values())
    assert set(suffixes) == set(building.RECIPES)
    assert min(suffixes.values()) >= 5
    assert len(PROGRAMS) >= 110
    assert {program.isolation for program in PROGRAMS.values()} == set(ASSERTIONS)


def test_every_source_has_an_entry() -> None:
    used = {(program.folder / program.source).resolve() for program in PROGRAMS.values()}
    lost = [path for path in _sources() if not {path, *path.parents} & used]
    assert lost == []


def _sources() -> list[Path]:
    return [path for path in ROOT.rglob("*.*") if path.suffix in building.RECIPES]


LIMITS = Limits(cpu_s=1, wall_s=2, memory_mib=100, output_mib=1)


def _program(**differs: object) -> HostileProgram:
    return HostileProgram("p", ROOT / "none", "p.py", "about", "secrets_kept", **differs)  # type: ignore[arg-type]


def _names(findings: list[object]) -> list[str]:
    return [str(finding).partition(":")[0] for finding in findings]


@pytest.mark.parametrize(
    ("program", "outcome", "wanted"),
    [
        pytest.param(_program(), Outcome(Status.EXITED, exit_code=0), [], id="right"),
        pytest.param(_program(), Outcome(Status.CPU_LIMIT), ["expected"], id="wrong-status"),
        pytest.param(
            _program(exit_codes=(3,)), Outcome(Status.EXITED, exit_code=0), ["expected"], id="wrong-exit-code"
        ),
        pytest.param(
            _program(status=("signalled",), signal=9),
            Outcome(Status.SIGNALLED, signal=11),
            ["expected"],
            id="wrong-signal",
        ),
        pytest.param(_program(stdout="a"), Outcome(Status.EXITED, stdout=b"b"), ["expected"], id="wrong-output"),
        pytest.param(
            _program(), Outcome(Status.EXITED, usage=Usage(memory_mib=101)), ["within_limits"], id="memory-unpunished"
        ),
        pytest.param(
            _program(), Outcome(Status.EXITED, usage=Usage(cpu_s=1.5)), ["within_limits"], id="cpu-unpunished"
        ),
        pytest.param(_program(), Outcome(Status.EXITED, stdout=b"x" * (2 << 20)), ["within_limits"], id="output-kept"),
    ],
)
def test_findings_name_what_is_wrong(program: HostileProgram, outcome: Outcome, wanted: list[str]) -> None:
    assert _names(list(run_findings(program, outcome, LIMITS, elapsed_s=1.0))) == wanted


def test_a_run_that_ends_late_is_found() -> None:
    found = run_findings(_program(), Outcome(Status.EXITED), LIMITS, elapsed_s=LIMITS.wall_s + 5)
    assert _names(list(found)) == ["within_limits"]


def test_secrets_and_confessions_are_found_in_every_stream() -> None:
    outcome = Outcome(Status.EXITED, stdout=b"x\nBREACH y", stderr=b"..S3CRET", files={"out/a": b"S3CRET"})
    assert _names(list(content_findings(outcome, ["S3CRET"]))) == ["secrets_kept", "secrets_kept", "nothing_breached"]


def test_a_build_must_fail_where_the_manifest_says_so() -> None:
    assert build_findings(_program(built=False), Outcome(Status.EXITED), built=True)
    assert not build_findings(_program(built=None), Outcome(Status.EXITED), built=True)


@pytest.mark.parametrize(
    ("same", "outputs"), [(True, [b"a", b"b"]), (False, [b"a", b"a"])], ids=["must-be-same", "must-differ"]
)
def test_outputs_of_tests_are_compared(same: bool, outputs: list[bytes]) -> None:
    assert state_findings(_program(same_stdout=same), outputs)
