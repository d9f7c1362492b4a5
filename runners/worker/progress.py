"""Reports what happens while a job runs, without ever holding it up."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import accumulate
from threading import Condition, Thread

from chalicelib.protocol import Job, Progress, ProgressMessage, to_json

from worker.ports import Post

# What is reported within that time after a message goes together: a watcher sees no difference, the service does.
GATHER_S = 0.4
# One transaction of the table of frames takes no more.
MAX_REPORTS = 40
# A message of SQS may have 256 KiB.
MAX_BYTES = 128 * 1024


class ProgressLine:
    """A context around one job. `report` returns at once; a thread sends the first one as it comes, then what has
    gathered from time to time.

    What has not been sent when the job ends is not sent any more: the result tells it, and the verdict need not wait.
    """

    def __init__(self, post: Post, job: Job, gather_s: float = GATHER_S) -> None:
        self._post = post
        self._job = job
        self._gather_s = gather_s
        self._index = 0
        self._ended = False
        self._waiting: list[Progress] = []
        self._changed = Condition()
        self._thread = Thread(target=self._send_all, name="progress", daemon=True)

    def report(self, type_: str, data: Mapping[str, object], stage: str = "") -> None:
        with self._changed:
            self._index += 1
            self._waiting.append(Progress(self._job.job_id, self._job.attempt, self._index, type_, data, stage))
            self._changed.notify()

    def __enter__(self) -> ProgressLine:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with self._changed:
            self._ended = True
            self._changed.notify()

    def _send_all(self) -> None:
        while batch := self._next():
            self._post.send(json.dumps(to_json(ProgressMessage(batch))))
            with self._changed:
                self._changed.wait_for(lambda: self._ended, self._gather_s)

    def _next(self) -> list[Progress]:
        """What goes together into the next message; nothing once the job has ended."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._ended)
            batch = [] if self._ended else _fitting(self._waiting)
            self._waiting = self._waiting[len(batch) :]
            return batch


def _fitting(reports: Sequence[Progress]) -> list[Progress]:
    """As many of the first ones as a message takes, at least one."""
    sizes = accumulate(len(json.dumps(to_json(report))) for report in reports[:MAX_REPORTS])
    count = sum(size <= MAX_BYTES for size in sizes)
    return list(reports[: max(count, 1)])
