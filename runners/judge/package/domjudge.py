"""What DOMjudge keeps beside `problem.yaml`: `domjudge-problem.ini` and `submissions.json`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from judge.package.errors import Notes

INI = "domjudge-problem.ini"
_SUBMISSIONS = "submissions.json"
_LINE = re.compile(r"[ \t]*([A-Za-z_-]+)[ \t]*=[ \t]*(?:\"([^\"]*)\"|'([^']*)'|([^;#\r\n]*))")
_COMPARES = ("special_compare", "special_run")


def read_ini(root: Path, notes: Notes) -> Mapping[str, str]:
    """The values by key; what the installation of DOMjudge held, and the package does not, is reported."""
    path = root / INI
    values = _values(path.read_bytes().decode("utf-8-sig", "replace")) if path.is_file() else {}
    for key in _COMPARES:
        if values.get(key):
            notes.warn(INI, f"{key} names {values[key]!r}, which is no part of the package, ignored")
    return values


def _values(text: str) -> dict[str, str]:
    found = (_LINE.match(line) for line in text.splitlines())
    return {
        match[1].lower(): next((part for part in match.groups()[1:] if part), "").strip() for match in found if match
    }


def entry_points(root: Path) -> dict[str, str]:
    """By the submission's name, like `accepted/sol`, the file to start; empty if the file is missing or unreadable."""
    try:
        stated = json.loads((root / _SUBMISSIONS).read_bytes().decode("utf-8-sig"))
    except (OSError, ValueError):
        return {}
    items = stated.items() if isinstance(stated, dict) else ()
    return {_name(path): str(said["entry_point"]) for path, said in items if _has_entry_point(said)}


def _has_entry_point(said: object) -> bool:
    return isinstance(said, dict) and isinstance(said.get("entry_point"), str)


def _name(path: str) -> str:
    return path.removeprefix("submissions/").strip("/")
