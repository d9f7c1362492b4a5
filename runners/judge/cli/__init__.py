"""The `alpaco` command."""

from judge.cli.main import main

__all__ = ["main"]
