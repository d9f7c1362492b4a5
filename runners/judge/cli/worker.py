"""`alpaco worker`: takes jobs from the queue. Nothing of AWS is imported for any other command."""

from __future__ import annotations

import importlib

from judge.cli.main import Arguments, UsageError


def run(_: Arguments) -> int:
    try:
        module = importlib.import_module("worker.main")
    except ModuleNotFoundError as exc:
        raise UsageError(f"the worker needs {exc.name}; install alpaco[worker]") from exc
    code: int | None = module.main()
    return code or 0
