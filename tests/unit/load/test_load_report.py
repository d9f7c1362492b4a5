"""What `make load` makes of what it measured."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

from tools.load.chart import chart
from tools.load.hops import Seen, hops
from tools.load.measure import Measured, medians, quantile
from tools.load.show import report
from tools.load.start import ColdImports

START = datetime(2026, 11, 26, tzinfo=UTC)


def event(kind: str, name: str, at_s: float) -> dict[str, object]:
    details = f"state{kind.removeprefix('TaskState')}EventDetails"
    return {"type": kind, details: {"name": name}, "timestamp": START + timedelta(seconds=at_s)}


def test_parts_of_a_submission_follow_each_other_and_are_the_whole() -> None:
    began = START.timestamp()
    events = [
        {"type": "ExecutionStarted", "timestamp": START},
        event("TaskStateEntered", "LoadProblem", 0.25),
        event("TaskStateExited", "LoadProblem", 0.5),
        event("ChoiceStateEntered", "TestsFrozen", 0.5),
        event("ChoiceStateExited", "TestsFrozen", 0.5),
        event("TaskStateEntered", "Judge", 0.5),
        event("TaskStateExited", "Judge", 1.5),
        event("TaskStateEntered", "RecordVerdict", 1.5),
        event("TaskStateExited", "RecordVerdict", 1.75),
    ]
    parts = hops(Seen(began, began + 0.125, began + 1.875, events, engine_s=0.75))
    assert parts == {
        "request": 0.125,
        "start": 0.125,
        "LoadProblem": 0.25,
        "queue and answer": 0.25,
        "engine": 0.75,
        "verdict and last frame": 0.375,
    }
    assert sum(parts.values()) == 1.875


def test_median_of_a_part_is_over_those_that_have_it() -> None:
    assert medians([{"a": 1.0}, {"a": 3.0, "b": 5.0}, {"a": 2.0}]) == {"a": 2.0, "b": 5.0}


def test_quantiles_of_few_and_of_no_values() -> None:
    values = [float(number) for number in range(100, 0, -1)]
    assert (quantile(values, 0.5), quantile(values, 0.99), quantile([7.0], 0.99), quantile([], 0.5)) == (51, 100, 7, 0)


def measured(verdict_s: float) -> Measured:
    return Measured(["ACCEPTED"], 2.0, [0.1], [0.2], [verdict_s], {"engine": verdict_s / 2})


RESULTS = {"real": measured(0.6), "instant": measured(0.5)}


def test_report_names_the_two_ratios() -> None:
    text = report(RESULTS, ColdImports(empty_s=0.1, app_s=0.13))
    assert "real by instant worker: 1.20" in text
    assert "by an empty Chalice app: 1.30" in text
    assert "#" * 40 in text


def test_chart_is_a_picture_with_both_runs() -> None:
    picture = ElementTree.fromstring(chart(RESULTS))
    words = " ".join(picture.itertext())
    assert all(word in words for word in ("1.20", "real", "instant", "engine", "p50 600 ms"))
