"""Reports what happens while a job runs, without ever holding it up."""

from __future__ import annotations

import json
import queue
from collections.abc import Mapping
from threading import Thread

from chalicelib.protocol import Job, Progress, to_json

from worker.ports import Post

MAX_BATCH = 10
FLUSH_S = 2.0


class ProgressLine:
    """A context around one job. `report` returns at once; a thread sends what has gathered, in batches."""

    def __init__(self, post: Post, job: Job, flush_s: float = FLUSH_S) -> None:
        self._post = post
        self._job = job
        self._flush_s = flush_s
        self._index = 0
        self._waiting: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._thread = Thread(target=self._send_all, name="progress", daemon=True)

    def report(self, type_: str, data: Mapping[str, object], stage: str = "") -> None:
        self._index += 1
        progress = Progress(self._job.job_id, self._job.attempt, self._index, type_, data, stage)
        self._waiting.put(json.dumps(to_json(progress)))

    def __enter__(self) -> ProgressLine:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Waits a moment for what is left, so that watchers see the last test before the verdict."""
        self._waiting.put(None)
        self._thread.join(self._flush_s)

    def _send_all(self) -> None:
        ended = False
        while not ended:
            batch = [self._waiting.get()]
            while len(batch) < MAX_BATCH and not self._waiting.empty():
                batch.append(self._waiting.get())
            ended = None in batch
            bodies = [body for body in batch if body is not None]
            if bodies:
                self._post.send(bodies)
