"""What drafting reads from files that lie beside the code: the prompts and the schema of a spec."""

from __future__ import annotations

import json
from pathlib import Path
from typing import cast

_ROOT = Path(__file__).parents[2]


def prompts() -> dict[str, str]:
    """The templates by name."""
    return {path.stem: path.read_text(encoding="utf-8") for path in (_ROOT / "prompts").glob("*.md")}


def spec_schema() -> dict[str, object]:
    text = (_ROOT / "schemas" / "problem_spec.schema.json").read_text(encoding="utf-8")
    return cast("dict[str, object]", json.loads(text))
