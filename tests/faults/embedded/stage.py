"""The deployed service, and a worker in the hands of the test: it takes, judges and answers when it is told to."""

from __future__ import annotations

import json
import os
import signal
import socket
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from chalicelib.adapters.problems import ProblemTable
from chalicelib.domain import ids
from chalicelib.domain.times import stamp
from chalicelib.protocol import Job, Result
from judge.sandbox import Sandbox
from websockets.sync.client import ClientConnection, connect
from worker import kinds
from worker.aws import S3Store, SqsInbox, SqsPost, TaskTokens
from worker.cache import PackageCache
from worker.lanes import PATIENCE_S as POLL_S
from worker.loop import Desk
from worker.ports import Callbacks, Delivery
from worker.progress import ProgressLine

from tests.e2e.harness import log_of, program, submit, until
from tools.dev import client
from tools.dev.emulator import Emulator
from tools.dev.local_platform import Platform

PROBLEM = "tankpipes"
POOL = "main"
# A message that a dying worker had comes back after 30 s.
PATIENCE_S = 120
RIGHT = program(PROBLEM, "accepted/reference.py")
WRONG = "print('wrong')\n"
# Long enough to do something to whoever judges it: 22 tests, 9 s.
SLOW = f"import time\ntime.sleep(0.4)\n{RIGHT}"
MIDDLE_S = 1.5

Perform = Callable[[Job, ProgressLine], Result]


@dataclass
class Stage:
    """`performed` counts how often each submission was really judged by hand."""

    platform: Platform
    sandbox: Sandbox
    performed: Counter[str] = field(default_factory=Counter)

    @property
    def http_url(self) -> str:
        return self.platform.deployment.http_url

    @property
    def bucket(self) -> str:
        return self.platform.deployment.bucket

    def queue(self, name: str = "JobQueueUrls") -> str:
        return str(json.loads(self.platform.deployment.outputs[name])[POOL])

    # What clients do.

    def submit(self, code: str = RIGHT) -> str:
        return submit(self.http_url, PROBLEM, "python3", code)

    def shown(self, submission_id: str) -> dict[str, Any]:
        return client.call(f"{self.http_url}/submissions/{submission_id}")

    def rejudge(self, submission_id: str) -> None:
        client.call(f"{self.http_url}/submissions/{submission_id}/rejudge", {})

    def ends(self, submission_id: str, verdict: str, attempt: int = 1) -> dict[str, Any]:
        """Waits for the verdict; checks it, that it is told once, and each of its tests once."""
        shown = until(
            lambda: self.shown(submission_id),
            lambda seen: seen["attempt"] == attempt and seen["status"] == "judged",
            what=f"a verdict of {submission_id}",
        )
        assert shown["verdict"] == verdict, shown
        frames = self.frames(submission_id)
        assert [frame["seq"] for frame in frames] == list(range(1, len(frames) + 1))
        assert [frame["data"]["outcome"] for frame in frames if frame["type"] == "done"] == [verdict]
        assert frames[-1]["type"] == "done"
        tests = [frame["data"]["test"] for frame in frames if frame["type"] == "test"]
        assert sorted(tests) == sorted(run["test"] for run in shown["runs"])
        return shown

    def frames(self, submission_id: str, after_seq: int = 0) -> list[dict[str, Any]]:
        """Those that are stored of its current attempt, from that number on up to the end."""
        log_id = ids.log_id(submission_id, self.shown(submission_id)["attempt"])
        with self.watching({"action": "resume", "job_id": log_id, "after_seq": after_seq}) as received:
            return list(received)

    @contextmanager
    def watching(self, message: dict[str, object]) -> Iterator[Iterator[dict[str, Any]]]:
        """A connection that has sent that; its frames up to the terminal one."""
        with connect(self.platform.deployment.websocket_url, open_timeout=PATIENCE_S) as connection:
            connection.send(json.dumps(message))
            yield _frames(lambda: str(connection.recv(timeout=PATIENCE_S)))

    # What a worker does.

    def take(self, queue: str = "JobQueueUrls") -> Delivery:
        """The next message of the pool, waited for."""
        inbox = SqsInbox(self.platform.client("sqs"))
        found = until(
            lambda: inbox.receive(self.queue(queue), 1), lambda seen: seen, what="a message", patience_s=PATIENCE_S
        )
        assert found
        return found

    def do(self, delivery: Delivery, *, perform: Perform | None = None, callbacks: Callbacks | None = None) -> None:
        """What a worker does with a message; with a performance or answers of the test's own, if it wants."""
        with tempfile.TemporaryDirectory() as folder:
            store = S3Store(self.platform.client("s3"), self.bucket)
            bench = kinds.Bench(store, PackageCache(Path(folder), store, limit_mib=64), self.sandbox)

            def really(job: Job, line: ProgressLine) -> Result:
                self.performed[job.job_id] += 1
                return kinds.perform(job, bench, line)

            sqs = self.platform.client("sqs")
            desk = Desk(
                messages=SqsInbox(sqs),
                callbacks=callbacks or TaskTokens(self.platform.client("stepfunctions")),
                store=store,
                post=SqsPost(sqs, self.platform.deployment.outputs["ProgressQueueUrl"]),
                perform=perform or really,
            )
            desk.handle(delivery)

    def judge_next(self, queue: str = "JobQueueUrls") -> None:
        self.do(self.take(queue))

    def show_again(self, delivery: Delivery) -> None:
        """As if the lease of whoever has it were over."""
        SqsInbox(self.platform.client("sqs")).extend(delivery, 0)

    def die_on(self, delivery: Delivery, times: int = 3) -> None:
        """So many workers take the message and die."""
        for _ in range(times - 1):
            self.show_again(delivery)
            delivery = self.take()
        self.show_again(delivery)
        # The queue finds out that it was too often when it is asked the next time.
        assert SqsInbox(self.platform.client("sqs")).receive(delivery.queue_url, 1) is None

    def send(self, body: str, queue_url: str = "") -> None:
        self.platform.client("sqs").send_message(QueueUrl=queue_url or self.queue(), MessageBody=body)

    def report(self, body: str) -> None:
        """Says that in the name of a worker."""
        self.send(body, self.platform.deployment.outputs["ProgressQueueUrl"])

    @contextmanager
    def worker(self, **variables: str) -> Iterator[int]:
        """A worker process, killed in the end; its pid."""
        process = self.platform.start_worker(**variables)
        try:
            yield process.pid
        finally:
            self.platform.workers.remove(process)
            process.kill()

    def wait_for_job(self) -> Path:
        """Until the last worker process is in the middle of a slow job; its log."""
        log = self.platform.workers[-1].log
        until(lambda: log_of(log), lambda text: "job_started" in text, what=f"a job in {log}")
        time.sleep(MIDDLE_S)
        assert "job_done" not in log.read_text()
        return log

    def let_polls_end(self) -> None:
        """A worker that was ended while it waited for messages still gets the next one, until its poll is over."""
        time.sleep(POLL_S + 1)

    # What the world does.

    def invoke(self, function: str, event: object) -> Any:
        """Calls a function of the stack as a rule or a state would. Its answer."""
        functions = self.platform.client("lambda")
        names = [item["FunctionName"] for item in functions.list_functions()["Functions"]]
        (name,) = [item for item in names if f"-{function}-" in item or item.endswith(f"-{function}")]
        answer = functions.invoke(FunctionName=name, Payload=json.dumps(event).encode())
        assert "FunctionError" not in answer, answer["Payload"].read()
        return json.loads(answer["Payload"].read() or b"null")

    def execution(self, submission_id: str, attempt: int = 1) -> str:
        machine = self.platform.deployment.outputs["GraderArn"]
        return f"{machine.replace(':stateMachine:', ':execution:')}:{ids.execution_name(submission_id, attempt)}"

    def reap(self, submission_id: str) -> None:
        """Lets the reaper look, some minutes later."""
        then = stamp(datetime.now(UTC) - timedelta(minutes=5))
        self.platform.client("dynamodb").update_item(
            TableName=self.platform.deployment.tables["submissions"],
            Key={"submission_id": {"S": submission_id}},
            UpdateExpression="SET opened_at = :then",
            ExpressionAttributeValues={":then": {"S": then}},
        )
        self.invoke("Reaper", {})

    def tests_key(self) -> str:
        """Where the frozen tests of the problem are."""
        table = ProblemTable(self.platform.client("dynamodb"), self.platform.deployment.tables["problems"])
        current = table.current(PROBLEM)
        assert current
        assert current.tests
        return current.tests.key

    def restart_emulator(self) -> None:
        """Gracefully, as with `make dev`; executions that were under way have failed afterwards."""
        emulator = self.platform.emulator
        emulator.stop()
        # A hundred thousand files of unpacked functions: nobody needs to wait until they are deleted.
        (emulator.directory / "tmp").rename(emulator.directory / "tmp-before")
        self.platform.emulator = Emulator.start(emulator.directory, port=emulator.port, persistent=True)

    def clear(self) -> None:
        for name in ("JobQueueUrls", "RejudgeQueueUrls"):
            self.platform.client("sqs").purge_queue(QueueUrl=self.queue(name))


def _frames(receive: Callable[[], str]) -> Iterator[dict[str, Any]]:
    frame: dict[str, Any] = {"type": ""}
    while frame["type"] not in client.TERMINAL:
        frame = json.loads(receive())
        yield frame


def cut(connection: ClientConnection) -> None:
    """Like a cable: no closing handshake. The descriptor stays open, for a thread of the client still waits on it."""
    connection.socket.shutdown(socket.SHUT_RDWR)


def kill(pid: int) -> None:
    """The process and everything that it started, at once."""
    os.killpg(pid, signal.SIGKILL)
