"""`python -m tools.dev dev|demo`: the whole service on this machine, with a demonstration."""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alpaco_client import ClientError
from rich.console import Console

from tools.dev import paths
from tools.dev.client import ApiError
from tools.dev.demo import DemoFailed, demonstrate
from tools.dev.errors import DevError
from tools.dev.guide import guide
from tools.dev.local_platform import Platform, running_platform
from tools.dev.playground import serving
from tools.dev.ports import LOOPBACK
from tools.dev.seed import import_examples

INTERRUPTED = 130
POLL_S = 0.5
MAX_RESTARTS = 20


def main() -> int:
    """Exit code 0 if all went well, 1 if not, 130 after Ctrl-C during the start."""
    console = Console(highlight=False)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    arguments = _arguments()
    try:
        return int(arguments.run(arguments, console))
    except KeyboardInterrupt:
        console.print("\nStopped; everything that was started has ended.")
        return INTERRUPTED
    except (DevError, DemoFailed, ApiError, ClientError) as exc:
        Console(stderr=True, highlight=False).print(f"[red]alpaco:[/] {exc}", soft_wrap=True)
        return 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.dev", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="dev|demo")
    dev = commands.add_parser("dev", help="run the service, show the demonstration, stay up until Ctrl-C")
    dev.add_argument("--port", type=int, default=4566, help="port of the embedded AWS")
    dev.add_argument("--web-port", type=int, default=4567, help="port of the playground page")
    dev.set_defaults(run=_dev)
    demo = commands.add_parser("demo", help="run the demonstration on a fresh service and end")
    demo.set_defaults(run=_demo)
    return parser.parse_args()


def _dev(arguments: argparse.Namespace, console: Console) -> int:
    with serving(f"http://{LOOPBACK}:{arguments.port}", port=arguments.web_port) as playground:
        console.print(f"The page is at [bold]{playground.url}[/]: it wakes up as soon as the service stands.")
        with _seeded(paths.STATE, console, port=arguments.port, persistent=True) as platform:
            playground.stands(platform.deployment)
            _demonstrate(platform, console)
            console.print(guide(platform, playground), soft_wrap=True)  # lines to copy stay whole
            _wait(platform, console)
    return 0


def _demo(_arguments: argparse.Namespace, console: Console) -> int:
    with tempfile.TemporaryDirectory(prefix="alpaco-demo-") as folder, _seeded(Path(folder), console) as platform:
        _demonstrate(platform, console)
        console.rule("[bold green]The demonstration went well")
    return 0


@contextmanager
def _seeded(folder: Path, console: Console, *, port: int | None = None, persistent: bool = False) -> Iterator[Platform]:
    console.print("Starting the embedded AWS and deploying the stack (about half a minute the first time) ...")
    with running_platform(folder, port=port, persistent=persistent) as platform:
        console.print(f"[green]✓[/] deployed: {platform.deployment.http_url}")
        imported = import_examples(platform.deployment.http_url, paths.ROOT / "problems")
        console.print(f"[green]✓[/] problems in the store: {', '.join(imported)}")
        yield platform


def _demonstrate(platform: Platform, console: Console) -> None:
    demonstrate(platform.deployment.http_url, platform.deployment.websocket_url, console)


def _wait(platform: Platform, console: Console) -> None:
    """Stays until Ctrl-C. Raises DevError if the emulator dies or workers keep dying."""
    try:
        for _ in range(MAX_RESTARTS):
            _until_a_worker_ends(platform)
            console.print("[yellow]A worker has ended; starting another: what it was judging is judged again.")
            platform.start_worker()
    except KeyboardInterrupt:
        console.print("\nStopping ...")
        return
    raise DevError(f"Workers keep ending (logs: {platform.emulator.directory}/worker-*.log)")


def _until_a_worker_ends(platform: Platform) -> None:
    while True:
        platform.emulator.ensure_alive()
        ended = [worker for worker in platform.workers if not worker.is_alive()]
        if ended:
            platform.workers.remove(ended[0])
            return
        time.sleep(POLL_S)


if __name__ == "__main__":
    sys.exit(main())
