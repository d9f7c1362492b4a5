"""Keeps ECS from ending this task while it has a job in hand: neither scaling in nor a deployment then stops it.

ECS is asked beside the jobs, never before one: what is ended all the same is handed back and judged elsewhere. A job
that begins and ends between two looks is shorter than the time that a task is given to stop.
"""

from __future__ import annotations

import json
import logging
import time
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from threading import Event, Thread
from types import TracebackType

log = logging.getLogger(__name__)

# Protection ends by itself after that long, so a worker that hangs does not keep its task for ever.
PROTECTED_S = 600.0
RENEW_BEFORE_S = 240.0
# Jobs that follow each other closely are one piece of work: ECS is asked a few times a minute at most.
IDLE_S = 20.0
LOOK_EVERY_S = 5.0
_ANSWER_S = 5.0
_PATH = "/task-protection/v1/state"


class Wish(Enum):
    PROTECT = True
    RELEASE = False


@dataclass(frozen=True)
class State:
    """`protected_until`: when what ECS granted ends, None if nothing is granted; `busy_at`: the last job in hand."""

    protected_until: float | None = None
    busy_at: float | None = None


def wish(state: State, now: float) -> Wish | None:
    """What to ask ECS for at this moment; None to leave things as they are."""
    busy = state.busy_at is not None and now - state.busy_at < IDLE_S
    if busy and (state.protected_until is None or state.protected_until - now < RENEW_BEFORE_S):
        return Wish.PROTECT
    if not busy and state.protected_until is not None:
        return Wish.RELEASE
    return None


Ask = Callable[[Wish], None]


class Protection:
    """A context: inside it, ECS knows whether this task has work. `is_busy` tells whether a job is in hand."""

    def __init__(
        self,
        ask: Ask,
        is_busy: Callable[[], bool],
        *,
        clock: Callable[[], float] = time.monotonic,
        every_s: float = LOOK_EVERY_S,
    ) -> None:
        self._ask = ask
        self._is_busy = is_busy
        self._clock = clock
        self._every_s = every_s
        self._state = State()
        self._ended = Event()
        self._thread = Thread(target=self._watch, name="protection", daemon=True)

    def __enter__(self) -> Protection:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended.wait(self._every_s):
            self.look()

    def look(self) -> None:
        """One look at the work in hand, and what it asks for."""
        now = self._clock()
        if self._is_busy():
            self._state = State(self._state.protected_until, now)
        wanted = wish(self._state, now)
        if wanted is None:
            return
        try:
            self._ask(wanted)
        except Exception:  # without protection a task that is ended hands its job back: nothing is lost
            log.warning("task_protection_not_set", exc_info=True)
            return
        self._state = State(now + PROTECTED_S if wanted is Wish.PROTECT else None, self._state.busy_at)


def agent(environ: Mapping[str, str]) -> Ask | None:
    """The agent of ECS beside this container; None where there is none (a worker on one machine)."""
    address = environ.get("ECS_AGENT_URI")
    return _asking(f"{address}{_PATH}") if address else None


def _asking(url: str) -> Ask:
    def ask(wanted: Wish) -> None:
        request = urllib.request.Request(  # noqa: S310 - the address that ECS gives to the container
            url, data=_body(wanted), method="PUT", headers={"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=_ANSWER_S) as answer:  # noqa: S310 - the same
            refusal = json.load(answer).get("failure")
        if refusal:
            raise ProtectionRefused(str(refusal.get("Reason", refusal)))

    return ask


def _body(wanted: Wish) -> bytes:
    minutes = {"ExpiresInMinutes": int(PROTECTED_S // 60)} if wanted is Wish.PROTECT else {}
    return json.dumps({"ProtectionEnabled": wanted.value, **minutes}).encode()


class ProtectionRefused(Exception):
    """ECS answered, but did not do what it was asked for."""
