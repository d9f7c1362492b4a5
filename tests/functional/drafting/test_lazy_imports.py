"""What a function that asks no model must not pay for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

RUNTIME = Path(__file__).parents[3] / "runtime"
HEAVY = ("openai", "httpx2", "pydantic", "yaml", "boto3")


def test_nothing_heavy_is_imported_when_no_model_is_asked() -> None:
    modules = "chalicelib.adapters.llm.model, chalicelib.usecases.model_drafting.drafter"
    code = f"import sys, {modules}; print([name for name in {HEAVY} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=RUNTIME)
    assert run.stdout.strip() == "[]"
