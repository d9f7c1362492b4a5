"""Log entries of state changes become metrics; nothing else does."""

from __future__ import annotations

import io
import json
import logging

from chalicelib.adapters.metrics import RULES, MetricsHandler, emf


def test_verdict_is_counted_and_timed_by_verdict_and_language() -> None:
    fields = {"submission_id": "s1", "verdict": "ACCEPTED", "language": "python3", "duration_s": 0.4}
    line = emf("submission_judged", fields, deployment="dev", now_ms=7)
    assert line == {
        "_aws": {
            "Timestamp": 7,
            "CloudWatchMetrics": [
                {
                    "Namespace": "Alpaco",
                    "Dimensions": [["deployment"], ["deployment", "verdict"], ["deployment", "language"]],
                    "Metrics": [{"Name": "Verdicts", "Unit": "Count"}, {"Name": "VerdictTime", "Unit": "Seconds"}],
                }
            ],
        },
        "deployment": "dev",
        "verdict": "ACCEPTED",
        "language": "python3",
        "Verdicts": 1,
        "VerdictTime": 0.4,
    }


def test_handler_writes_a_line_for_what_is_measured_and_none_for_the_rest() -> None:
    stream = io.StringIO()
    log = logging.Logger("chalicelib.test")
    log.addHandler(MetricsHandler("dev", stream))
    for message in RULES:
        log.info(message, extra={"gate": "structure", "status": "pass", "stage": "spec", "duration_ms": 5})
    log.info("reaped", extra={"open": 3})
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert len(lines) == len(RULES)
    assert [line["Gates"] for line in lines if "Gates" in line] == [1]
