"""Where one program is found wrong, others are not blamed on its word."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from judge.gates import agreement, promises, solvers, strictness, submissions
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
    assert (found[0].status, found[0].blame) == (GateStatus.FAIL, Blame.VALIDATOR)
    assert (found[1].status, found[1].blame) == (GateStatus(status), Blame.REFERENCE)


WRONG_ALIKE = "n, k = map(int, input().split())\nprint(n + k)\n"
RIGHT = "n, k = map(int, input().split())\nprint(n - k)\n"


def test_submissions_are_not_judged_by_answers_that_the_third_solution_denies(tmp_path: Path) -> None:
    files = {
        ".alpaco/spec.json": json.dumps(SPEC),
        ".alpaco/solver.py": RIGHT,
        "input_validators/validate.py": LAX,
        "submissions/accepted/reference.py": WRONG_ALIKE,
        "submissions/brute_force/brute.py": WRONG_ALIKE,
        "submissions/time_limit_exceeded/slow.py": RIGHT,
        "submissions/wrong_answer/alike.py": WRONG_ALIKE,
        "submissions/submissions.yaml": "brute_force:\n  permitted: [AC]\n  required: [AC]\n",
    }
    for n, k in ((1, 1), (3, 2), (5, 4)):
        files |= {f"data/secret/{n}.in": f"{n} {k}\n", f"data/secret/{n}.ans": f"{n + k}\n"}
    loaded = package(tmp_path, files)
    with Sandbox.open(slots=2) as sandbox:
        found = verify(loaded, sandbox=sandbox, gates=(agreement.GATE, solvers.GATE, submissions.GATE)).gates
    assert [gate.status for gate in found] == [GateStatus.PASS, GateStatus.FAIL, GateStatus.PASS], found


MAP_SPEC = {
    **SPEC,
    "rules": ["Each cell is `~` or `B`."],
    "variables": [{"name": "r", "kind": "count", "min": "1", "max": "9", "meaning": "rows"}],
    "input_layout": ["r", "r lines: a row of cells, each `~` or `B`"],
}
MAP_VALIDATOR = """import re, sys
rows = int((re.match(rb"[1-9]\\n", sys.stdin.buffer.peek(2)) or [b"0"])[0])
good = re.fullmatch(rb"[1-9]\\n(?:[LETTERS]{5}\\n){%d}" % rows, sys.stdin.buffer.read())
sys.exit(42 if rows and good else 43)
"""


@pytest.mark.parametrize(
    ("letters", "accepted"), [("~B", False), ("~B.", True), ("~Bb", True), ("~B*", True), ("~BC", True)]
)
def test_a_sign_that_no_cell_may_be_is_put_to_the_validator(letters: str, accepted: bool, tmp_path: Path) -> None:
    files = {
        ".alpaco/spec.json": json.dumps(MAP_SPEC),
        "input_validators/validate.py": MAP_VALIDATOR.replace("LETTERS", letters),
        "submissions/accepted/reference.py": "print(0)\n",
    }
    for rows in (2, 3, 4):
        files |= {f"data/secret/{rows}.in": f"{rows}\n" + "B~~B~\n" * rows, f"data/secret/{rows}.ans": "0\n"}
    loaded = package(tmp_path, files)
    with Sandbox.open(slots=2) as sandbox:
        [found] = verify(loaded, sandbox=sandbox, gates=(strictness.GATE,)).gates
    assert found.blame is Blame.VALIDATOR
    assert ("the letter" in found.summary) is accepted, found
