"""Commands for operators on AWS: `alpaco secrets`, `alpaco doctor --aws`. Nothing of AWS is imported for any other."""

from __future__ import annotations

import importlib

from judge.cli.main import Arguments, UsageError


def run(arguments: Arguments) -> int:
    try:
        errors = importlib.import_module("operate.aws")
        code: int = importlib.import_module(arguments.operation).run(arguments)
    except ModuleNotFoundError as exc:
        raise UsageError(f"this command needs {exc.name}; run it from a checkout, after `make setup`") from exc
    except errors.OperatorError as exc:
        raise UsageError(str(exc)) from exc
    return code
