"""An output validator that overlooks a number of the input, and a model solution that rounds large numbers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from judge.gates.checker import GATE as CHECKER_SOUND
from judge.gates.coarse import rounded
from judge.gates.deaf import unheeded
from judge.gates.model import GateStatus
from judge.gates.overflow import imprecise
from judge.gates.workbench import Workbench
from judge.sandbox import Sandbox

from tests.functional.judge.packages import package, workbench

pytestmark = pytest.mark.sandbox

VARIABLES = [
    {"name": "n", "kind": "integer", "min": "1", "max": "6", "meaning": "how many"},
    {"name": "f", "kind": "integer", "min": "1", "max": "6", "meaning": "who comes first"},
]
SPEC = {
    "title": "Order", "summary": "Print an order of 1 to n that begins with f.", "topics": [], "difficulty": "easy",
    "rules": ["If several orders are possible, print any of them."], "variables": VARIABLES, "input_layout": ["n f"],
    "output_layout": ["n integers"], "output_kind": "any_valid", "float_tolerance": "", "answer_classes": [],
    "intended_complexity": "O(n)", "naive_complexity": "", "time_limit_s": 1, "memory_mib": 256,
}  # fmt: skip
VALIDATOR = "import sys\nn, f = map(int, input().split())\nsys.exit(42 if 1 <= f <= n <= 6 else 43)\n"
REFERENCE = "n, f = map(int, input().split())\nprint(f, *[x for x in range(1, n + 1) if x != f])\n"
CHECKER = """import sys
n, f = map(int, open(sys.argv[1]).read().split())
order = sys.stdin.read().split()
is_order = sorted(order) == [str(x) for x in range(1, n + 1)]
sys.exit(42 if is_order and {} else 43)
"""


SCALED = """#include <bits/stdc++.h>
int main() { long long n; scanf("%lld", &n); KIND x = n; printf("%.0f\\n", (double)x); }
"""


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox.open(slots=2) as opened:
        yield opened


def _bench(root: Path, sandbox: Sandbox, files: dict[str, str]) -> Workbench:
    return workbench(package(root, files), sandbox)


@pytest.mark.parametrize(("looks", "found"), [("order[0] == str(f)", []), ("True", ["f"])], ids=["heeds", "deaf"])
def test_a_number_that_the_output_validator_never_looks_at(
    looks: str, found: list[str], sandbox: Sandbox, tmp_path: Path
) -> None:
    files = {
        ".alpaco/spec.json": json.dumps(SPEC),
        "input_validators/validate.py": VALIDATOR,
        "output_validator/validate.py": CHECKER.format(looks),
        "submissions/accepted/reference.py": REFERENCE,
    }
    for n, f in ((3, 2), (5, 2), (6, 4)):
        order = [f, *(x for x in range(1, n + 1) if x != f)]
        files[f"data/secret/{n}.in"] = f"{n} {f}\n"
        files[f"data/secret/{n}.ans"] = f"{' '.join(map(str, order))}\n"
    bench = _bench(tmp_path, sandbox, files)
    assert [item.variable for item in unheeded(bench)] == found
    bench.close()


COMPARER = (
    "import sys\nsame = open(sys.argv[2]).read().split() == sys.stdin.read().split()\nsys.exit(42 if same else 43)\n"
)


@pytest.mark.parametrize(
    ("kind", "validator", "status"),
    [
        pytest.param("any_valid", COMPARER, GateStatus.FAIL, id="takes-the-judges-alone"),
        pytest.param("exact", COMPARER, GateStatus.PASS, id="one-answer"),
        pytest.param("any_valid", CHECKER.format("order[0] == str(f)"), GateStatus.PASS, id="looks-at-the-input"),
    ],
)
def test_an_output_validator_that_knows_one_of_several_answers(
    kind: str, validator: str, status: GateStatus, sandbox: Sandbox, tmp_path: Path
) -> None:
    files = {
        ".alpaco/spec.json": json.dumps(SPEC | {"output_kind": kind}),
        "output_validator/validate.py": validator,
        "submissions/accepted/reference.py": REFERENCE,
        **{f"data/secret/{n}.in": f"{n} 2\n" for n in (4, 5, 6)},
        **{f"data/secret/{n}.ans": f"2 1 {' '.join(map(str, range(3, n + 1)))}\n" for n in (4, 5, 6)},
    }
    bench = _bench(tmp_path, sandbox, files)
    found = CHECKER_SOUND.run(bench)
    assert (found.status, "reads no input" in found.summary) == (status, status is GateStatus.FAIL)
    bench.close()


TALLEST = SPEC | {
    "rules": ["The answer is the largest height."],
    "variables": [VARIABLES[0] | {"max": "9"}, VARIABLES[1] | {"name": "h_i", "max": "99", "meaning": "a height"}],
    "input_layout": ["n", "h_1 h_2 ... h_n"], "output_layout": ["one integer"], "output_kind": "exact",
}  # fmt: skip
COUNTS = "import sys\nn, *h = map(int, sys.stdin.read().split())\nsys.exit(42 if len(h) == n else 43)\n"
ANY_HEIGHT = """import sys
heights = list(map(int, open(sys.argv[1]).read().split()))[1:]
said = sys.stdin.buffer.read().split()
is_number = len(said) == 1 and said[0].isdigit() and len(said[0]) < 9
sys.exit(42 if is_number and int(said[0]) {} else 43)
"""


@pytest.mark.parametrize(
    ("looks", "status"), [("== max(heights)", GateStatus.PASS), ("in heights", GateStatus.FAIL)], ids=["sound", "lax"]
)
def test_an_output_validator_that_takes_any_value_of_the_input(
    looks: str, status: GateStatus, sandbox: Sandbox, tmp_path: Path
) -> None:
    files = {
        ".alpaco/spec.json": json.dumps(TALLEST),
        "input_validators/validate.py": COUNTS,
        "output_validator/validate.py": ANY_HEIGHT.format(looks),
        "submissions/accepted/reference.py": "input()\nprint(max(map(int, input().split())))\n",
        **{f"data/secret/{n}.in": f"{n}\n{' '.join(str(7 * k + n) for k in range(n))}\n" for n in range(4, 9)},
        **{f"data/secret/{n}.ans": f"{7 * (n - 1) + n}\n" for n in range(4, 9)},
    }
    bench = _bench(tmp_path, sandbox, files)
    found = CHECKER_SOUND.run(bench)
    assert (found.status, "another value of h_i" in found.summary) == (status, status is GateStatus.FAIL)
    bench.close()


@pytest.mark.parametrize(("kind", "found"), [("double", []), ("float", ["1"])])
def test_a_model_solution_with_too_few_digits(kind: str, found: list[str], sandbox: Sandbox, tmp_path: Path) -> None:
    source = SCALED.replace("KIND", kind)
    bench = _bench(tmp_path, sandbox, {"submissions/accepted/reference.cpp": source})
    assert [name for name, _, _ in imprecise(bench, [("0", b"8\n"), ("1", b"123456789\n")])] == found
    bench.close()


LEFT_OVER = """#include <cstdio>
int main() { long long n, r, t, v; scanf("%lld%lld%lld%lld", &n, &r, &t, &v);
KIND full = (KIND)r * t, late = v - full;
printf("%.9f\\n", (double)(late > 0 ? t + late : v / (KIND)r)); }
"""
FILLED = SPEC | {
    "rules": ["Print how long it takes; an error of 1e-5 is accepted."],
    "variables": [
        {"name": name, "kind": "integer", "min": "1", "max": high, "meaning": "a number"}
        for name, high in (("n", "9"), ("r", "100000"), ("t", "1000000000"), ("v", "1" + 14 * "0"))
    ],
    "input_layout": ["n r t v"], "output_layout": ["one real number"], "output_kind": "float",
    "float_tolerance": "1e-5",
}  # fmt: skip


@pytest.mark.parametrize(("kind", "told"), [("double", False), ("float", True)])
def test_too_few_digits_are_found_where_only_a_search_gets(
    kind: str, told: bool, sandbox: Sandbox, tmp_path: Path
) -> None:
    files = {
        ".alpaco/spec.json": json.dumps(FILLED),
        "input_validators/validate.py": "import sys\nn, r, t, v = map(int, input().split())\n"
        "sys.exit(42 if n < 10 and r <= 10**5 and t <= 10**9 and v <= 10**14 and min(n, r, t, v) > 0 else 43)\n",
        "submissions/accepted/reference.cpp": LEFT_OVER.replace("KIND", kind),
        "data/test_group.yaml": "output_validator_args: [float_tolerance, 1e-5]\n",
        **{f"data/secret/{k}.in": f"1 {k} {3 * k} {2 * k}\n" for k in (5, 6, 7)},
        **{f"data/secret/{k}.ans": "2.0\n" for k in (5, 6, 7)},
    }
    bench = _bench(tmp_path, sandbox, files)
    assert bool(list(imprecise(bench, []))) is told
    bench.close()


@pytest.mark.parametrize(("half", "found"), [("x // 2", []), ("int(x / 2)", ["1"])], ids=["whole", "real"])
def test_a_model_solution_that_rounds(half: str, found: list[str], sandbox: Sandbox, tmp_path: Path) -> None:
    bench = _bench(tmp_path, sandbox, {"submissions/accepted/reference.py": f"x = int(input())\nprint({half})\n"})
    inputs = [("0", b"8\n"), ("1", b"4000000000000000002\n")]
    assert [name for name, _, _ in rounded(bench, inputs)] == found
    bench.close()
