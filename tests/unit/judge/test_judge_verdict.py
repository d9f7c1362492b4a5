from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from chalicelib.protocol import Verdict
from judge.execute import Executable, RunLimits, measured
from judge.ports import SandboxPort
from judge.sandbox.outcome import Outcome
from judge.sandbox.program import Program
from judge.sandbox.status import Status
from judge.sandbox.usage import Usage
from judge.verdict import final_verdict, has_slept, is_near_limit, verdict_of_run, why

V = Verdict


def outcome(status: Status, cpu_s: float = 0.1, code: int | None = None, signal: int | None = None) -> Outcome:
    return Outcome(status, exit_code=code, signal=signal, usage=Usage(cpu_s, cpu_s, 1), detail="detail")


@pytest.mark.parametrize(
    ("run", "verdict"),
    [
        (outcome(Status.EXITED, code=0), None),
        (outcome(Status.EXITED, code=1), V.RUNTIME_ERROR),
        (outcome(Status.SIGNALLED, signal=11), V.RUNTIME_ERROR),
        (outcome(Status.EXITED, cpu_s=1.01, code=0), V.TIME_LIMIT_EXCEEDED),
        (outcome(Status.EXITED, cpu_s=1.0, code=0), None),
        (outcome(Status.SIGNALLED, cpu_s=1.01, signal=11), V.TIME_LIMIT_EXCEEDED),
        (outcome(Status.CPU_LIMIT), V.TIME_LIMIT_EXCEEDED),
        (outcome(Status.WALL_LIMIT, cpu_s=0), V.TIME_LIMIT_EXCEEDED),
        (outcome(Status.MEMORY_LIMIT, signal=9), V.MEMORY_LIMIT_EXCEEDED),
        (outcome(Status.MEMORY_LIMIT, cpu_s=2), V.TIME_LIMIT_EXCEEDED),
        (outcome(Status.OUTPUT_LIMIT, signal=9), V.OUTPUT_LIMIT_EXCEEDED),
        (outcome(Status.OUTPUT_LIMIT, cpu_s=2), V.TIME_LIMIT_EXCEEDED),
        (outcome(Status.TAMPERED, cpu_s=2), V.SECURITY_VIOLATION),
        (outcome(Status.FAILED, cpu_s=2), V.JUDGE_ERROR),
    ],
)
def test_verdict_of_run_takes_the_first_cause_in_order(run: Outcome, verdict: Verdict | None) -> None:
    assert verdict_of_run(run, time_limit_s=1.0) is verdict


@pytest.mark.parametrize(
    ("verdicts", "final"),
    [
        ([], V.JUDGE_ERROR),
        ([V.ACCEPTED, V.ACCEPTED], V.ACCEPTED),
        ([V.ACCEPTED, V.WRONG_ANSWER, V.RUNTIME_ERROR], V.WRONG_ANSWER),
        ([V.WRONG_ANSWER, V.JUDGE_ERROR], V.JUDGE_ERROR),
    ],
)
def test_final_verdict_is_the_first_failure(verdicts: list[Verdict], final: Verdict) -> None:
    assert final_verdict(verdicts) is final


@pytest.mark.parametrize(
    ("run", "near"),
    [
        (outcome(Status.EXITED, cpu_s=0.89, code=0), False),
        (outcome(Status.EXITED, cpu_s=0.91, code=0), True),
        (outcome(Status.CPU_LIMIT, cpu_s=1.11), True),
        (outcome(Status.CPU_LIMIT, cpu_s=1.5), False),
        (outcome(Status.WALL_LIMIT, cpu_s=0.7), True),
        (outcome(Status.WALL_LIMIT, cpu_s=0.05), False),
    ],
)
def test_runs_near_the_limit_are_told(run: Outcome, near: bool) -> None:
    assert is_near_limit(run, time_limit_s=1.0) is near


def test_on_an_overloaded_machine_the_clock_is_asked_twice() -> None:
    waited = outcome(Status.WALL_LIMIT, cpu_s=0.0)
    assert is_near_limit(waited, 1.0, is_overloaded=True)
    assert not is_near_limit(outcome(Status.EXITED, cpu_s=0.1, code=0), 1.0, is_overloaded=True)
    assert not is_near_limit(outcome(Status.WALL_LIMIT, cpu_s=1.5), 1.0, is_overloaded=True)


def test_reasons_name_signal_and_exit_code() -> None:
    assert why(outcome(Status.SIGNALLED, signal=11), V.RUNTIME_ERROR) == "SIGSEGV"
    assert why(outcome(Status.EXITED, code=3), V.RUNTIME_ERROR) == "exit code 3"
    assert why(outcome(Status.WALL_LIMIT), V.TIME_LIMIT_EXCEEDED) == "on the clock"


@pytest.mark.parametrize(
    ("cpu_s", "wall_s", "crowding", "slept"),
    [
        pytest.param(0.02, 10.0, 4.0, True, id="sleeps"),
        pytest.param(0.9, 8.0, 4.0, False, id="starved"),
        pytest.param(0.9, 8.0, 1.0, True, id="nobody-in-its-way"),
        pytest.param(0.01, 0.3, 2.0, False, id="short"),
    ],
)
def test_who_sleeps_is_told_from_who_is_kept_waiting(cpu_s: float, wall_s: float, crowding: float, slept: bool) -> None:
    assert has_slept(Outcome(Status.EXITED, 0, usage=Usage(cpu_s, wall_s, 1)), crowding) is slept


@pytest.mark.parametrize(
    ("second", "partner_s", "is_second"),
    [
        pytest.param(Usage(0.02, 10.0, 1), 0.0, False, id="slept"),
        pytest.param(Usage(0.02, 10.0, 1), 0.9, True, id="waited-for-a-partner-who-was-kept-waiting"),
        pytest.param(Usage(0.02, 10.0, 1), 0.02, False, id="waited-for-a-partner-who-waited-too"),
        pytest.param(Usage(0.02, 1.0, 1), 0.0, True, id="in-time-when-alone"),
        pytest.param(Usage(0.9, 10.0, 1), 0.0, True, id="starved-again"),
    ],
)
def test_more_time_on_the_clock_is_not_for_sleeping(
    crowd: SandboxPort, second: Usage, partner_s: float, is_second: bool
) -> None:
    stopped, ended = Outcome(Status.WALL_LIMIT, usage=Usage(0.02, 4.0, 1)), Outcome(Status.EXITED, 0, usage=second)
    runs = iter([stopped, ended])
    found = measured(crowd, _EXECUTABLE, lambda _: next(runs), lambda _: partner_s)
    assert found is (ended if is_second else stopped)


@pytest.mark.parametrize(
    ("cpu_s", "partner_s", "patience"),
    [
        pytest.param(0.02, 0.0, 1, id="slept"),
        pytest.param(0.02, 0.02, 1, id="both-waited"),
        pytest.param(0.02, 0.9, 4, id="partner-worked"),
        pytest.param(0.5, 0.0, 4, id="worked"),
    ],
)
def test_a_second_run_waits_longer_only_for_those_who_worked(
    crowd: SandboxPort, cpu_s: float, partner_s: float, patience: float
) -> None:
    asked: list[float] = []

    def run(executable: Executable) -> Outcome:
        asked.append(executable.limits.patience)
        return Outcome(Status.WALL_LIMIT, usage=Usage(cpu_s, 4.0, 1))

    measured(crowd, _EXECUTABLE, run, lambda _: partner_s)
    assert asked == [1, patience]


_EXECUTABLE = Executable(Program(Path("/nowhere"), ("./program",)), RunLimits(1.0))


@pytest.fixture
def crowd(monkeypatch: pytest.MonkeyPatch) -> SandboxPort:
    """A sandbox on a machine where five programs want each processor."""
    monkeypatch.setattr("os.getloadavg", lambda: (100.0, 100.0, 100.0))
    monkeypatch.setattr("os.cpu_count", lambda: 20)
    return cast("SandboxPort", type("Nowhere", (), {})())
