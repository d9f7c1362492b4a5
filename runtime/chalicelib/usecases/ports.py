"""What the use cases of problems and submissions need from the outside world."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto
from typing import Generic, Protocol, TypeVar

from chalicelib.domain.problems import ProblemVersion
from chalicelib.domain.submissions import Judgement, Submission
from chalicelib.protocol import ObjectRef

T = TypeVar("T", covariant=True)

Clock = Callable[[], datetime]
Entropy = Callable[[], bytes]


@dataclass(frozen=True)
class Page(Generic[T]):
    """Part of a listing, newest first; `cursor` continues it and is None at its end."""

    items: Sequence[T]
    cursor: str | None = None


class ProblemStore(Protocol):
    """Versions of problems. A withdrawn problem has no current version; its versions stay."""

    def current(self, problem_id: str) -> ProblemVersion | None: ...

    def last_version(self, problem_id: str) -> int:
        """The highest version number ever used; 0 if there is none."""

    def version(self, problem_id: str, version: int) -> ProblemVersion | None: ...

    def add(self, version: ProblemVersion) -> None:
        """Stores a version and makes it current. Raises Conflict if the number is taken."""

    def freeze_tests(self, problem_id: str, version: int, tests: ObjectRef) -> ObjectRef:
        """Sets the tests of a version unless they are set; returns those that are set now."""

    def withdraw(self, problem_id: str) -> bool: ...

    def page(self, limit: int, cursor: str | None) -> Page[ProblemVersion]: ...


class SubmissionStore(Protocol):
    def add(self, submission: Submission) -> bool:
        """Whether it was stored; False if there is one with this id."""

    def get(self, submission_id: str) -> Submission | None: ...

    def finish(self, submission_id: str, attempt: int, judgement: Judgement, finished_at: str) -> bool:
        """Whether this gave the submission its verdict; False if it has one or this attempt is over."""

    def close(self, submission_id: str, attempt: int) -> None:
        """The verdict of that attempt has been told. Until then the submission counts as open."""

    def reopen(self, judged: Submission, problem_version: int, opened_at: str, trace_id: str = "") -> bool:
        """Begins the next attempt, the verdict becoming history; False if the submission is not as given any more."""

    def page(self, problem_id: str, limit: int, cursor: str | None, *, owner: str | None = None) -> Page[Submission]:
        """Of one owner, or of all."""

    def open_before(self, opened_before: str) -> Sequence[Submission]:
        """Submissions that are not closed, whose attempt began earlier, oldest first, at most a few hundred."""


class ObjectStore(Protocol):
    def put_new(self, key: str, data: bytes) -> bool:
        """Whether it was written; False if there is an object of this name, which stays as it is."""

    def get(self, key: str, *, limit: int) -> bytes | None:
        """The object's bytes; None if there is none. Raises TooLarge if it has more than `limit` bytes."""

    def names(self, prefix: str) -> Sequence[str]:
        """Keys of the objects below a prefix, by name, at most a thousand."""

    def upload_url(self, key: str, size: int, expires_s: int) -> str: ...

    def download_url(self, key: str, filename: str, expires_s: int) -> str: ...


class ExecutionState(StrEnum):
    UNKNOWN = auto()
    RUNNING = auto()
    ENDED = auto()


class Executions(Protocol):
    """Executions of the grader, by name."""

    def start(self, name: str, state: dict[str, object]) -> None:
        """Starts it; does nothing if it has been started before."""

    def state(self, name: str) -> ExecutionState: ...


class Callbacks(Protocol):
    def fail(self, token: str, error: str, cause: str) -> None:
        """Ends the state that waits for this token with an error; a token that nobody waits for is ignored."""
