"""How long a jury submission that is too slow is run on."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from chalicelib.protocol import Verdict
from judge.case import CaseJudge, CaseResult
from judge.line import CutOff, Line
from judge.package import TestCase

from tests.unit.judge.package_files import legacy, pair

LIMIT_S, CUT_S = 1.0, 1.5


class Slow:
    """Judges each test case as too slow, after so many CPU seconds."""

    def __init__(self, cpu_s: float) -> None:
        self._cpu_s = cpu_s

    def judge(self, case: TestCase) -> CaseResult:
        return CaseResult(case, Verdict.TIME_LIMIT_EXCEEDED, cpu_s=self._cpu_s, wall_s=2 * CUT_S + 2)


@pytest.mark.parametrize(
    ("cpu_s", "runs"),
    [
        pytest.param(1.2, 2, id="between-limit-and-margin"),
        pytest.param(CUT_S, 1, id="stopped-at-the-margin"),
        pytest.param(0.001, 1, id="stopped-on-the-clock"),
    ],
)
def test_who_is_too_slow_is_run_until_that_is_certain(tmp_path: Path, cpu_s: float, runs: int) -> None:
    package = legacy(tmp_path, {**pair("secret/1"), **pair("secret/2"), **pair("secret/3")})
    line = Line(package, cast("CaseJudge", Slow(cpu_s)), CutOff(LIMIT_S, CUT_S, enough=2), lambda: None)
    verdicts = [line.judge(case).verdict for case in package.cases()]
    assert verdicts == [Verdict.TIME_LIMIT_EXCEEDED] * 3
    assert len(line.runs) == runs
