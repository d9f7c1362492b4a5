"""What drafting with a model needs from the outside world, and the words that it shares with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from chalicelib.domain.frames import Channel
from chalicelib.domain.replies.reply import Finish


class Rung(StrEnum):
    """How a reply's form is asked for, from the strictest way down; which ways a server knows shows in use.

    `BARE` leaves out every optional parameter, the request for token counts too.
    """

    JSON_SCHEMA = "json_schema"
    JSON_OBJECT = "json_object"
    PROMPT = "prompt"
    BARE = "bare"


class Role(StrEnum):
    SYSTEM = "system"
    USER = "user"


@dataclass(frozen=True)
class Message:
    role: Role
    text: str


@dataclass(frozen=True)
class Question:
    """One request to a model. `schema` is that of the reply if it is to be JSON."""

    stage: str
    attempt: int
    messages: tuple[Message, ...]
    rung: Rung
    schema: Mapping[str, object] | None = None


@dataclass(frozen=True)
class Usage:
    """Tokens that were paid for; `is_estimated` if some of them were counted by us, as the server did not."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    is_estimated: bool = False

    @property
    def total(self) -> int:
        return self.prompt_tokens + self.completion_tokens

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            self.prompt_tokens + other.prompt_tokens,
            self.completion_tokens + other.completion_tokens,
            self.is_estimated or other.is_estimated,
        )


@dataclass(frozen=True)
class Chunk:
    """What one chunk of a stream adds. `is_last`: the stream has ended as it should, with or without a finish."""

    text: str = ""
    reasoning: str = ""
    finish: Finish | None = None
    usage: Usage | None = None
    is_last: bool = False


class FaultKind(StrEnum):
    """What goes wrong between us and a model, as far as it matters what we do then."""

    CONNECTION = "connection"
    TIMEOUT = "timeout"
    SERVER_ERROR = "server_error"
    RATE_LIMITED = "rate_limited"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    BAD_REQUEST = "bad_request"
    REFUSED = "refused"
    DEADLINE = "deadline"
    BUDGET = "budget"


class ModelFault(Exception):
    """A reply did not come, or not to its end. `retry_after_s` is what the server asks to wait, if it asks."""

    def __init__(self, kind: FaultKind, detail: str, *, retry_after_s: float | None = None) -> None:
        super().__init__(f"{kind}: {detail}")
        self.kind = kind
        self.detail = detail
        self.retry_after_s = retry_after_s


class Answer(Protocol):
    """A reply that is streaming in."""

    def next(self, wait_s: float) -> Chunk | None:
        """The next chunk; None if none comes within `wait_s` seconds. Raises ModelFault."""

    def close(self) -> None:
        """Ends the request, whether or not the reply is complete."""


class Model(Protocol):
    @property
    def server(self) -> str:
        """Names server and model together: what one of them can do is remembered under it."""

    def ask(self, question: Question) -> Answer:
        """Sends the question and returns at once; faults show in the answer."""


class Timer(Protocol):
    """Seconds of a clock that never goes back."""

    def now_s(self) -> float: ...

    def sleep(self, seconds: float) -> None: ...


class Stream(Protocol):
    """Where a stage's frames go. Both may raise what says that the job has ended meanwhile; the stage then stops."""

    def begin(self, attempt: int) -> None:
        """An attempt starts, or starts again: what it streamed before is void."""

    def text(self, channel: Channel, text: str) -> None: ...


class Objects(Protocol):
    """Objects that are written once."""

    def put_new(self, key: str, data: bytes) -> bool:
        """Whether it was written; False if there is an object of this name, which stays as it is."""

    def get(self, key: str, *, limit: int) -> bytes | None:
        """None if there is none."""
