"""Which tests are the same test."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from judge.gates import distinct
from judge.gates.model import GateStatus
from judge.gates.workbench import Workbench
from judge.package import Package

from tests.unit.judge.package_files import legacy, modern


def status(package: Package) -> GateStatus:
    secret = [case for case in package.cases() if not case.is_sample]
    bench = SimpleNamespace(package=package, secret=secret, planned={}, generator=None)
    return distinct.GATE.run(cast("Workbench", bench)).status


TWICE = {
    "data/secret/a/1.in": "1\n",
    "data/secret/a/1.ans": "1\n",
    "data/secret/b/1.in": "1 \n",
    "data/secret/b/1.ans": "1\n",
}


@pytest.mark.parametrize(
    ("problem", "files", "expected"),
    [
        ("", {}, GateStatus.FAIL),
        ("type: scoring\n", {}, GateStatus.PASS),
        ("type: scoring\n", {"data/secret/a/2.in": "1\n", "data/secret/a/2.ans": "1\n"}, GateStatus.FAIL),
        ("validation: custom interactive\n", {"output_validators/v.py": ""}, GateStatus.FAIL),
        (
            "validation: custom interactive\n",
            {"output_validators/v.py": "", "data/secret/b/1.ans": "2\n"},
            GateStatus.PASS,
        ),
    ],
    ids=["plain", "two groups", "in one group", "interactive", "other secret"],
)
def test_the_same_input_is_the_same_test(
    tmp_path: Path, problem: str, files: dict[str, str], expected: GateStatus
) -> None:
    assert status(legacy(tmp_path, {**TWICE, **files}, f"name: A\n{problem}")) is expected


def test_white_space_does_not_make_a_test(tmp_path: Path) -> None:
    assert status(modern(tmp_path, TWICE)) is GateStatus.FAIL
