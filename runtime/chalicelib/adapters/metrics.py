"""Metrics out of the log: what changed becomes numbers in CloudWatch's embedded metric format, one JSON line each.

CloudWatch reads them from the functions' logs; nothing is called, nothing waits.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TextIO

NAMESPACE = "Alpaco"


@dataclass(frozen=True)
class Measure:
    """A metric; `field` of the log entry holds its value, an empty one counts."""

    name: str
    unit: str = "Count"
    field: str = ""


@dataclass(frozen=True)
class Rule:
    """`dimensions`: fields by which the metrics are told apart, each by itself."""

    measures: tuple[Measure, ...]
    dimensions: tuple[str, ...]


RULES: Mapping[str, Rule] = {
    "submission_judged": Rule(
        (Measure("Verdicts"), Measure("VerdictTime", "Seconds", "duration_s")), ("verdict", "language")
    ),
    "stage_finished": Rule((Measure("Stages"), Measure("StageTime", "Milliseconds", "duration_ms")), ("stage",)),
    "gate_reported": Rule((Measure("Gates"),), ("gate", "status")),
    "over_limit": Rule((Measure("Refusals"),), ("ask",)),
}


def emf(message: str, fields: Mapping[str, Any], *, deployment: str, now_ms: int) -> dict[str, object] | None:
    """The line for a log entry; None if it is no number's business."""
    rule = RULES.get(message)
    if rule is None:
        return None
    measures = [item for item in rule.measures if not item.field or item.field in fields]
    named = [name for name in rule.dimensions if name in fields]
    description = {
        "Namespace": NAMESPACE,
        "Dimensions": [["deployment"], *(["deployment", name] for name in named)],
        "Metrics": [{"Name": item.name, "Unit": item.unit} for item in measures],
    }
    values = {item.name: fields[item.field] if item.field else 1 for item in measures}
    head = {"_aws": {"Timestamp": now_ms, "CloudWatchMetrics": [description]}, "deployment": deployment}
    return {**head, **{name: str(fields[name]) for name in named}, **values}


class MetricsHandler(logging.Handler):
    """Writes the lines of what is logged."""

    def __init__(self, deployment: str, stream: TextIO | None = None) -> None:
        super().__init__()
        self._deployment = deployment
        self._stream = stream or sys.stdout

    def emit(self, record: logging.LogRecord) -> None:
        line = emf(record.msg, vars(record), deployment=self._deployment, now_ms=int(record.created * 1000))
        if line is not None:
            self._stream.write(json.dumps(line) + "\n")
