"""Where a package states its time limit, if it does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from judge.package.domjudge import INI
from judge.package.errors import Notes
from judge.package.fields import parse_number
from judge.package.model import ProblemLimits

DOT_FILE = ".timelimit"


def with_stated_time_limit(limits: ProblemLimits, root: Path, ini: Mapping[str, str], notes: Notes) -> ProblemLimits:
    """problem.yaml wins, then `.timelimit`, then `domjudge-problem.ini`; otherwise none is stated."""
    if limits.time_limit_s is not None:
        return limits
    stated = _dot_file(root / DOT_FILE, notes) or _of_ini(ini, notes)
    return replace(limits, time_limit_s=stated)


def _dot_file(path: Path, notes: Notes) -> float | None:
    return _positive(_text(path).strip(), path.name, notes) if path.is_file() else None


def _of_ini(ini: Mapping[str, str], notes: Notes) -> float | None:
    return _positive(ini["timelimit"], INI, notes) if ini.get("timelimit") else None


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8-sig", "replace")


def _positive(text: str, where: str, notes: Notes) -> float | None:
    """Some files say `2s`; DOMjudge also knows `2:10`, a limit with its overshoot."""
    number = parse_number(text.split(":")[0].rstrip("s").strip())
    if number is None or not number > 0:
        notes.warn(where, f"{text!r} is no time limit, ignored")
        return None
    return number
