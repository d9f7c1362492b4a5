"""The lines of the READMEs that need no service, run in a shell as they are printed there."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.e2e.harness import program as solution
from tools.dev.paths import ROOT, program

SAMPLE = next((ROOT / "problems/sproutclumps/data/sample").glob("*.in"))


def lines(page: str) -> list[str]:
    found = re.findall(r"^\$ (alpaco (?:grade|run|doctor).*)$", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE)
    assert len(found) == 3
    return found


@pytest.mark.parametrize("page", ["README.md", "README.ko.md"])
def test_lines_without_a_service_work(page: str, tmp_path: Path) -> None:
    (tmp_path / "problems").symlink_to(ROOT / "problems")
    (tmp_path / "solution.py").write_text(solution("sproutclumps", "accepted/reference.py"))
    (tmp_path / "input.txt").write_bytes(SAMPLE.read_bytes())
    environment = {**os.environ, "PATH": f"{program('alpaco').parent}{os.pathsep}{os.environ['PATH']}"}
    said = []
    for line in lines(page):
        done = subprocess.run(
            ["bash", "-c", line], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{line}: {done.stdout}{done.stderr}"
        said.append(done.stdout)
    graded, ran, checked = said
    assert "ACCEPTED" in graded.upper()
    assert ran == SAMPLE.with_suffix(".ans").read_text()
    assert "seccomp" in checked
