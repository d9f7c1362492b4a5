"""Reads the command line and hands over to one module per command, imported only when it is asked for."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from judge.cli.service_commands import add_service_commands

KINDS = ("pass-fail", "validator", "interactive", "multi-pass", "scoring")
OK, NOT_ACCEPTED, USAGE, JUDGE_ERROR = 0, 1, 2, 3

Arguments = argparse.Namespace


FIRST_STEPS = """\
first steps with a service (`make dev` starts one):
  alpaco problems
  alpaco generate "a graph problem about ferries" --watch
  alpaco submit PROBLEM FILE --watch

first steps without one:
  alpaco grade PACKAGE SOURCE
  alpaco verify PACKAGE

`alpaco COMMAND --help` says more.
"""


class _Help(argparse.RawDescriptionHelpFormatter):
    """Commands are indented once more than argparse counts: long names would push their text to the next line."""

    def add_argument(self, action: argparse.Action) -> None:
        super().add_argument(action)
        if isinstance(action, argparse._SubParsersAction):
            self._action_max_length += 2


class UsageError(Exception):
    """What was asked cannot be done as asked; one line for the person who asked."""


def main(argv: Sequence[str] | None = None) -> int:
    """The exit code: 0 all well, 1 another verdict, 2 wrong usage, 3 a fault of judging."""
    parser = parser_of_commands()
    arguments = parser.parse_args(argv)
    if "module" not in arguments:
        parser.print_help()
        return USAGE
    try:
        return _command(arguments.module)(arguments)
    except UsageError as exc:
        print(f"alpaco: {exc}", file=sys.stderr)
        return USAGE
    except KeyboardInterrupt:
        print("alpaco: interrupted", file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK


def _command(module: str) -> Callable[[Arguments], int]:
    command: Callable[[Arguments], int] = importlib.import_module(module).run
    return command


def parser_of_commands() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="alpaco",
        description="Judges submissions, cares for problem packages, and talks to a running service.",
        epilog=FIRST_STEPS,
        formatter_class=_Help,
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    _add_grade(commands)
    _add_run(commands)
    _add_verify(commands)
    _add_packages(commands)
    _add_machine(commands)
    add_service_commands(commands, _new)
    return parser


def _new(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, text: str, module: str = ""
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.", allow_abbrev=False)
    parser.set_defaults(module=module or f"judge.cli.{name}")
    return parser


def _add_grade(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _new(commands, "grade", "grade a submission on a problem package")
    parser.add_argument("package", type=Path, metavar="PACKAGE", help="folder or zip of the problem package")
    parser.add_argument("source", type=Path, metavar="SOURCE", help="file or folder of the submission")
    parser.add_argument("--language", metavar="L", help="language code; otherwise told from the file name")
    parser.add_argument("--all", action="store_true", help="go on after the first test case that fails")
    _add_limits(parser)
    _add_json(parser)


def _add_run(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _new(commands, "run", "run a program in the sandbox on standard input", "judge.cli.run_source")
    parser.add_argument("source", type=Path, metavar="SOURCE")
    parser.add_argument("--language", metavar="L")
    _add_limits(parser)
    _add_json(parser)


def _add_verify(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _new(commands, "verify", "cross-examine problem packages: tests, validators, jury submissions, limits")
    parser.add_argument("packages", type=Path, metavar="PACKAGE", nargs="+", help="folder or zip of a problem package")
    parser.add_argument("--stored", type=Path, metavar="FOLDER", help="packages that these must not be a duplicate of")
    parser.add_argument("--html", type=Path, metavar="FILE", help="write the report of one package as a web page too")
    _add_limits(parser)
    _add_json(parser)


def _add_packages(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    importer = _new(
        commands, "import", "import a package folder or zip, normalised to format 2025-09", "judge.cli.bring"
    )
    importer.add_argument("source", type=Path, metavar="PACKAGE_OR_ZIP")
    importer.add_argument("target", type=Path, metavar="FOLDER", help="a new folder for the package")
    _add_json(importer)
    exporter = _new(commands, "export", "export a package folder as a zip, always the same bytes")
    exporter.add_argument("package", type=Path, metavar="PACKAGE")
    exporter.add_argument("target", type=Path, metavar="ZIP")
    _add_json(exporter)
    new = _new(commands, "new", "make a package skeleton that verifies")
    new.add_argument("name", type=Path, metavar="NAME", help="folder; its name: lower-case letters and digits")
    new.add_argument("--kind", choices=KINDS, default=KINDS[0], help="what kind of problem (default: %(default)s)")
    _add_json(new)


def _add_machine(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    doctor = _new(commands, "doctor", "say what protects this machine and which languages it has")
    doctor.add_argument("--aws", action="store_true", help="instead: is all ready to deploy a stage to AWS?")
    _add_stage(doctor)
    _add_json(doctor)
    _add_secrets(commands)
    _add_keys(commands)
    _add_budget(commands)
    _add_trace(commands)
    _add_json(_new(commands, "languages", "list the languages and which are installed"))
    _new(commands, "worker", "take jobs from the queue")
    parser = _new(commands, "bench", "the sandbox beside others; `gates`: planted defects; `stream`: a chunk's way")
    parser.prefix_chars = "+"  # all options are for the benchmark's own parser
    parser.add_argument("rest", nargs=argparse.REMAINDER)


def _add_secrets(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _new(commands, "secrets", "put a secret where a deployed stage looks for it", "judge.cli.operate")
    parser.set_defaults(operation="operate.secrets")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", required=True)
    action = actions.add_parser("set", help="set a secret to what standard input holds", allow_abbrev=False)
    action.add_argument("name", choices=("model-key",), metavar="NAME", help="model-key")
    _add_stage(action)


def _add_keys(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _new(commands, "keys", "make, list and revoke the API keys of a deployed stage", "judge.cli.operate")
    parser.set_defaults(operation="operate.keys")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", dest="action", required=True)
    create = actions.add_parser("create", help="make a key; it is shown once", allow_abbrev=False)
    create.add_argument("--owner", required=True, metavar="NAME", help="whose submissions and generations they are")
    create.add_argument(
        "--scopes", default="grade", metavar="S,S", help="of grade, generate, admin; grade if not given"
    )
    create.add_argument("--days", type=_positive_whole, metavar="N", help="ends after that many days; else never")
    revoke = actions.add_parser("revoke", help="end a key at once", allow_abbrev=False)
    revoke.add_argument("key_id", metavar="ID", help="as `alpaco keys list` shows it")
    for action in (create, revoke, actions.add_parser("list", help="list the keys", allow_abbrev=False)):
        _add_stage(action)
        _add_json(action)


def _add_budget(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = _new(commands, "budget", "say what models may take in a day, or stop generation", "judge.cli.operate")
    parser.set_defaults(operation="operate.budget")
    actions = parser.add_subparsers(title="actions", metavar="ACTION", dest="action", required=True)
    amount = actions.add_parser("set", help="tokens per day from now on; 0: no limit", allow_abbrev=False)
    amount.add_argument("tokens", type=_whole, metavar="TOKENS")
    others = {"show": "what today has taken", "stop": "begin nothing more that asks a model", "go": "allow it again"}
    for action in (amount, *(actions.add_parser(name, help=text) for name, text in others.items())):
        _add_stage(action)
        _add_json(action)


def _add_trace(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    text = "tell what happened to a submission, run or generation, or after a request (by its trace id), and when"
    parser = _new(commands, "trace", text, "judge.cli.operate")
    parser.set_defaults(operation="operate.trace")
    parser.add_argument("id", metavar="ID")
    _add_stage(parser)
    _add_json(parser)


def _whole(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError(f"{text} is below 0")
    return number


def _add_stage(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--stage", default="dev", metavar="S", help="the deployed stage; dev if not given")


def _add_limits(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--time-limit", type=_positive, metavar="S", help="CPU seconds, instead of the package's")
    parser.add_argument("--memory-limit", type=_positive_whole, metavar="MIB", help="instead of the package's")


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of text for people")


def _positive(text: str) -> float:
    number = float(text)
    if not 0 < number < float("inf"):
        raise argparse.ArgumentTypeError(f"{text} is not greater than 0")
    return number


def _positive_whole(text: str) -> int:
    number = int(text)
    if number <= 0:
        raise argparse.ArgumentTypeError(f"{text} is not greater than 0")
    return number
