"""Where the input validator is too lax, nobody is blamed for what programs print on inputs that are invalid."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from judge.gates import agreement, promises
from judge.gates.model import Blame, GateStatus
from judge.sandbox import Sandbox
from judge.verify import verify

from tests.functional.judge.packages import package

pytestmark = pytest.mark.sandbox

SPEC = {
    "title": "Rest", "summary": "Print n - k.", "topics": [], "difficulty": "easy", "rules": ["k is at most n."],
    "variables": [{"name": name, "kind": "integer", "min": "1", "max": "20", "meaning": "a number"} for name in "nk"],
    "input_layout": ["n k"], "output_layout": ["one integer"], "output_kind": "exact", "float_tolerance": "",
    "answer_classes": [], "intended_complexity": "O(1)", "naive_complexity": "", "time_limit_s": 1, "memory_mib": 256,
}  # fmt: skip
LAX = """import re, sys
data = sys.stdin.buffer.read()
good = re.fullmatch(rb"[1-9][0-9]? [1-9][0-9]?\\n", data) and all(1 <= int(x) <= 20 for x in data.split())
sys.exit(42 if good else 43)
"""


@pytest.mark.parametrize(("brute", "status"), [("len(range(k, n))", "pass"), ("len(range(k, n)) or 7", "fail")])
def test_solutions_that_differ_on_invalid_inputs_alone_are_not_blamed(brute: str, status: str, tmp_path: Path) -> None:
    files = {
        ".alpaco/spec.json": json.dumps(SPEC),
        "input_validators/validate.py": LAX,
        "submissions/accepted/reference.py": "n, k = map(int, input().split())\nprint(n - k)\n",
        "submissions/brute_force/brute.py": f"n, k = map(int, input().split())\nprint({brute})\n",
    }
    for n, k in ((1, 1), (3, 2), (5, 4), (6, 1), (9, 9), (20, 3)):
        files |= {f"data/secret/{n}.in": f"{n} {k}\n", f"data/secret/{n}.ans": f"{n - k}\n"}
    loaded = package(tmp_path, files)
    with Sandbox.open(slots=2) as sandbox:
        found = verify(loaded, sandbox=sandbox, gates=(promises.GATE, agreement.GATE)).gates
    assert found[0].is_failure_of(Blame.VALIDATOR), found[0]
    assert (found[1].status, found[1].blame) == (GateStatus(status), Blame.REFERENCE)
