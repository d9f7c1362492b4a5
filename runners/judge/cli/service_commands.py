"""The command line of the commands that talk to a running service; what they do is in `alpaco_client.cli`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

Commands = argparse._SubParsersAction  # subscripted in annotations only: it is no generic at run time
New = Callable[..., argparse.ArgumentParser]
DIFFICULTIES = ("tutorial", "easy", "medium", "hard")


def add_service_commands(commands: Commands[argparse.ArgumentParser], new: New) -> None:
    _add_problems(commands, new)
    _add_submit(commands, new)
    _add_generate(commands, new)
    _add_login(commands, new)
    completion = new(commands, "completion", "print a completion script for a shell", "alpaco_client.cli.completion")
    completion.add_argument("shell", choices=("bash", "zsh", "fish"))


def _add_problems(commands: Commands[argparse.ArgumentParser], new: New) -> None:
    parser = new(commands, "problems", "list the problems of a service", "alpaco_client.cli.problems")
    parser.add_argument("--search", default="", metavar="TEXT", help="only those with this in id, name or topics")
    parser.add_argument("--topic", default="", metavar="T")
    parser.add_argument("--difficulty", choices=DIFFICULTIES)
    _add_common(parser, "language of names: en, ko")
    show = new(commands, "show", "show a problem of a service: statement and samples", "alpaco_client.cli.show")
    show.add_argument("problem", metavar="PROBLEM")
    show.add_argument("--gates", action="store_true", help="instead: what the gates said when it was generated")
    _add_common(show, "language of the statement: en, ko")


def _add_submit(commands: Commands[argparse.ArgumentParser], new: New) -> None:
    parser = new(commands, "submit", "submit a program to a service", "alpaco_client.cli.submit")
    parser.add_argument("problem", metavar="PROBLEM", help="its id: `alpaco problems` lists them")
    parser.add_argument("file", type=Path, metavar="FILE", help="the program, in one file; or a folder of answers")
    parser.add_argument("--watch", action="store_true", help="show the tests as they end, and the verdict")
    parser.add_argument("--wait", action="store_true", help="wait for the verdict without following the tests")
    parser.add_argument("--language", metavar="L", help="language code; otherwise told from the file name")
    _add_service(parser)


def _add_generate(commands: Commands[argparse.ArgumentParser], new: New) -> None:
    parser = new(commands, "generate", "ask a service for a new problem", "alpaco_client.cli.generate")
    wish = parser.add_mutually_exclusive_group(required=True)
    wish.add_argument("prompt", nargs="?", metavar="WISH", help="what the problem should be about")
    wish.add_argument("--resume", metavar="JOB", help="instead: follow a generation that was started before")
    parser.add_argument("--watch", action="store_true", help="show it being made and checked")
    parser.add_argument("--new", action="store_true", help="do not ask whether a stored problem near the wish will do")
    parser.add_argument("--difficulty", choices=DIFFICULTIES, default="easy")
    parser.add_argument("--seed", type=int, metavar="N", help="the same wish and seed ask for the same problem")
    _add_common(parser, "language of the statement: en, ko")


def _add_login(commands: Commands[argparse.ArgumentParser], new: New) -> None:
    parser = new(commands, "login", "name the service to talk to, and a key for it", "alpaco_client.cli.login")
    parser.add_argument(
        "url", nargs="?", default="", metavar="URL", help="of the page, or of the API; else this machine"
    )
    parser.add_argument("--websocket-url", default="", metavar="URL", help="if URL is that of the API")
    parser.add_argument(
        "--token", action="store_true", help="ask for an API key or token, or read it from standard input"
    )
    parser.add_argument("--profile", default="", metavar="P", help="name to keep it under; `deployed` if URL is given")


def _add_common(parser: argparse.ArgumentParser, language: str) -> None:
    parser.add_argument("--language", default="en", metavar="L", help=language)
    _add_service(parser)


def _add_service(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--profile", default="", metavar="P", help="of `alpaco login`; the last one if not given")
    parser.add_argument("--json", action="store_true", help="print JSON, one object a line, instead of text for people")
