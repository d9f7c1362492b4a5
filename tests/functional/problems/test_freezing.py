"""The committed tests are exactly what the generators and references print today."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.unit.problems.example_packages import PACKAGES, PROBLEMS, package_id
from tools import freeze_tests


@pytest.mark.parametrize("package", PACKAGES, ids=package_id)
def test_freezing_again_changes_no_byte(package: Path) -> None:
    assert freeze_tests.differences(package) == []


def test_freezing_notices_a_changed_a_missing_and_a_surplus_file(tmp_path: Path) -> None:
    package = Path(shutil.copytree(PROBLEMS / "ribbonposts", tmp_path / "ribbonposts"))
    (package / "data/secret/001-small-1.ans").write_text("1\n", encoding="utf-8")
    (package / "data/secret/002-small-2.in").unlink()
    (package / "data/secret/999-extra-1.in").write_text("1 1\n1 1\n", encoding="utf-8")
    assert freeze_tests.differences(package) == [
        "data/secret/001-small-1.ans",
        "data/secret/002-small-2.in",
        "data/secret/999-extra-1.in",
    ]


def test_freezing_names_the_step_that_fails(tmp_path: Path) -> None:
    (tmp_path / "generators").mkdir()
    (tmp_path / "problem.yaml").write_text("constants:\n  n_max: 1\n", encoding="utf-8")
    (tmp_path / "generators/generate.py").write_text("raise SystemExit('no idea')\n", encoding="utf-8")
    with pytest.raises(freeze_tests.Unusable, match=r"generators/generate\.py small 1 ended with 1: no idea"):
        freeze_tests.frozen_files(tmp_path)
