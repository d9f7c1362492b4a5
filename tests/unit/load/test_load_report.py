"""What `make load` makes of what it measured."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tools.load.measure import Measured, quantile, states_s
from tools.load.show import report
from tools.load.start import ColdImports

START = datetime(2026, 11, 26, tzinfo=UTC)


def event(kind: str, name: str, at_s: float) -> dict[str, object]:
    details = f"state{kind.removeprefix('TaskState')}EventDetails"
    return {"type": kind, details: {"name": name}, "timestamp": START + timedelta(seconds=at_s)}


def test_time_in_each_state_is_read_from_the_history() -> None:
    events = [
        {"type": "ExecutionStarted", "timestamp": START},
        event("TaskStateEntered", "LoadProblem", 0.0),
        event("TaskStateExited", "LoadProblem", 0.25),
        event("TaskStateEntered", "Judge", 0.25),
        event("TaskStateExited", "Judge", 1.5),
        event("TaskStateEntered", "RecordVerdict", 1.5),
    ]
    assert states_s(events) == {"LoadProblem": 0.25, "Judge": 1.25}


def test_quantiles_of_few_and_of_no_values() -> None:
    values = [float(number) for number in range(100, 0, -1)]
    assert (quantile(values, 0.5), quantile(values, 0.99), quantile([7.0], 0.99), quantile([], 0.5)) == (51, 100, 7, 0)


def test_report_names_the_two_ratios() -> None:
    def measured(verdict_s: float) -> Measured:
        return Measured(["ACCEPTED"], 2.0, [0.1], [0.2], [verdict_s], {"Judge": verdict_s / 2})

    text = report({"real": measured(0.6), "instant": measured(0.5)}, ColdImports(empty_s=0.1, app_s=0.13))
    assert "real by instant worker: 1.20" in text
    assert "by an empty Chalice app: 1.30" in text
    assert "#" * 40 in text
