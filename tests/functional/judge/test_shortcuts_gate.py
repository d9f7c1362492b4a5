"""Tests that have something in common which the problem does not promise."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from judge.gates.model import GateStatus
from judge.gates.shortcuts import GATE
from judge.gates.workbench import Workbench
from judge.sandbox import Sandbox

from tests.functional.judge.packages import package, workbench

pytestmark = pytest.mark.sandbox

SPEC = {
    "title": "Steps", "summary": "Count the steps down.", "topics": [], "difficulty": "easy",
    "rules": ["Count the neighbours of which the first is larger."],
    "variables": [
        {"name": "n", "kind": "count", "min": "1", "max": "300", "meaning": "how many"},
        {"name": "h_i", "kind": "integer", "min": "1", "max": "99", "meaning": "a height"},
    ],
    "input_layout": ["n", "n integers: h_i"], "output_layout": ["one integer"], "output_kind": "exact",
    "float_tolerance": "", "answer_classes": [], "intended_complexity": "O(n)", "naive_complexity": "",
    "time_limit_s": 1, "memory_mib": 256,
}  # fmt: skip
VALIDATOR = """import sys
n, *h = map(int, sys.stdin.read().split())
sys.exit(42 if len(h) == n and 1 <= n <= 300 and all(1 <= x <= 99 for x in h) else 43)
"""
GENERATOR = """import random, sys
rng = random.Random("-".join(sys.argv[1:]))
h = [rng.randint(1, 99) for _ in range({"small": rng.randint(1, 6)}.get(sys.argv[1], 300))]
CHANGE
print(len(h))
print(*h)
"""
STEPS = "n = int(input())\nh = list(map(int, input().split()))\nprint(sum(a > b for a, b in zip(h, h[1:])))\n"
IS_RISING = "n = int(input())\nh = list(map(int, input().split()))\nprint('YES' if h == sorted(h) else 'NO')\n"
NAMES = [(stratum, seed) for stratum in ("small", "random", "extreme") for seed in range(1, 7)]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox.open(slots=2) as opened:
        yield opened


def _bench(root: Path, sandbox: Sandbox, change: str, reference: str) -> Workbench:
    files = {
        ".alpaco/spec.json": json.dumps(SPEC),
        "generators/generate.py": GENERATOR.replace("CHANGE", change),
        "input_validators/validate.py": VALIDATOR,
        "submissions/accepted/reference.py": reference,
        **{f"data/secret/{k:03d}-{stratum}-{seed}.in": "1\n1\n" for k, (stratum, seed) in enumerate(NAMES)},
    }
    first = workbench(package(root, files), sandbox)
    assert first.generator is not None
    assert first.reference is not None
    for k, (stratum, seed) in enumerate(NAMES):
        data = first.generator.play(b"", (stratum, str(seed))).output
        files[f"data/secret/{k:03d}-{stratum}-{seed}.in"] = data.decode()
        files[f"data/secret/{k:03d}-{stratum}-{seed}.ans"] = first.reference.play(data).output.decode()
    first.close()
    return workbench(package(root, files), sandbox)


CASES = {
    "any heights": ("", STEPS, GateStatus.PASS, ""),
    "never up": ("h.sort(reverse=True)", STEPS, GateStatus.FAIL, "descending order"),
    "all alike": ("h = h[:1] * len(h)", STEPS, GateStatus.FAIL, "like the first"),
    "rising at times": ("h.sort() if rng.random() < 0.5 else None", IS_RISING, GateStatus.PASS, ""),
    "never rising where long": ("", IS_RISING, GateStatus.FAIL, "prints NO for every input of more than"),
}


@pytest.mark.parametrize(("change", "reference", "status", "told"), CASES.values(), ids=CASES)
def test_what_all_tests_have_in_common_is_told(
    change: str, reference: str, status: GateStatus, told: str, sandbox: Sandbox, tmp_path: Path
) -> None:
    bench = _bench(tmp_path, sandbox, change, reference)
    found = GATE.run(bench)
    assert (found.status, told in found.summary + found.evidence) == (status, True)
    bench.close()
