"""Input validators on inputs by the hundred: in one interpreter they say what they say alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from judge.gates.workbench import Workbench
from judge.sandbox import Sandbox

from tests.functional.judge.packages import package, workbench

pytestmark = pytest.mark.sandbox

ACCEPT = "import sys\nn = int(input())\n{more}\nsys.exit(42 if 1 <= n <= 100 else 43)\n"
HANGS_ON_SEVEN = "while n % 10 == 7: pass"


def bench(sandbox: Sandbox, root: Path, validator: str) -> Workbench:
    made = package(root, {"input_validators/validate.py": validator})
    return workbench(made, sandbox)


def test_inputs_are_accepted_rejected_and_crashed_on_each_by_itself(sandbox: Sandbox, tmp_path: Path) -> None:
    given = bench(sandbox, tmp_path, ACCEPT.format(more="1 / (n - 50)"))
    told = given.rejections([b"1\n", b"101\n", b"50\n", b"x\n", b"100\n"])
    assert [len(found) for found in told] == [0, 1, 1, 1, 0]
    assert [found[0].is_endless for found in told if found] == [False] * 3
    assert "ZeroDivisionError" in told[2][0].reason


def test_those_that_hang_are_told_and_the_others_are_judged_all_the_same(sandbox: Sandbox, tmp_path: Path) -> None:
    given = bench(sandbox, tmp_path, ACCEPT.format(more=HANGS_ON_SEVEN))
    told = given.rejections([b"%d\n" % number for number in range(1, 31)])
    assert [number for number, found in enumerate(told, 1) if found] == [7, 17, 27]
    assert all(found[0].is_endless for found in told if found)
    assert given.rejections([b"0\n"])[0][0].is_endless is False
