"""Runs hostile programs where it is started and prints one JSON report a line.

    python3 -m tests.runners.hostile.agent [--stations N] [--exec] ID...

This is the process that holds the secrets: root on a host, an ordinary user, or root in a container, as the tests
start it. It needs the standard library only.
"""

from __future__ import annotations

import argparse
import queue
import sys
import threading

from judge.sandbox import SandboxUnavailable

from tests.runners.hostile.canaries import Canaries
from tests.runners.hostile.collection import HostileProgram, load
from tests.runners.hostile.station import Station


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--stations", type=int, default=3)
    parser.add_argument("--exec", dest="served", action="store_false", help="start Python without the fork server")
    parser.add_argument("ids", nargs="*")
    options = parser.parse_args(arguments)
    collection = load()
    wanted = [collection[name] for name in options.ids] or list(collection.values())
    try:
        run(wanted, stations=options.stations, served=options.served)
    except SandboxUnavailable as exc:
        print(f"unavailable: {exc}", flush=True)
        return 3
    return 0


def run(programs: list[HostileProgram], *, stations: int, served: bool) -> None:
    waiting: queue.SimpleQueue[HostileProgram] = queue.SimpleQueue()
    for program in programs:
        waiting.put(program)
    with Canaries() as canaries:
        open_stations = [Station(canaries) for _ in range(stations)]
        threads = [threading.Thread(target=_work, args=(each, waiting, served)) for each in open_stations]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for station in open_stations:
            station.close()


def _work(station: Station, waiting: queue.SimpleQueue[HostileProgram], served: bool) -> None:
    while True:
        try:
            program = waiting.get_nowait()
        except queue.Empty:
            return
        print(station.judge(program, served=served).to_json(), flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
