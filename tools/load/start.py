"""What importing `app.py` costs beside an empty Chalice app: CPU time of fresh interpreters, the least of some."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tools.dev.paths import ROOT

TRIES = 7
EMPTY = "from chalice import Chalice; app = Chalice(app_name='empty')"


@dataclass(frozen=True)
class ColdImports:
    empty_s: float
    app_s: float

    @property
    def ratio(self) -> float:
        return self.app_s / self.empty_s


def cold_imports() -> ColdImports:
    """The two in turn, so that what else the machine does meets both."""
    pairs = [(_cpu_s(EMPTY, ROOT), _cpu_s("import app", ROOT / "runtime")) for _ in range(TRIES)]
    return ColdImports(min(empty for empty, _ in pairs), min(ours for _, ours in pairs))


def _cpu_s(code: str, folder: Path) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", code], cwd=folder, env={"PATH": os.defpath}, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
