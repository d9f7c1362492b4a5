"""What a worker is told by its environment."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

DEFAULT_GRACE_S = 8.0
DEFAULT_CACHE_MIB = 1024


class SettingsError(ValueError):
    """A variable is missing or wrong; `variable` is its name."""

    def __init__(self, variable: str, problem: str) -> None:
        super().__init__(f"{variable} {problem}")
        self.variable = variable


@dataclass(frozen=True)
class OneJob:
    """The only job of a task that was started for it."""

    token: str
    job: object


@dataclass(frozen=True)
class Settings:
    """`queues` by pool; a task that was started for `one_job` needs none. `rejudge_queues` by pool: what may wait.

    `grace_s`: how long a job in hand may go on after SIGTERM before it is handed back. It must be less than what the
    platform waits before it kills.
    """

    bucket: str
    queues: Mapping[str, str]
    rejudge_queues: Mapping[str, str]
    progress_queue_url: str
    one_job: OneJob | None
    slots: int
    grace_s: float
    cache_dir: Path
    cache_mib: int

    @property
    def behind(self) -> dict[str, str]:
        """The queue of what may wait by the URL of the first queue of its pool."""
        return {url: self.rejudge_queues[pool] for pool, url in self.queues.items() if pool in self.rejudge_queues}

    @classmethod
    def from_environ(cls, environ: Mapping[str, str] = os.environ) -> Settings:
        """Raises SettingsError."""
        one_job = _one_job(environ)
        return cls(
            bucket=_required(environ, "BUCKET"),
            queues={} if one_job else _queues(environ),
            rejudge_queues={} if one_job else _rejudge_queues(environ),
            progress_queue_url=environ.get("PROGRESS_QUEUE_URL", ""),
            one_job=one_job,
            slots=int(_number(environ, "WORKER_SLOTS", 1, least=1)),
            grace_s=_number(environ, "WORKER_GRACE_S", DEFAULT_GRACE_S, least=0),
            cache_dir=Path(environ.get("WORKER_CACHE_DIR") or Path(tempfile.gettempdir()) / "alpaco-worker"),
            cache_mib=int(_number(environ, "WORKER_CACHE_MIB", DEFAULT_CACHE_MIB, least=1)),
        )


def _required(environ: Mapping[str, str], name: str) -> str:
    value = environ.get(name)
    if not value:
        raise SettingsError(name, "is not set")
    return value


def _one_job(environ: Mapping[str, str]) -> OneJob | None:
    if "ALPACO_JOB" not in environ:
        return None
    try:
        job = json.loads(environ["ALPACO_JOB"])
    except ValueError as exc:
        raise SettingsError("ALPACO_JOB", "is not JSON") from exc
    return OneJob(_required(environ, "ALPACO_TASK_TOKEN"), job)


def _queues(environ: Mapping[str, str]) -> dict[str, str]:
    """All queues of the deployment, or those of the pools named in WORKER_POOLS."""
    queues = _parsed_queues("JOB_QUEUE_URLS", _required(environ, "JOB_QUEUE_URLS"))
    pools = environ.get("WORKER_POOLS", "").replace(",", " ").split() or list(queues)
    unknown = [pool for pool in pools if pool not in queues]
    if unknown:
        raise SettingsError("WORKER_POOLS", f"names {', '.join(unknown)}, which has no queue")
    return {pool: queues[pool] for pool in pools}


def _rejudge_queues(environ: Mapping[str, str]) -> dict[str, str]:
    text = environ.get("REJUDGE_QUEUE_URLS")
    return _parsed_queues("REJUDGE_QUEUE_URLS", text) if text else {}


def _parsed_queues(variable: str, text: str) -> dict[str, str]:
    try:
        queues = json.loads(text)
    except ValueError as exc:
        raise SettingsError(variable, "is not JSON") from exc
    if not isinstance(queues, dict) or not queues or not all(isinstance(url, str) for url in queues.values()):
        raise SettingsError(variable, "must be a JSON object: pool -> queue URL")
    return cast("dict[str, str]", queues)


def _number(environ: Mapping[str, str], name: str, default: float, *, least: float) -> float:
    try:
        value = float(environ.get(name) or default)
    except ValueError as exc:
        raise SettingsError(name, "must be a number") from exc
    if value < least:
        raise SettingsError(name, f"must be at least {least:g}")
    return value
