"""`submissions.json`, in which DOMjudge's packages say how jury submissions start."""

from __future__ import annotations

import json
from pathlib import Path

FILE = "submissions.json"


def entry_points(root: Path) -> dict[str, str]:
    """By the submission's name, like `accepted/sol`, the file to start; empty if the file is missing or unreadable."""
    try:
        stated = json.loads((root / FILE).read_bytes().decode("utf-8-sig"))
    except (OSError, ValueError):
        return {}
    items = stated.items() if isinstance(stated, dict) else ()
    return {_name(path): str(said["entry_point"]) for path, said in items if _has_entry_point(said)}


def _has_entry_point(said: object) -> bool:
    return isinstance(said, dict) and isinstance(said.get("entry_point"), str)


def _name(path: str) -> str:
    return path.removeprefix("submissions/").strip("/")
