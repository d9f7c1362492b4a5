"""Tells a stream that ended from one that was cut: the `openai` package ends both in the same way."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx2

_LAST_EVENT = re.compile(rb"(?:^|[\r\n])data: ?\[DONE\]")
_TAIL = 32


class WatchedStream(httpx2.SyncByteStream):
    """The same bytes; `is_done` once the event `[DONE]` was among them."""

    def __init__(self, stream: httpx2.SyncByteStream) -> None:
        self._stream = stream
        self._tail = b""
        self.is_done = False

    def __iter__(self) -> Iterator[bytes]:
        for data in self._stream:
            self._tail += data
            self.is_done = self.is_done or _LAST_EVENT.search(self._tail) is not None
            self._tail = self._tail[-_TAIL:]
            yield data

    def close(self) -> None:
        self._stream.close()


def watch(response: httpx2.Response) -> None:
    """A hook for responses. Compressed ones stay as they are: no server compresses a stream of events."""
    if isinstance(response.stream, httpx2.SyncByteStream):
        response.extensions["watched"] = response.stream = WatchedStream(response.stream)


def is_done(response: httpx2.Response) -> bool:
    watched = response.extensions.get("watched")
    return isinstance(watched, WatchedStream) and watched.is_done
