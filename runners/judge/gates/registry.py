"""All gates in the order in which they run: cheap ones first, so that the first result comes at once."""

from __future__ import annotations

from typing import Any

from judge.gates import agreement, inputs, outputs, structure, submissions, time_limit
from judge.gates.model import Gate

# Gates differ in what they measure, which nobody but the gate itself looks at.
GATES: tuple[Gate[Any], ...] = (
    structure.GATE,
    inputs.ACCEPTS_TESTS,
    inputs.REJECTS_INVALID,
    outputs.SAMPLES,
    outputs.VALID_OUTPUT,
    outputs.INVALID_OUTPUT,
    agreement.REFERENCE,
    agreement.BRUTE,
    submissions.GATE,
    time_limit.GATE,
)
