"""A reply that streams in, read by a thread of its own: whoever listens never blocks longer than it wants to."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable
from typing import Any

from chalicelib.adapters.llm import ending, faults, wire
from chalicelib.adapters.llm.chunks import Reader
from chalicelib.usecases.model_drafting.ports import Chunk, ModelFault

# A listener that is slower than the model makes the model wait, not the memory grow.
MAX_WAITING = 256
# The reader looks up this often whether it is still wanted.
LOOK_UP_S = 0.2


class StreamedAnswer:
    """`start` sends the request and returns the stream of chunks of the `openai` package."""

    def __init__(self, start: Callable[[], Any]) -> None:
        self._start = start
        self._line = wire.Line()
        self._chunks: queue.Queue[Chunk | ModelFault] = queue.Queue(MAX_WAITING)
        self._stream: Any = None
        self._thread = threading.Thread(target=self._read, name="model-reply", daemon=True)
        self._thread.start()

    def next(self, wait_s: float) -> Chunk | None:
        """The next chunk; None if none comes within `wait_s` seconds. Raises ModelFault."""
        try:
            item = self._chunks.get(timeout=max(0.0, wait_s))
        except queue.Empty:
            return None
        if isinstance(item, ModelFault):
            raise item
        return item

    def close(self) -> None:
        """Hangs up, wherever the reader waits."""
        self._line.hang_up()

    def _read(self) -> None:
        wire.CURRENT.set(self._line)
        reader = Reader()
        try:
            self._stream = self._start()
            if self._line.is_over:
                return
            for raw in self._stream:
                if not self._offer(reader.read(raw)):
                    return
            self._end(reader)
        except Exception as exc:  # noqa: BLE001 - the thread's only catch: whatever it was, the listener is told
            # A cut after the last word of a reply loses nothing.
            self._offer(Chunk(is_last=True) if reader.has_finished else faults.translated(exc))
        finally:
            self._dispose()

    def _end(self, reader: Reader) -> None:
        """Without its last event the stream was cut, unless the reply had told its finish: the listener knows."""
        chunk = reader.end()
        if ending.is_done(self._stream.response) or reader.has_finished:
            self._offer(chunk)
        else:
            self._offer(faults.cut())

    def _offer(self, item: Chunk | ModelFault) -> bool:
        """Whether the listener will see it; False if it has hung up."""
        while not self._line.is_over:
            with contextlib.suppress(queue.Full):
                self._chunks.put(item, timeout=LOOK_UP_S)
                return True
        return False

    def _dispose(self) -> None:
        if self._stream is not None:
            with contextlib.suppress(Exception):
                self._stream.close()
