"""A terminal with lines that stay above and something below them that changes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console, RenderableType
from rich.live import Live

REFRESHES_PER_S = 8


class Board:
    """A context. One thread draws at a time: rich's own refresher may draw between erasing and printing."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self._live = Live(console=console, auto_refresh=False, transient=True)
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._refresher = threading.Thread(target=self._keep_fresh, name="board", daemon=True)

    def __enter__(self) -> Board:
        self._live.start()
        self._refresher.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self._ended.set()
        self._refresher.join()
        self._live.stop()

    def show(self, below: RenderableType) -> None:
        """What is below from now on."""
        with self._lock:
            self._live.update(below)

    def print(self, *above: RenderableType, below: RenderableType) -> None:
        """Adds lines above, and says what is below from now on."""
        with self._lock:
            self._live.update(below)
            self.console.print(*above)

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Nothing is drawn meanwhile: somebody is asked something."""
        with self._lock:
            self._live.stop()
            try:
                yield
            finally:
                self._live.start()

    def _keep_fresh(self) -> None:
        while not self._ended.wait(1 / REFRESHES_PER_S):
            with self._lock:
                self._live.refresh()
