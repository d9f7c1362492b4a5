"""What a cold start loads before it knows which event it is for."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

RUNTIME = Path(__file__).parents[3] / "runtime"
SCRIPT = """
import json, sys, types, app
def loaded(prefix):
    return sorted(n for n, m in sys.modules.items() if n.startswith(prefix) and type(m) is types.ModuleType)
first = loaded("chalicelib.")
app.grading.submit
print(json.dumps([first, sorted(set(loaded("chalicelib.api.")) - set(first))]))
"""
NEEDED = {
    "chalicelib.api",
    "chalicelib.api.access",
    "chalicelib.api.http",
    "chalicelib.api.tracing",
    "chalicelib.bootstrap",
    "chalicelib.bootstrap.access",
    "chalicelib.bootstrap.generating",
    "chalicelib.bootstrap.grading",
    "chalicelib.bootstrap.stores",
    "chalicelib.config",
    "chalicelib.domain",
    "chalicelib.domain.identity",
    "chalicelib.domain.limits",
    "chalicelib.domain.tracing",
    "chalicelib.errors",
    "chalicelib.lazy",
}


def test_entry_loads_its_own_module_when_it_is_called_and_no_other() -> None:
    run = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True, cwd=RUNTIME)
    first, later = json.loads(run.stdout)
    assert set(first) <= NEEDED
    assert later == ["chalicelib.api.bodies", "chalicelib.api.grading"]
