"""How long a model's chunk takes to leave as a delta: `python -m tools.bench.drafting_latency [--chunks N] [--pace S]`.

The scripted provider streams numbered chunks over a real socket and notes when it has sent each; the stream notes when
each leaves. What is printed is the time between the two, and what of it exceeds the coalescing window.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from chalicelib.adapters.llm.model import OpenAiModel
from chalicelib.adapters.llm.settings import ServerSettings
from chalicelib.adapters.llm.timer import SystemTimer
from chalicelib.domain.frames import Channel
from chalicelib.domain.replies.code import CodeReply
from chalicelib.usecases.model_drafting.asking import Conversation, Desk, Tally
from chalicelib.usecases.model_drafting.ladder import Ladder, ProcessMemory
from chalicelib.usecases.model_drafting.ports import Message, Question, Role, Rung, Usage
from chalicelib.usecases.model_drafting.settings import DraftingSettings
from chalicelib.usecases.model_drafting.watch import Watch

from tests.provider import server
from tests.provider.behaviour import Behaviour
from tests.provider.recordings import Recording

# One chunk is `#00042\n`: its number can be found again in whatever delta it leaves. The fence fills one chunk too.
MARK_CHARACTERS = 7
_MARK = re.compile(r"#(\d{5})")


class Departures:
    """A stream that notes when each numbered chunk leaves."""

    def __init__(self) -> None:
        self.left: dict[int, float] = {}
        self.deltas = 0

    def begin(self, attempt: int) -> None:
        pass

    def text(self, _channel: Channel, text: str) -> None:
        now = time.perf_counter()
        self.deltas += 1
        self.left.update({int(number): now for number in _MARK.findall(text)})


class NotingProvider(server.Provider):
    """Notes when each numbered chunk is handed to the socket."""

    def __init__(self, recording: Recording, behaviour: Behaviour) -> None:
        super().__init__(recording, behaviour=behaviour)
        self.sent: dict[int, float] = {}

    def on_send(self, data: bytes) -> None:
        now = time.perf_counter()
        self.sent.update({int(number): now for number in _MARK.findall(data.decode())})


def measured(chunks: int, pace_s: float, window_s: float) -> tuple[list[float], int]:
    """Seconds from each chunk's sending to its leaving, and how many deltas there were."""
    text = "```py \n" + "".join(f"#{number:05d}\n" for number in range(chunks)) + "```\n"
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "reference.1.txt").write_text(text)
        behaviour = Behaviour(chunk=MARK_CHARACTERS, pace_s=pace_s)
        with NotingProvider(Recording(Path(folder)), behaviour) as provider:
            stream = Departures()
            _draft(provider, stream, window_s)
    return [stream.left[number] - sent for number, sent in provider.sent.items()], stream.deltas


def _draft(provider: server.Provider, stream: Departures, window_s: float) -> None:
    settings, timer = DraftingSettings(coalesce_s=window_s), SystemTimer()
    model = OpenAiModel(ServerSettings(provider.url, "recorded"), lambda: "")
    watch = Watch(timer, settings, left_s=1000, spent=Usage(), has_ended=lambda: False)
    ladder = Ladder(ProcessMemory(), model.server, is_json=False)
    question = Question("reference", 1, (Message(Role.USER, "Go."),), Rung.PROMPT)
    Conversation(Desk(model, timer, settings, lambda: 0.0), ladder, stream, watch).ask(question, CodeReply, Tally())


def percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tools.bench.drafting_latency", description=__doc__)
    parser.add_argument("--chunks", type=int, default=2000)
    parser.add_argument(
        "--pace", type=float, default=0.005, help="seconds between chunks; 0.005 is 200 chunks a second"
    )
    parser.add_argument("--window", type=float, default=DraftingSettings().coalesce_s, help="the coalescing window, s")
    args = parser.parse_args()
    taken, deltas = measured(args.chunks, args.pace, args.window)
    lines = [f"{args.chunks} chunks in {deltas} deltas, window {args.window * 1000:.0f} ms; chunk sent to delta left:"]
    for share in (0.5, 0.95, 0.99, 1.0):
        value_ms = percentile(taken, share) * 1000
        beyond_ms = max(0.0, value_ms - args.window * 1000)
        lines.append(f"  p{share * 100:<4.0f} {value_ms:7.1f} ms  beyond the window {beyond_ms:6.1f} ms")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
