"""The whole path of a submission in one process, on its own clock.

Our use cases, the definition of the grader and the loop of the worker are the real ones. Tables, bucket, queues and
connections are in memory, and every call to them can fail.
"""

from __future__ import annotations

import contextlib
import itertools
import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from chalicelib.api import workflow
from chalicelib.bootstrap import Services
from chalicelib.config import Config
from chalicelib.domain.frames import Frame
from chalicelib.domain.submissions import Submission
from chalicelib.errors import AlpacoError
from chalicelib.protocol import (
    Job,
    ObjectRef,
    Progress,
    ProgressMessage,
    Result,
    RunReport,
    Verdict,
    sha256_hex,
    to_json,
)
from chalicelib.usecases.grading import Grading, Intake, Order, Starting
from chalicelib.usecases.progress import Reports, read_all
from chalicelib.usecases.rejudging import Rejudging
from chalicelib.usecases.rescue import Reaper
from chalicelib.usecases.streams import FrameLog
from chalicelib.usecases.verdicts import Dispatch, Freezing, Planning, Recording, Verdicts
from worker.loop import Desk
from worker.ports import Delivery, ObjectDamaged
from worker.progress import ProgressLine

from tests.faults import fault_queue
from tests.faults.fault_machine import Machine
from tests.faults.fault_plans import Crashed, Flaky, Killed, Plan, never
from tests.faults.fault_queue import Queue
from tests.unit.generation.fakes import MemoryJobs
from tests.unit.usecases.fakes_service import (
    PROBLEM,
    FakeClock,
    FakeEntropy,
    FakeObjects,
    FakeProblems,
    FakeSubmissions,
    NoWebhooks,
)

OWNER = "ada"
TICK_S = 5
REAP_EVERY_S = 60
# What a program says of itself; the sandbox has tests of its own.
TRUTH = {"right": Verdict.ACCEPTED, "wrong": Verdict.WRONG_ANSWER, "slow": Verdict.TIME_LIMIT_EXCEEDED}
TESTS_ZIP = b"a zip of tests"
TESTS = ("sample/1", "secret/1", "secret/2")


@dataclass
class Client:
    """A connection that keeps what it gets. `takes` says whether it takes a frame; None: it is gone."""

    takes: Callable[[], bool | None] = lambda: True
    frames: list[dict[str, Any]] = field(default_factory=list)


class Link:
    """The way to connections."""

    def __init__(self) -> None:
        self.clients: dict[str, Client] = {}

    def post(self, connection_id: str, message: str, *, insist: bool = False) -> bool:
        client = self.clients.get(connection_id)
        taken = client.takes() if client else None
        if client and taken:
            client.frames.append(json.loads(message))
        return taken is not None


class Store:
    """The bucket as the worker sees it."""

    def __init__(self, objects: Any) -> None:
        self._objects = objects

    def get(self, ref: ObjectRef) -> bytes:
        data = self.find(ref.key)
        if data is None or sha256_hex(data) != ref.sha256:
            raise ObjectDamaged(ref.key)
        return data

    def find(self, key: str) -> bytes | None:
        found: bytes | None = self._objects.get(key, limit=10**9)
        return found

    def put(self, key: str, data: bytes) -> None:
        raise NotImplementedError("judging replaces nothing")

    def put_new(self, key: str, data: bytes) -> bool:
        return bool(self._objects.put_new(key, data))


class World:
    """`plan` decides about faults; `performing` is called in the middle of each job."""

    def __init__(self, plan: Plan = never) -> None:
        self.plan = plan
        self.clock, self.entropy = FakeClock(), FakeEntropy()
        self.problems, self.rows, self.bucket = FakeProblems(), FakeSubmissions(), FakeObjects()
        self.tests = ObjectRef(f"tests/{sha256_hex(TESTS_ZIP)}.zip", sha256_hex(TESTS_ZIP))
        self.bucket.stored[self.tests.key] = TESTS_ZIP
        self.problems.versions["sum", 1] = replace(PROBLEM, tests=self.tests)
        self.job_rows, self.link = MemoryJobs(), Link()
        self.queue, self.reports = Queue(self.now_s), fault_queue.Reports()
        self.performing: Callable[[Job], object] = lambda _job: None
        self.performed: list[str] = []
        self.given: dict[tuple[str, int], list[Verdict]] = defaultdict(list)
        self.promised: dict[str, str] = {}
        self._connections = itertools.count(1)
        self._build()

    def _build(self) -> None:
        self.submissions: Any = self._flaky(self.rows, "submissions")
        self.objects: Any = self._flaky(self.bucket, "objects")
        jobs = self._flaky(self.job_rows, "jobs")
        self.frames = FrameLog(jobs, self.link)
        self.machine = Machine({}, self._send, self.now_s)
        self.starting = Starting(self._flaky(self.machine, "executions"))
        self.intake = Intake(self.submissions, self.objects, self.starting)
        self.grading = Grading(self.problems, self.submissions, self.intake, self.clock, self.entropy, NoWebhooks())
        self.verdicts = Verdicts(self.submissions, self.frames, self.clock, NoWebhooks())
        self.rejudging = Rejudging(self.problems, self.submissions, self.starting, self.clock)
        self.reaper = Reaper(
            self.submissions, self._flaky(self.machine, "executions"), self.starting, self.verdicts, self.clock
        )
        self._wire()

    def _wire(self) -> None:
        services = Services(Config({}))
        services.__dict__.update(
            planning=Planning(self.problems, self.submissions, Dispatch("warm", {"main": "queue"}, {})),
            freezing=Freezing(self.problems),
            recording=Recording(self.verdicts, self.objects),
            verdicts=self.verdicts,
        )
        steps: dict[str, Callable[..., Any]] = {
            "LoadProblem": workflow.load_problem,
            "FreezeTests": workflow.freeze_tests,
            "RecordVerdict": workflow.record_verdict,
            "MarkJudgeError": workflow.mark_judge_error,
        }
        self.machine.functions.update({name: self._step(step, services) for name, step in steps.items()})

    def _step(self, step: Callable[..., Any], services: Services) -> Callable[[Any], Any]:
        def run(event: Any) -> Any:
            try:
                return step(event, services)
            except Killed as exc:
                raise Crashed(str(exc)) from exc

        return run

    def _send(self, url: str, body: dict[str, Any]) -> None:
        """Step Functions itself is not killed; SQS may fail it."""
        try:
            self._flaky(self.queue, "queue").send(url, body)
        except Killed as exc:
            raise Crashed(str(exc)) from exc

    def _flaky(self, target: Any, name: str) -> Any:
        return Flaky(target, name, lambda call: self.plan(call))

    def now_s(self) -> float:
        return self.clock().timestamp()

    def submit(self, code: str = "right", key: str = "", patience: int = 20) -> str:
        """Asks like a client that repeats what got no answer; the id that it was promised."""
        order = Order("sum", "python3", code, idempotency_key=key or f"k{len(self.promised)}", owner=OWNER)
        for _ in range(patience):
            try:
                submission_id = self.grading.submit(order).submission_id
            except (AlpacoError, Killed):
                self.pass_(1)
                continue
            self.promised[submission_id] = code
            return submission_id
        raise AssertionError("the service never took it")

    def watch(self, submission_id: str, takes: Callable[[], bool | None] = lambda: True, after_seq: int = 0) -> Client:
        """Another connection that follows the submission."""
        name = f"c{next(self._connections)}"
        self.link.clients[name] = Client(takes)
        self.frames.follow(submission_id, name, after_seq)
        return self.link.clients[name]

    def desk(self) -> Desk:
        """A worker."""
        return Desk(
            messages=self._flaky(self.queue, "messages"),
            callbacks=self._flaky(self.machine, "callbacks"),
            store=Store(self._flaky(self.bucket, "objects")),
            post=self.reports,
            perform=self._perform,
        )

    def _report(self, job: Job, index: int, run: RunReport) -> None:
        """As a worker does whose tests take long: each in a message of its own."""
        report = Progress(job.job_id, job.attempt, index, "test", to_json(run))
        self.reports.send(json.dumps(to_json(ProgressMessage([report]))))

    def _perform(self, job: Job, _line: ProgressLine) -> Result:
        self.performed.append(job.job_id)
        code = Store(self.objects).get(job.source).decode() if job.source else ""
        if job.tests:
            Store(self.objects).get(job.tests)
        verdict = TRUTH[code]
        runs = [RunReport(name, Verdict.ACCEPTED, 0.1, 0.2, 9.0) for name in TESTS]
        runs[-1] = RunReport(TESTS[-1], verdict, 0.1, 0.2, 9.0)
        for number, run in enumerate(runs):
            self._report(job, number + 1, run)
            if number == 0:
                self.performing(job)
        return Result(job.job_id, job.attempt, verdict, "python3", runs=tuple(runs), tests_total=len(runs))

    def work(self, delivery: Delivery | None = None) -> bool:
        """A worker takes the next message, or has the given one; whether there was one."""
        delivery = delivery or self.queue.receive()
        if delivery is None:
            return False
        with contextlib.suppress(Killed, AlpacoError):
            self.desk().handle(delivery)
        return True

    def read_reports(self) -> None:
        reader = Reports(self.frames)
        waiting, self.reports.waiting = self.reports.waiting, []
        for told in read_all(waiting):
            try:
                reader.take(told)
            except (Killed, AlpacoError):
                self.reports.waiting += [waiting[place] for place in sorted(told.places)]

    def give_up_the_dead(self) -> None:
        dead, self.queue.dead = self.queue.dead, []
        for body in dead:
            try:
                self._dead_letter(body)
            except (Killed, AlpacoError):
                self.queue.dead.append(body)

    def _dead_letter(self, body: str) -> None:
        from chalicelib.usecases import rescue

        rescue.dead_letter(body, self._flaky(self.machine, "callbacks"))

    def reap(self) -> None:
        with contextlib.suppress(Killed, AlpacoError):
            self.reaper.reap()

    def pass_(self, seconds: float) -> None:
        self.clock.pass_(timedelta(seconds=seconds))

    def tick(self, *, working: bool = True) -> None:
        """Everything that goes on by itself, once."""
        self.machine.run()
        while working and self.work():
            self.machine.run()
        self.read_reports()
        self.give_up_the_dead()
        self.machine.run()

    def settle(self, hours: float = 5, *, working: bool = True) -> None:
        """Lets time go by until all submissions have a verdict, and a while longer."""
        until_s, reaped_s = self.now_s() + hours * 3600, self.now_s()
        while self.now_s() < until_s:
            self.tick(working=working)
            if self.now_s() - reaped_s >= REAP_EVERY_S:
                reaped_s = self.now_s()
                self.reap()
            if self.is_quiet:
                break
            # Waiting for hours takes long steps.
            self.pass_(TICK_S if until_s - self.now_s() > (hours - 0.5) * 3600 else REAP_EVERY_S)
        self.tick(working=working)

    @property
    def is_quiet(self) -> bool:
        is_open = any((row.submission_id, row.attempt) not in self.rows.closed for row in self.rows.rows.values())
        return not (is_open or self.queue.messages or self.queue.dead or self.reports.waiting)

    def row(self, submission_id: str) -> Submission:
        return self.rows.rows[submission_id]

    def verdict(self, submission_id: str) -> Verdict | None:
        return self.row(submission_id).verdict

    def log(self, log_id: str) -> list[Frame]:
        return list(self.job_rows.frames[log_id])


def truth_of(code: str) -> Verdict:
    return TRUTH[code]
