"""`alpaco bench`: measurements live in judge.bench; the one of the service's stream in the checkout's tools."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

from judge.cli.main import Arguments, UsageError

_REPOSITORY = Path(__file__).resolve().parents[3]


def run(arguments: Arguments) -> int:
    name, rest = _chosen(arguments.rest)
    try:
        module = importlib.import_module(name)
    except ModuleNotFoundError as exc:
        raise UsageError(f"no benchmark here: {exc}") from exc
    code: int | None = module.main(rest)
    return code or 0


def _chosen(rest: Sequence[str]) -> tuple[str, Sequence[str]]:
    """The module that measures, and what it is told."""
    if rest[:1] != ["stream"]:
        return "judge.bench.main", rest
    sys.path.insert(0, str(_REPOSITORY))
    return "tools.bench.stream", rest[1:]
