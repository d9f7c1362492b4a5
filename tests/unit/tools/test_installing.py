"""A command that is long and silent: its exit code counts, and what it said is shown when it fails."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools.dev.paths import ROOT
from tools.docs.recording import record

SCRIPT = ROOT / "tools/dev/installing.py"


@pytest.mark.parametrize(("code", "shown"), [(0, ""), (7, "said this\n")])
def test_what_was_said_follows_a_failure(code: int, shown: str) -> None:
    command = ["sh", "-c", f"echo said this; exit {code}"]
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "Trying", "it", "--", *command], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (code, "Trying it\n", shown)


def test_in_a_terminal_the_line_moves(tmp_path: Path) -> None:
    line = f"{sys.executable} {SCRIPT} Trying it -- sh -c 'echo Collecting a-package from afar; sleep 0.9'"
    seen = [frame.text() for frame in record(line, tmp_path, os.environ, columns=200).frames]
    assert any("s  Collecting a-package" in text for text in seen)
    assert not any("s  Collecting a-package from afar" in text for text in seen)
