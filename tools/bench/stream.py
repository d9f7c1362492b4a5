"""`alpaco bench stream`: how long a model's chunk takes until its frame leaves.

A scripted model server streams numbered chunks over a real socket and notes when it has sent each. Here they go through
the drafter's own code (client, parser, coalescing, numbered frames, push) with a store in memory, and the frame's
departure is noted; with `--service` they go through a deployed service, and its arrival at a WebSocket client is noted.
What exceeds the coalescing window is what the service adds.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from chalicelib.usecases.model_drafting.settings import DraftingSettings

from tools.bench.chunks import NotingServer, recorded
from tools.bench.deployed import through_service
from tools.bench.inprocess import Distances, through_code

GOAL_MS = 40.0
# Guesses for calls within a region: a conditional write of two items, a query, PostToConnection.
CLOUD = Distances(write_ms=9.0, look_ms=4.0, push_ms=10.0)
SHARES = (0.5, 0.95, 0.99, 1.0)


def percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def told(delays_s: Sequence[float], frames: int, window_s: float) -> tuple[str, bool]:
    """The table, and whether the 99th percentile beyond the window keeps to the goal."""
    lines = [f"{len(delays_s)} chunks in {frames} frames, window {window_s * 1000:.0f} ms; chunk sent to frame out:"]
    for share in SHARES:
        value_ms = percentile(delays_s, share) * 1000
        beyond = f"beyond the window {_beyond(value_ms, window_s):6.1f} ms"
        lines.append(f"  p{share * 100:<4.0f} {value_ms:7.1f} ms, {beyond}")
    beyond_ms = _beyond(percentile(delays_s, 0.99) * 1000, window_s)
    is_good = beyond_ms <= GOAL_MS
    lines.append(f"  goal for p99: {GOAL_MS:.0f} ms beyond the window, {'kept' if is_good else 'MISSED'}")
    return "\n".join(lines), is_good


def _beyond(value_ms: float, window_s: float) -> float:
    return max(0.0, value_ms - window_s * 1000)


def main(arguments: Sequence[str]) -> int:
    """0 if the goal is kept, 1 if not."""
    options = _parser().parse_args(arguments)
    with recorded(options.chunks) as recording, NotingServer(recording, options.pace, options.port) as server:
        left, frames = _run(server, options)
    text, is_good = told([left[number] - sent for number, sent in server.sent.items()], frames, options.window)
    sys.stdout.write(f"{text}\n")
    return int(not is_good)


def _run(server: NotingServer, options: argparse.Namespace) -> tuple[dict[int, float], int]:
    if options.service:
        return through_service(server, options.service)
    distances = Distances(options.write_ms, options.look_ms, options.push_ms)
    return through_code(server, options.window, CLOUD if options.cloud else distances)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="alpaco bench stream", description=__doc__)
    parser.add_argument("--chunks", type=int, default=1000, help="how many chunks the model sends (default 1000)")
    parser.add_argument("--pace", type=float, default=0.005, help="seconds between them (default 0.005: 200 a second)")
    parser.add_argument("--window", type=float, default=DraftingSettings().coalesce_s, help="coalescing window, s")
    parser.add_argument("--cloud", action="store_true", help=f"as from a Lambda function on AWS, by guess: {CLOUD}")
    for name, what in (("write", "storing a frame"), ("look", "finding who watches"), ("push", "posting to one")):
        parser.add_argument(f"--{name}-ms", type=float, default=0.0, help=f"median time of {what}, in ms")
    parser.add_argument("--service", metavar="WS_URL", help="a deployed service whose OPENAI_BASE_URL is this server")
    parser.add_argument("--port", type=int, default=0, help="of this server, to be known to the service beforehand")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
