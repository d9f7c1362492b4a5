"""`python -m tools.load [--submissions N] [--clients N]`: loopback only, and bounded by both numbers."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path

from chalicelib.protocol import sha256_hex
from judge.package import files_of, load

from tools.dev.local_platform import Platform, running_platform
from tools.dev.paths import ROOT
from tools.dev.processes import Process
from tools.dev.seed import import_package
from tools.load.chart import chart
from tools.load.measure import Load, measure
from tools.load.show import report
from tools.load.start import cold_imports
from tools.load.worker import INSTANT

# Its model solution imports nothing and takes 4 ms of CPU a test: what is measured is the service.
PROBLEM = "tankpipes"


def main() -> int:
    arguments = _arguments()
    real = _program(arguments.problem)
    programs = {"real": real, "instant": f"{real}\n# answered at once\n"}
    wanted = Load(arguments.problem, programs, arguments.submissions, arguments.clients)
    _say("deploying")
    with (
        tempfile.TemporaryDirectory(prefix="alpaco-load-") as folder,
        running_platform(Path(folder), workers=0) as here,
    ):
        import_package(here.deployment.http_url, ROOT / "problems" / arguments.problem)
        with _worker(here, programs["instant"]):
            _say("warming up")
            measure(here, replace(wanted, submissions=2, clients=1))
            _say(f"{wanted.submissions} submissions of each kind")
            results = measure(here, wanted)
    _say("cold imports")
    start = cold_imports()
    arguments.chart.parent.mkdir(parents=True, exist_ok=True)
    arguments.chart.write_text(chart(results))
    if arguments.json:
        print(json.dumps({**{name: asdict(result) for name, result in results.items()}, "cold_import": asdict(start)}))
    else:
        print(f"{report(results, start)}\n\nchart: {arguments.chart}")
    return 0


@contextmanager
def _worker(platform: Platform, instant: str) -> Iterator[None]:
    """A worker that answers that source at once."""
    folder = platform.emulator.directory
    worker = Process.start(
        "worker",
        [sys.executable, "-m", "tools.load.worker"],
        env={
            **platform.worker_environment(),
            "WORKER_CACHE_DIR": str(folder / "cache"),
            INSTANT: sha256_hex(instant.encode()),
        },
        log=folder / "worker.log",
        cwd=ROOT,
    )
    try:
        yield
    finally:
        worker.stop()


def _say(what: str) -> None:
    print(f"load: {what}", file=sys.stderr, flush=True)


def _program(problem_id: str) -> str:
    """The model solution as a user would type it: with the constants of its package filled in."""
    package = load(ROOT / "problems" / problem_id)
    found = next(item for item in package.submissions if item.name == "accepted/reference.py")
    (code,) = files_of(package, found).values()
    return code.decode()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.load", description=__doc__)
    parser.add_argument("--submissions", type=int, default=20, choices=range(1, 1001), metavar="1..1000")
    parser.add_argument("--clients", type=int, default=2, choices=range(1, 33), metavar="1..32")
    parser.add_argument("--problem", default=PROBLEM, help="the example problem whose model solution is submitted")
    parser.add_argument("--chart", type=Path, default=ROOT / "test-output/load.svg", help="where the picture goes")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
