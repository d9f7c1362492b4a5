"""All gates in the order in which they run: cheap ones first, so that the first result comes at once."""

from __future__ import annotations

from typing import Any

from judge.gates import (
    agreement,
    answers,
    bounds,
    checker,
    compiles,
    complete,
    constants,
    coverage,
    distinct,
    fresh,
    frozen,
    generator,
    graded,
    inputs,
    outputs,
    promises,
    reference,
    renders,
    safe,
    spec_sound,
    strictness,
    structure,
    submissions,
    time_limit,
    trivial,
    wording,
)
from judge.gates.model import Gate

# Gates differ in what they measure, which nobody but the gate itself looks at.
GATES: tuple[Gate[Any], ...] = (
    structure.GATE,
    frozen.GATE,
    spec_sound.GATE,
    constants.GATE,
    wording.LANGUAGE,
    renders.GATE,
    wording.DISCREET,
    complete.GATE,
    compiles.GATE,
    safe.GATE,
    inputs.ACCEPTS_TESTS,
    inputs.REJECTS_INVALID,
    strictness.GATE,
    bounds.GATE,
    promises.GATE,
    generator.GATE,
    fresh.GATE,
    distinct.GATE,
    coverage.GATE,
    reference.GATE,
    agreement.GATE,
    graded.GATE,
    answers.GATE,
    outputs.SAMPLES,
    outputs.VALID_OUTPUT,
    outputs.INVALID_OUTPUT,
    checker.GATE,
    trivial.GATE,
    submissions.GATE,
    time_limit.GATE,
)
