"""The service's world in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from chalicelib.domain.frames import Event
from chalicelib.domain.problems import Metadata, ProblemVersion
from chalicelib.domain.submissions import Judgement, Submission, past_verdict
from chalicelib.errors import TooLarge, Unavailable
from chalicelib.protocol import ObjectRef
from chalicelib.usecases.limits import Switch
from chalicelib.usecases.ports import ExecutionState, Page

START = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
PROBLEM = ProblemVersion(
    "sum", 1, ObjectRef("packages/p.zip", "p"), ObjectRef("tests/t.zip", "t"), Metadata({"en": "Sum"}), "2026-11-23"
)


@dataclass
class FakeClock:
    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, span: timedelta) -> None:
        self.now += span


class FakeEntropy:
    """Different bytes each time."""

    def __init__(self) -> None:
        self._count = 0

    def __call__(self) -> bytes:
        self._count += 1
        return self._count.to_bytes(20, "little")


@dataclass
class FakeProblems:
    versions: dict[tuple[str, int], ProblemVersion] = field(default_factory=lambda: {("sum", 1): PROBLEM})

    def current(self, problem_id: str) -> ProblemVersion | None:
        return self.version(problem_id, self.last_version(problem_id))

    def last_version(self, problem_id: str) -> int:
        return max((number for name, number in self.versions if name == problem_id), default=0)

    def version(self, problem_id: str, version: int) -> ProblemVersion | None:
        return self.versions.get((problem_id, version))

    def add(self, version: ProblemVersion) -> None:
        self.versions[version.problem_id, version.version] = version

    def freeze_tests(self, problem_id: str, version: int, tests: ObjectRef) -> ObjectRef:
        old = self.versions[problem_id, version]
        self.versions[problem_id, version] = replace(old, tests=old.tests or tests)
        return old.tests or tests

    def withdraw(self, problem_id: str) -> bool:
        raise NotImplementedError

    def page(self, limit: int, cursor: str | None) -> Page[ProblemVersion]:
        raise NotImplementedError


@dataclass
class FakeSubmissions:
    rows: dict[str, Submission] = field(default_factory=dict)
    closed: set[tuple[str, int]] = field(default_factory=set)

    def close(self, submission_id: str, attempt: int) -> None:
        self.closed.add((submission_id, attempt))

    def add(self, submission: Submission) -> bool:
        return self.rows.setdefault(submission.submission_id, submission) is submission

    def get(self, submission_id: str) -> Submission | None:
        return self.rows.get(submission_id)

    def finish(self, submission_id: str, attempt: int, judgement: Judgement, finished_at: str) -> bool:
        row = self.rows.get(submission_id)
        if row is None or row.attempt != attempt or row.judgement:
            return False
        self.rows[submission_id] = replace(row, judgement=judgement, finished_at=finished_at)
        return True

    def page(self, problem_id: str, limit: int, cursor: str | None, *, owner: str | None = None) -> Page[Submission]:
        rows = [row for row in self.rows.values() if row.problem_id == problem_id and owner in (None, row.owner)]
        return Page(rows[:limit])

    def reopen(self, judged: Submission, problem_version: int, opened_at: str, trace_id: str = "") -> bool:
        row, past = self.rows[judged.submission_id], past_verdict(judged)
        if row != judged or past is None:
            return False
        fresh = replace(row, attempt=row.attempt + 1, judgement=None, finished_at="", history=(*row.history, past))
        self.rows[row.submission_id] = replace(fresh, problem_version=problem_version, opened_at=opened_at)
        self.rows[row.submission_id] = replace(self.rows[row.submission_id], trace_id=trace_id)
        return True

    def open_before(self, opened_before: str) -> Sequence[Submission]:
        rows = [row for row in self.rows.values() if (row.submission_id, row.attempt) not in self.closed]
        return [row for row in rows if row.opened_at < opened_before]


@dataclass
class FakeObjects:
    stored: dict[str, bytes] = field(default_factory=dict)

    def put_new(self, key: str, data: bytes) -> bool:
        return self.stored.setdefault(key, data) is data

    def names(self, prefix: str) -> list[str]:
        return sorted(key for key in self.stored if key.startswith(prefix))

    def get(self, key: str, *, limit: int) -> bytes | None:
        data = self.stored.get(key)
        if data is not None and len(data) > limit:
            raise TooLarge(f"{key} is too large")
        return data

    def upload_url(self, key: str, size: int, expires_s: int) -> str:
        return f"https://bucket/{key}?size={size}"

    def download_url(self, key: str, filename: str, expires_s: int) -> str:
        return f"https://bucket/{key}?name={filename}"


@dataclass
class FakeExecutions:
    """`is_down`: starting fails, as when the service is throttled."""

    states: dict[str, ExecutionState] = field(default_factory=dict)
    inputs: dict[str, dict[str, object]] = field(default_factory=dict)
    is_down: bool = False

    def start(self, name: str, state: dict[str, object]) -> None:
        if self.is_down:
            raise Unavailable("throttled")
        self.states.setdefault(name, ExecutionState.RUNNING)
        self.inputs.setdefault(name, state)

    def state(self, name: str) -> ExecutionState:
        return self.states.get(name, ExecutionState.UNKNOWN)


@dataclass
class FakeWatchers:
    ended: dict[str, Event] = field(default_factory=dict)

    def conclude(self, job_id: str, attempt: int, reports: Sequence[Event], terminal: Event) -> bool:
        return self.ended.setdefault(job_id, terminal) is terminal


class NoWebhooks:
    """Nobody asks for webhooks, and any URL would do; `told` are the ids of submissions with a verdict."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def check(self, url: str, owner: str) -> None:
        pass

    def tell(self, submission: Submission) -> None:
        self.told.append(submission.submission_id)


@dataclass
class FakeCallbacks:
    failed: list[tuple[str, str]] = field(default_factory=list)

    def fail(self, token: str, error: str, cause: str) -> None:
        self.failed.append((token, error))


@dataclass
class MemoryCounters:
    amounts: Counter[str] = field(default_factory=Counter)
    switches: dict[str, Switch] = field(default_factory=dict)

    def count(self, counter: str, amount: int, *, most: int | None, expires_at: int) -> bool:
        if most is not None and self.amounts[counter] + amount > most:
            return False
        self.amounts[counter] += amount
        return True

    def counted(self, counter: str) -> int:
        return self.amounts[counter]

    def switch(self, name: str) -> Switch:
        return self.switches.get(name, Switch())
