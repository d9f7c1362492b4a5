"""`python -m tools.images build|push`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tools.containers import base_image
from tools.containers.engine import Engine, EngineUnavailable, engine
from tools.images import push, recipe
from tools.images.build import Builder, Built
from tools.images.errors import ImageError


def main(argv: Sequence[str] | None = None) -> int:
    console = Console(highlight=False)
    arguments = _parser().parse_args(argv)
    try:
        with engine(bridge=True) as docker:
            built = _build(docker, arguments, console)
            if arguments.command == "push":
                _push(docker, built, arguments, console)
    except (ImageError, EngineUnavailable) as exc:
        Console(stderr=True, highlight=False).print(f"[red]alpaco:[/] {exc}", soft_wrap=True)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.images", description="Container images of the service.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, text in (("build", "build and check images"), ("push", "build them, then push them to a stage")):
        command = commands.add_parser(name, help=text)
        command.add_argument(
            "names", nargs="*", metavar="IMAGE", help="folders of runners/images; all if none is named"
        )
        command.add_argument("--base", help="the image to start from (default: a Debian made on this machine)")
    pushing = commands.choices["push"]
    pushing.add_argument("--stage", required=True, help="whose repositories take the images")
    pushing.add_argument("--digests", required=True, type=Path, help="file to write for `cdk deploy -c images=FILE`")
    pushing.add_argument("--registry", default="", help="host to push to, if not the one that the repositories name")
    return parser


def _build(docker: Engine, arguments: argparse.Namespace, console: Console) -> list[Built]:
    wanted = recipe.recipes(tuple(arguments.names))
    base = arguments.base or base_image.ensure(docker)
    builder = Builder(docker, base, say=console.print)
    built = [builder.build(item) for item in wanted]
    table = Table("image", "MiB", "name")
    for image in built:
        table.add_row(image.recipe.name, str(image.size_mib), image.tag)
    console.print(table)
    return built


def _push(docker: Engine, built: Sequence[Built], arguments: argparse.Namespace, console: Console) -> None:
    import boto3

    session = boto3.session.Session()
    uris = push.repositories(session.client("ssm"), arguments.stage)
    with push.signed_in(docker, session.client("ecr"), arguments.registry) as registry:
        digests = {
            image.recipe.name: registry.push(image, uris[image.recipe.name])
            for image in built
            if image.recipe.name in uris
        }
    arguments.digests.write_text(json.dumps(digests, indent=1))
    console.print(f"pushed {', '.join(digests) or 'nothing'}; digests are in {arguments.digests}")


if __name__ == "__main__":
    sys.exit(main())
