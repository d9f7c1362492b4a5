"""Small stand-ins for what the generation's use cases need, with state to assert on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from chalicelib.domain import identity
from chalicelib.domain.frames import Event, Frame
from chalicelib.domain.generation import Difficulty, DraftState, GenerationJob, GenerationRequest, Spending
from chalicelib.domain.problems import ProblemVersion
from chalicelib.domain.requesters import Requester, RequesterKind
from chalicelib.errors import Unavailable
from chalicelib.usecases.generation import Created, OpenJob
from chalicelib.usecases.nearness import Nearby
from chalicelib.usecases.ports import Page
from chalicelib.usecases.streams import Added, Batch, Note


class MemoryFrames:
    """A frame store; `before_add` lets a test slip another writer in between reading and writing."""

    def __init__(self) -> None:
        self.frames: dict[str, list[Frame]] = defaultdict(list)
        self.seen: set[tuple[str, str]] = set()
        self.finished: dict[str, dict[str, int]] = defaultdict(dict)
        self.watching: dict[str, list[str]] = defaultdict(list)
        self.before_add: Callable[[], None] = lambda: None

    def add(self, frame: Frame, note: Note) -> Added:
        self.before_add()
        log = self.frames[str(frame.job_id)]
        if note.once and (str(frame.job_id), note.once) in self.seen:
            return Added.DUPLICATE
        if log and log[-1].event.type.is_terminal:
            return Added.ENDED
        if frame.seq != len(log) + 1:
            return Added.TAKEN
        log.append(frame)
        self.seen.add((str(frame.job_id), note.once))
        if note.finishes:
            self.finished[str(frame.job_id)].update([note.finishes])
        return Added.STORED

    def add_all(self, frames: Sequence[Frame], marks: Sequence[str]) -> Batch:
        self.before_add()
        job_id = str(frames[0].job_id)
        log = self.frames[job_id]
        known = frozenset(place for place, mark in enumerate(marks) if (job_id, mark) in self.seen)
        if known:
            return Batch(Added.DUPLICATE, known)
        if log and log[-1].event.type.is_terminal:
            return Batch(Added.ENDED)
        if frames[0].seq != len(log) + 1:
            return Batch(Added.TAKEN)
        log.extend(frames)
        self.seen |= {(job_id, mark) for mark in marks}
        return Batch(Added.STORED)

    def last_seq(self, job_id: str) -> int:
        return len(self.frames[job_id])

    def frames_after(self, job_id: str, seq: int) -> list[Frame]:
        return self.frames[job_id][seq:]

    def subscribe(self, job_id: str, connection_id: str) -> None:
        self.watching[job_id].append(connection_id)

    def unsubscribe(self, job_id: str, connection_id: str) -> None:
        self.watching[job_id].remove(connection_id)

    def subscribers(self, job_id: str) -> Sequence[str]:
        return list(self.watching[job_id])


class Mailboxes:
    """A link to connections: what each was sent, which are gone, and with what insistence it was sent."""

    def __init__(self, gone: Sequence[str] = ()) -> None:
        self.sent: dict[str, list[str]] = defaultdict(list)
        self.insisted: list[str] = []
        self.gone = set(gone)

    def post(self, connection_id: str, message: str, *, insist: bool = False) -> bool:
        if connection_id in self.gone:
            return False
        self.sent[connection_id].append(message)
        if insist:
            self.insisted.append(message)
        return True


class MemoryJobs(MemoryFrames):
    """Jobs and their frames."""

    def __init__(self, *jobs: GenerationJob) -> None:
        super().__init__()
        self.jobs = {job.job_id: job for job in jobs}
        self.holders: dict[str, str] = {}
        self.before_create: Callable[[], None] = lambda: None

    def create(self, job: GenerationJob, holders: Mapping[str, str]) -> Created:
        if job.job_id in self.jobs:
            return Created.EXISTS
        self.before_create()
        if any(self.holder(claim) != holder for claim, holder in holders.items()):
            return Created.RACED
        self.jobs[job.job_id] = job
        self.holders |= dict.fromkeys(job.claims, job.job_id)
        return Created.NEW

    def holder(self, claim: str) -> str:
        return self.holders.get(claim, "")

    def note_spending(self, job_id: str, spending: Spending) -> None:
        self.jobs[job_id] = replace(self.jobs[job_id], spending=spending)

    def note_goes_on(self, job_id: str) -> None:
        self.jobs[job_id] = replace(self.jobs[job_id], goes_on=True)

    def decide(self, job_id: str, state: DraftState) -> None:
        self.jobs[job_id] = replace(self.jobs[job_id], state=state)

    def open_before(self, created_before: float) -> list[OpenJob]:
        found = [job for job_id in self.jobs if (job := self.get(job_id)) and not job.ended]
        return [OpenJob(job.job_id, job.created_at) for job in found if job.created_at < created_before]

    def get(self, job_id: str) -> GenerationJob | None:
        job = self.jobs.get(job_id)
        if job is None:
            return None
        log = self.frames[job_id]
        ended = bool(log) and log[-1].event.type.is_terminal
        finished = {**job.finished, **self.finished[job_id]}
        return replace(job, finished=finished, ended=job.ended or ended)

    def reopen(self, job_id: str, stages: Sequence[str]) -> None:
        for stage in stages:
            self.finished[job_id].pop(stage, None)

    def exists(self, job_id: str) -> bool:
        return job_id in self.jobs or bool(self.frames[job_id])

    def events(self, job_id: str) -> list[Event]:
        return [frame.event for frame in self.frames[job_id]]

    def types(self, job_id: str) -> list[str]:
        """The types of the job's frames, with the state of a stage, in order."""
        return [
            f"{event.type}:{event.data['state']}" if "state" in event.data else event.type
            for event in self.events(job_id)
        ]


class MemoryObjects:
    """A bucket."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}

    def put_new(self, key: str, data: bytes) -> bool:
        is_new = key not in self.objects
        self.objects.setdefault(key, data)
        return is_new

    def get(self, key: str, *, limit: int) -> bytes | None:
        return self.objects.get(key)

    def names(self, prefix: str) -> Sequence[str]:
        return [key for key in sorted(self.objects) if key.startswith(prefix)]

    def delete(self, key: str) -> None:
        del self.objects[key]

    def upload_url(self, key: str, size: int, expires_s: int) -> str:
        return f"memory:{key}"

    def download_url(self, key: str, filename: str, expires_s: int) -> str:
        return f"memory:{key}"


class NoProblems:
    """A shelf on which nothing stands."""

    def page(self, limit: int, cursor: str | None) -> Page[ProblemVersion]:
        return Page([])


def no_nearby() -> Nearby:
    return Nearby(NoProblems(), MemoryObjects())  # type: ignore[arg-type]  # a page is all that is read


class MemoryConnections:
    """Connections and the jobs that they follow."""

    def __init__(self) -> None:
        self.following: dict[str, list[str]] = {}
        self.callers: dict[str, identity.Caller] = {}

    def open(self, connection_id: str, caller: identity.Caller) -> None:
        self.following.setdefault(connection_id, [])
        self.callers[connection_id] = caller

    def caller(self, connection_id: str) -> identity.Caller | None:
        return self.callers.get(connection_id)

    def note_job(self, connection_id: str, job_id: str) -> None:
        self.following.setdefault(connection_id, []).append(job_id)

    def close(self, connection_id: str) -> list[str]:
        return self.following.pop(connection_id, [])


class MemoryExecutions:
    """Executions by name; `broken` refuses to start any."""

    def __init__(self, *, broken: bool = False) -> None:
        self.started: dict[str, dict[str, object]] = {}
        self.stopped: list[str] = []
        self.broken = broken

    def start(self, name: str, state: dict[str, object]) -> None:
        if self.broken:
            raise Unavailable("throttled")
        self.started.setdefault(name, state)

    def stop(self, name: str, cause: str) -> None:
        self.stopped.append(name)


def at(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


CALLER = Requester(RequesterKind.CONNECTION, "c1")
REQUEST = GenerationRequest("a problem about ferries", Difficulty.EASY, "en", seed=7, request_id="r1")
JOB = GenerationJob("gabcdefghijklmnop", 1, REQUEST, "template", created_at=1000.0)
