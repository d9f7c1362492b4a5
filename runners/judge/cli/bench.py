"""`alpaco bench`: measurements live in judge.bench."""

from __future__ import annotations

import importlib

from judge.cli.main import Arguments, UsageError


def run(arguments: Arguments) -> int:
    try:
        module = importlib.import_module("judge.bench.main")
    except ModuleNotFoundError as exc:
        raise UsageError(f"no benchmark here: {exc}") from exc
    code: int | None = module.main(arguments.rest)
    return code or 0
