"""A spec that is right, to be changed by tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import cast

from chalicelib.domain.generation import Difficulty
from chalicelib.domain.spec import ProblemSpec, read_spec

ROOT = Path(__file__).parents[3]
SCHEMA = json.loads((ROOT / "runtime/chalicelib/schemas/problem_spec.schema.json").read_text())


def raw_spec(**changes: object) -> dict[str, object]:
    spec: dict[str, object] = {
        "title": "Ferry Stops",
        "summary": "Count the ferries that stop at the pier.",
        "topics": ["arithmetic"],
        "difficulty": "easy",
        "rules": ["A ferry stops if its number is a multiple of k.", "Print 0 if none stops."],
        "variables": [raw_variable(), raw_variable(name="k", max="100")],
        "input_layout": ["n k"],
        "output_layout": ["one integer: the number of ferries that stop"],
        "output_kind": "exact",
        "float_tolerance": "",
        "answer_classes": ["0"],
        "intended_complexity": "O(1)",
        "naive_complexity": "O(n)",
        "time_limit_s": 1,
        "memory_mib": 256,
    }
    return {**spec, **changes}


def raw_variable(**changes: str) -> dict[str, str]:
    return {"name": "n", "kind": "integer", "min": "1", "max": "1000000000000000000", "meaning": "ferries", **changes}


def a_spec(**changes: object) -> ProblemSpec:
    return cast("ProblemSpec", read_spec(raw_spec(**changes), SCHEMA, Difficulty.EASY))
