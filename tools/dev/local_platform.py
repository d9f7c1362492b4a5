"""The whole service on this machine: embedded AWS, deployed stack, workers. Used by `make dev` and by the tests."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boto3

from tools.dev import paths
from tools.dev.cdk import Cdk
from tools.dev.deployment import Deployment
from tools.dev.emulator import Emulator
from tools.dev.environment import REGION
from tools.dev.processes import Process


@dataclass
class Platform:
    """A running service; `workers` may be added and ended at will."""

    emulator: Emulator
    deployment: Deployment
    workers: list[Process] = field(default_factory=list)
    # What its workers find in their environment beside what they need.
    worker_variables: Mapping[str, str] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def client_environment(self) -> dict[str, str]:
        return self.emulator.client_environment

    def start_worker(self, **variables: str) -> Process:
        """Starts a worker that serves every pool, with these variables besides the usual ones."""
        number = next(self._numbers)
        worker = Process.start(
            f"worker {number}",
            [str(paths.program("alpaco")), "worker"],
            env={
                **self.worker_environment(),
                **self.worker_variables,
                "WORKER_CACHE_DIR": self._cache(number),
                **variables,
            },
            log=self.emulator.directory / f"worker-{number}.log",
            cwd=self.emulator.directory,
        )
        self.workers.append(worker)
        return worker

    def _cache(self, number: int) -> str:
        return str(self.emulator.directory / f"cache-{number}")

    def worker_environment(self) -> dict[str, str]:
        outputs = self.deployment.outputs
        return {
            **self.client_environment,
            "JOB_QUEUE_URLS": outputs["JobQueueUrls"],
            "REJUDGE_QUEUE_URLS": outputs["RejudgeQueueUrls"],
            "PROGRESS_QUEUE_URL": outputs["ProgressQueueUrl"],
            "BUCKET": outputs["Bucket"],
        }

    def store_model_key(self, key: str) -> None:
        """Where the stack has a secret for it, as an operator would on AWS."""
        secret = self.deployment.outputs.get("ModelKeySecret")
        if secret and key:
            self.client("secretsmanager").put_secret_value(SecretId=secret, SecretString=key)

    def client(self, service: str) -> Any:
        """A boto3 client of the embedded AWS."""
        return client_of(self.emulator, service)

    def stop_workers(self) -> None:
        while self.workers:
            self.workers.pop().stop()


def client_of(emulator: Emulator, service: str) -> Any:
    """A boto3 client of an embedded AWS, with all rights."""
    connect: Any = boto3.client
    return connect(
        service,
        endpoint_url=emulator.endpoint,
        region_name=REGION,
        aws_access_key_id="test",
        aws_secret_access_key="test",  # noqa: S106 - the embedded AWS knows no secrets
    )


@contextmanager
def running_platform(
    directory: Path,
    *,
    port: int | None = None,
    persistent: bool = False,
    workers: int = 1,
    variables: Mapping[str, str] | None = None,
    worker_variables: Mapping[str, str] | None = None,
) -> Iterator[Platform]:
    """Starts the service below `directory` and ends everything of it afterwards. Raises DevError.

    `variables` are for the embedded AWS and its functions, beside what they need.
    """
    directory.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        emulator = Emulator.start(directory, port=port, persistent=persistent, variables=variables)
        stack.callback(emulator.stop)
        platform = Platform(emulator, Cdk(emulator).deploy(), worker_variables=worker_variables or {})
        # The one that runs then: it may have been restarted.
        stack.callback(lambda: platform.emulator.stop())
        platform.store_model_key(os.environ.get("OPENAI_API_KEY", ""))
        stack.callback(platform.stop_workers)
        for _ in range(workers):
            platform.start_worker()
        yield platform
