"""A scripted model server whose chunks are numbered, so that each can be found again in whatever frame it leaves."""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.provider import server
from tests.provider.behaviour import Behaviour
from tests.provider.recordings import Recording

# One chunk is `#00042 `. What comes before the first one in a reply fills one chunk too.
MARK_CHARACTERS = 7
_MARK = re.compile(r"#(\d{5})")


@contextmanager
def recorded(chunks: int) -> Iterator[Recording]:
    """A recording whose specification is one long title, and whose reference is one long line of code."""
    marks = "".join(f"#{number:05d} " for number in range(chunks))
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "spec.1.txt").write_text('{"a": "' + marks + '"}')
        yield Recording(Path(folder))


class NotingServer(server.Provider):
    """`sent` tells when each numbered chunk was handed to the socket (seconds of the machine's monotonic clock)."""

    def __init__(self, recording: Recording, pace_s: float, port: int) -> None:
        super().__init__(recording, behaviour=Behaviour(chunk=MARK_CHARACTERS, pace_s=pace_s), port=port)
        self.sent: dict[int, float] = {}

    def on_send(self, data: bytes) -> None:
        now = time.monotonic()
        for number in numbers(data.decode()):
            self.sent.setdefault(number, now)


def numbers(text: str) -> list[int]:
    return [int(number) for number in _MARK.findall(text)]
