"""What the commands share: the service to talk to, one way to fail, one way to print for programs."""

from __future__ import annotations

import functools
import json
import sys
from collections.abc import Callable

from judge.cli.main import Arguments, UsageError

from alpaco_client.api import Alpaco
from alpaco_client.errors import ClientError, Unreachable
from alpaco_client.profiles import chosen, connected

Command = Callable[[Arguments], int]
HINT = "is it running? `make dev` starts one on this machine, `alpaco login URL` names another"


def service(arguments: Arguments) -> Alpaco:
    """Raises ClientError."""
    return connected(chosen(arguments.profile))


def command(run: Command) -> Command:
    """What the service refuses is one line for the person who asked."""

    @functools.wraps(run)
    def guarded(arguments: Arguments) -> int:
        try:
            return run(arguments)
        except Unreachable as exc:
            raise UsageError(f"{exc}\n  {HINT}") from exc
        except ClientError as exc:
            raise UsageError(str(exc)) from exc

    return guarded


def print_json(value: object) -> None:
    """One line, so that a stream of them can be read line by line."""
    print(json.dumps(value, ensure_ascii=False), flush=True)


def exit_code(verdict: str) -> int:
    """As `alpaco grade`: 0 accepted, 1 another verdict, 3 the judge's fault."""
    return {"ACCEPTED": 0, "JUDGE_ERROR": 3}.get(verdict, 1)


def warn(text: str) -> None:
    print(f"alpaco: {text}", file=sys.stderr)
