"""Faults by chance against the deployed service while it judges. What is done follows from the seed, when it is done
from the machine.
"""

from __future__ import annotations

import json
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from chalicelib.domain import ids, keys
from websockets.sync.client import connect
from worker.aws import SqsInbox
from worker.ports import Delivery

from tests.faults.embedded.stage import PATIENCE_S, RIGHT, WRONG, Stage, cut, kill
from tools.dev import client
from tools.dev.processes import Process

JUDGE_ERROR = "JUDGE_ERROR"
# Some that are quick and some that last, for faults to meet them in the middle.
TRUTHS = {
    RIGHT: "ACCEPTED",
    f"import time\ntime.sleep(0.15)\n{RIGHT}": "ACCEPTED",
    WRONG: "WRONG_ANSWER",
    "import time\ntime.sleep(1.5)\nprint('late and wrong')\n": "WRONG_ANSWER",
    "print(1 // 0)\n": "RUNTIME_ERROR",
    "print(\n": "COMPILE_ERROR",
}
WORKERS = 2
MAX_OPEN = 10
GARBAGE = (
    "nonsense",
    "{}",
    '{"schema_version": 99}',
    '{"token": 7, "job": []}',
    '{"reports": [{}], "schema_version": 1}',
)


@dataclass
class Storm:
    """`truths` by accepted submission; `seen`: every verdict that was ever shown, by submission and attempt."""

    stage: Stage
    seed: int
    truths: dict[str, str] = field(default_factory=dict)
    seen: dict[tuple[str, int], str] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)
    workers: list[Process] = field(default_factory=list)
    # Frozen workers, and when they go on.
    frozen: dict[Process, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)

    def blow(self, seconds: float) -> None:
        self._keep_workers()
        until = time.monotonic() + seconds
        acts = [(act, weight) for act, weight in self._acts().items()]
        while time.monotonic() < until:
            (act,) = self.chance.choices([act for act, _ in acts], [weight for _, weight in acts])
            act()
            self.done[act.__name__] += 1
            self._thaw(time.monotonic())
            self._keep_workers()
            time.sleep(self.chance.uniform(0, 0.5))

    def calm(self, patience_s: float) -> None:
        """No more faults, until every submission has its verdict."""
        self._thaw(float("inf"))
        self._keep_workers()
        deadline = time.monotonic() + patience_s
        while self.look():
            assert time.monotonic() < deadline, f"I1: without a verdict after {patience_s} s: {self.open}"
            for submission_id in self.open:
                # The reaper comes again every minute, whatever became of it the last time.
                with suppress(AssertionError):
                    self.stage.reap(submission_id)
            time.sleep(2)

    def end(self) -> None:
        self._thaw(float("inf"))
        while self.workers:
            self._bury(self.workers[0])

    def look(self) -> list[str]:
        """Notes the verdicts that are shown now; those still without one."""
        self.open = [submission_id for submission_id in self.open if not self._has_verdict(submission_id)]
        return self.open

    def _has_verdict(self, submission_id: str) -> bool:
        shown = self.stage.shown(submission_id)
        pairs = [(past["attempt"], past["verdict"]) for past in shown["history"]]
        if shown["verdict"]:
            pairs.append((shown["attempt"], shown["verdict"]))
        for attempt, verdict in pairs:
            before = self.seen.setdefault((submission_id, attempt), verdict)
            assert before == verdict, f"I2: {submission_id}/{attempt} was {before} and is {verdict}"
        return bool(shown["verdict"])

    def _acts(self) -> dict[Callable[[], None], int]:
        """What may happen next, and how often beside the others."""
        return {
            self.submit: 10,
            self.note_verdicts: 4,
            self.rejudge: 2,
            self.watch_and_cut: 2,
            self.kill_worker: 1,
            self.stop_worker: 1,
            self.freeze_worker: 2,
            self.double_message: 3,
            self.lose_message_to_the_dead: 1,
            self.send_garbage: 1,
            self.send_unknown_version: 1,
            self.abort_execution: 1,
            self.damage_source: 1,
            self.damage_result: 1,
            self.damage_tests: 1,
            self.call_function_again: 2,
            self.freeze_everything: 1,
        }

    # What clients do.

    def submit(self) -> None:
        if len(self.open) >= MAX_OPEN:
            self.look()
            return
        code, truth = self.chance.choice(list(TRUTHS.items()))
        try:
            submission_id = self.stage.submit(f"{code}# {self.seed}/{len(self.truths)}\n")
        except client.ApiError as exc:
            if exc.status != 503:
                raise
            return
        self.truths[submission_id] = truth
        self.open.append(submission_id)

    def note_verdicts(self) -> None:
        self.look()

    def rejudge(self) -> None:
        if self.truths:
            submission_id = self.chance.choice(list(self.truths))
            # 409 while it is judged.
            with suppress(client.ApiError):
                self.stage.rejudge(submission_id)
                self.open = [*(other for other in self.open if other != submission_id), submission_id]

    def watch_and_cut(self) -> None:
        if (submission_id := self._some_open()) is None:
            return
        with connect(self.stage.platform.deployment.websocket_url, open_timeout=PATIENCE_S) as socket:
            socket.send(json.dumps({"action": "watch", "submission_id": submission_id}))
            with suppress(TimeoutError):
                socket.recv(timeout=self.chance.uniform(0, 1))
            cut(socket)

    # What workers suffer.

    def kill_worker(self) -> None:
        kill(self._worker().pid)

    def stop_worker(self) -> None:
        os.kill(self._worker().pid, signal.SIGTERM)

    def freeze_worker(self) -> None:
        """For a moment, or for longer than its lease."""
        worker = self._worker()
        os.killpg(worker.pid, signal.SIGSTOP)
        self.frozen[worker] = time.monotonic() + self.chance.choice((1, 4, 35))

    def _worker(self) -> Process:
        return self.chance.choice(self.workers)

    def _thaw(self, now: float) -> None:
        for worker in [worker for worker, until in self.frozen.items() if until <= now]:
            del self.frozen[worker]
            with suppress(ProcessLookupError):
                os.killpg(worker.pid, signal.SIGCONT)

    def _keep_workers(self) -> None:
        for worker in [worker for worker in self.workers if not worker.is_alive()]:
            self._bury(worker)
        while len(self.workers) < WORKERS:
            self.workers.append(self.stage.platform.start_worker(WORKER_GRACE_S="0.5"))

    def _bury(self, worker: Process) -> None:
        self.frozen.pop(worker, None)
        self.workers.remove(worker)
        self.stage.platform.workers.remove(worker)
        worker.kill()

    # What queues do.

    def double_message(self) -> None:
        with self._message() as message:
            self.stage.send(message.body, message.queue_url)

    def lose_message_to_the_dead(self) -> None:
        """Somebody takes it and dies, perhaps three times."""
        for _ in range(self.chance.choice((1, 3))):
            with self._message():
                pass

    def send_garbage(self) -> None:
        self.stage.send(self.chance.choice(GARBAGE))
        self.stage.report(self.chance.choice(GARBAGE))

    def send_unknown_version(self) -> None:
        with self._message() as message:
            raw = json.loads(message.body)
            self.stage.send(json.dumps({**raw, "job": {**raw["job"], "schema_version": 99}}), message.queue_url)

    @contextmanager
    def _message(self) -> Any:
        """A job that waits just now, given back afterwards; a message that nobody understands if there is none."""
        inbox = SqsInbox(self.stage.platform.client("sqs"))
        found = inbox.receive(self.stage.queue(), 0)
        try:
            json.loads(found.body)["job"]["schema_version"] if found else None
        except (ValueError, KeyError, TypeError):
            found = None
        yield found or Delivery(self.stage.queue(), "", '{"token": "none", "job": {}}')
        if found:
            inbox.extend(found, 0)

    # What the rest of the world does.

    def abort_execution(self) -> None:
        if submission_id := self._some_open():
            machines = self.stage.platform.client("stepfunctions")
            with suppress(machines.exceptions.ClientError):
                machines.stop_execution(executionArn=self.stage.execution(submission_id, self._attempt(submission_id)))

    def damage_source(self) -> None:
        if submission_id := self._some_open():
            self._overwrite(keys.code(submission_id, attempt=1), b"print('another program')\n")

    def damage_result(self) -> None:
        """As a disk would, before it is recorded or after."""
        if self.truths:
            submission_id = self.chance.choice(list(self.truths))
            self._overwrite(keys.result(submission_id, self._attempt(submission_id)), b'{"verdict": "ACC')

    def damage_tests(self) -> None:
        objects, key = self.stage.platform.client("s3"), self.stage.tests_key()
        tests = objects.get_object(Bucket=self.stage.bucket, Key=key)["Body"].read()
        self._overwrite(key, tests[: len(tests) // 2])
        try:
            time.sleep(self.chance.uniform(0.5, 2))
        finally:
            self._overwrite(key, tests)

    def call_function_again(self) -> None:
        """As if its answer were lost, or somebody thought that the submission could not be judged."""
        if self.truths:
            submission_id = self.chance.choice(list(self.truths))
            attempt = self._attempt(submission_id)
            if self.stage.shown(submission_id)["verdict"]:
                event = {"submission_id": submission_id, "attempt": attempt, "error": {"Error": "JobFailed"}}
                with suppress(AssertionError):
                    self.stage.invoke("MarkJudgeError", event)

    def freeze_everything(self) -> None:
        """The embedded AWS does not answer for a while."""
        pid = self.stage.platform.emulator.process.pid
        os.killpg(pid, signal.SIGSTOP)
        try:
            time.sleep(self.chance.uniform(0.5, 3))
        finally:
            os.killpg(pid, signal.SIGCONT)

    def _overwrite(self, key: str, data: bytes) -> None:
        self.stage.platform.client("s3").put_object(Bucket=self.stage.bucket, Key=key, Body=data)

    def _some_open(self) -> str | None:
        return self.chance.choice(self.open) if self.open else None

    def _attempt(self, submission_id: str) -> int:
        return int(self.stage.shown(submission_id)["attempt"])


def check(storm: Storm) -> None:
    """The six promises of docs/reliability.md."""
    for submission_id, truth in storm.truths.items():
        shown = storm.stage.shown(submission_id)
        for attempt in range(1, shown["attempt"] + 1):
            verdict = storm.seen.get((submission_id, attempt))
            assert verdict, f"I1: {submission_id}/{attempt} has no verdict"
            assert verdict in (truth, JUDGE_ERROR), f"I4: {submission_id}/{attempt} is {verdict}, not {truth}: {shown}"
            _check_replay(storm.stage, submission_id, attempt, verdict)
        assert shown["verdict"] == storm.seen[submission_id, shown["attempt"]], f"I2: {submission_id} has changed"
        told = {frame["data"]["test"] for frame in storm.stage.frames(submission_id) if frame["type"] == "test"}
        runs = {run["test"] for run in shown["runs"]}
        assert told == runs or shown["verdict"] == JUDGE_ERROR, f"I6: {submission_id} shows {runs}, told {told}"
    _check_owners(storm.stage)


def _check_replay(stage: Stage, submission_id: str, attempt: int, verdict: str) -> None:
    log_id = ids.log_id(submission_id, attempt)
    with stage.watching({"action": "resume", "job_id": log_id, "after_seq": 0}) as received:
        frames = list(received)
    assert [frame["seq"] for frame in frames] == list(range(1, len(frames) + 1)), f"I6: {log_id} has gaps"
    ends = [frame["data"]["outcome"] for frame in frames if frame["type"] == "done"]
    assert ends == [verdict], f"I3, I6: {log_id} ends as {ends}, its verdict is {verdict}"
    tests = [frame["data"]["test"] for frame in frames if frame["type"] == "test"]
    assert len(tests) == len(set(tests)), f"I6: {log_id} tells a test twice"


def _check_owners(stage: Stage) -> None:
    machines, arn = stage.platform.client("stepfunctions"), stage.platform.deployment.outputs["GraderArn"]
    for page in machines.get_paginator("list_executions").paginate(stateMachineArn=arn):
        for execution in page["executions"]:
            submission_id = execution["name"].rpartition("-")[0]
            assert stage.shown(submission_id)["submission_id"] == submission_id, "I5: an execution belongs to nothing"
