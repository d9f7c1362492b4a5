"""An output validator that takes what is no rearrangement, where every answer is one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from judge.gates.rearranged import loose
from judge.sandbox import Sandbox

from tests.functional.judge.packages import package, workbench

pytestmark = pytest.mark.sandbox

SPEC = {
    "title": "Beads", "summary": "Print a row of all beads.", "topics": [], "difficulty": "easy",
    "rules": ["Any row is accepted."],
    "variables": [{"name": "k", "kind": "count", "min": "1", "max": "4", "meaning": "colours"},
                  {"name": "c_i", "kind": "integer", "min": "1", "max": "4", "meaning": "beads of colour i"}],
    "input_layout": ["k", "c_1 c_2 ... c_k"], "output_layout": ["a row"], "output_kind": "any_valid",
    "float_tolerance": "", "answer_classes": [], "intended_complexity": "O(n)", "naive_complexity": "",
    "time_limit_s": 1, "memory_mib": 256,
}  # fmt: skip
VALIDATOR = """import sys
k, *c = map(int, sys.stdin.read().split())
sys.exit(42 if len(c) == k and 1 <= k <= 4 and all(1 <= x <= 4 for x in c) else 43)
"""
ROW = """import sys
k, *c = map(int, sys.stdin.read().split())
print(*(x + 1 for x in range(k)STEP for _ in range(c[x])))
"""
CHECKER = """import sys
k, *c = map(int, open(sys.argv[1]).read().split())
row = sys.stdin.read().split()
sys.exit(42 if {} else 43)
"""
RISING = "row == [str(x + 1) for x in range(k) for _ in range(c[x])]"
COUNTED = "[row.count(str(x + 1)) for x in range(k)] == c and len(row) == sum(c)"
LENGTH = "set(row) <= {str(x + 1) for x in range(k)} and len(row) == sum(c)"


LOOKS = {
    "at all": (RISING, None),
    "at counts alone": (COUNTED, "the parts of an answer in any order"),
    "at lengths alone": (LENGTH, "what is not as many of each as c_i says, as all answers are"),
}


@pytest.mark.parametrize(("looks", "what"), LOOKS.values(), ids=LOOKS)
def test_a_part_in_place_of_another(looks: str, what: str | None, tmp_path: Path) -> None:
    files = {
        ".alpaco/spec.json": json.dumps(SPEC),
        "input_validators/validate.py": VALIDATOR,
        "output_validator/validate.py": CHECKER.replace("{}", looks),
        "submissions/accepted/reference.py": ROW.replace("STEP", ""),
        "submissions/brute_force/brute.py": ROW.replace("STEP", ""),
    }
    for counts in ("2 1", "1 1 3", "2 2", "3 1 2 4"):
        name, row = counts.replace(" ", ""), counts.split()
        answer = " ".join(str(x + 1) for x in range(len(row)) for _ in range(int(row[x])))
        files |= {f"data/secret/{name}.in": f"{len(row)}\n{counts}\n", f"data/secret/{name}.ans": f"{answer}\n"}
    loaded = package(tmp_path, files)
    with Sandbox.open(slots=2) as sandbox:
        bench = workbench(loaded, sandbox)
        found = loose(bench)
        bench.close()
    assert (found.what if found else None) == what
