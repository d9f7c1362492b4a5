"""Without a spec nobody knows whether an invented input is valid: what only such inputs show is held against nobody."""

from __future__ import annotations

from pathlib import Path

import pytest
from judge.gates import graded
from judge.gates.model import GateStatus
from judge.sandbox import Sandbox
from judge.verify import verify

from tests.functional.judge.packages import package

pytestmark = pytest.mark.sandbox

LAX = "import re, sys\nsys.exit(42 if re.fullmatch(rb'[0-9]+ [0-9]+\\n', sys.stdin.buffer.read()) else 43)\n"
# Prints a way to write n as a sum of two numbers from 1 on; there is none for 0 and 1, which the judges did not forbid.
CHECKER = """import sys
n = int(open(sys.argv[1]).read().split()[0])
tokens = sys.stdin.read().split()
sys.exit(42 if len(tokens) == 2 and all(int(x) >= LEAST for x in tokens) and sum(map(int, tokens)) == n else 43)
"""
FILES = {
    "input_validators/validate.py": LAX,
    "submissions/accepted/one.py": "n, k = map(int, input().split())\nprint(1, n - 1)\n",
    "submissions/accepted/other.py": "n, k = map(int, input().split())\nprint(n - 1, 1)\n",
}


@pytest.mark.parametrize(("least", "status"), [(1, GateStatus.PASS), (2, GateStatus.FAIL)])
def test_two_solutions_that_the_output_validator_rejects(least: int, status: GateStatus, tmp_path: Path) -> None:
    files = {**FILES, "output_validators/validate.py": CHECKER.replace("LEAST", str(least))}
    for n in (2, 3, 5, 8, 12):
        files |= {f"data/secret/{n}.in": f"{n} {n}\n", f"data/secret/{n}.ans": f"1 {n - 1}\n"}
    with Sandbox.open(slots=2) as sandbox:
        [found] = verify(package(tmp_path, files), sandbox=sandbox, gates=(graded.GATE,)).gates
    assert found.status is status, found
