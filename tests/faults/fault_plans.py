"""Puts faults between a part and those who use it."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum, auto
from typing import Any

from chalicelib.errors import Unavailable


class Killed(BaseException):
    """The process is gone: nothing of it runs any further, no handler, no answer."""


class Crashed(Exception):
    """A Lambda function was cut off; the state machine hears of it."""


class Fault(StrEnum):
    BEFORE = auto()  # refused: nothing was done
    AFTER = auto()  # done, but the answer is lost
    KILL_BEFORE = auto()
    KILL_AFTER = auto()


Plan = Callable[[str], Fault | None]


def never(_call: str) -> Fault | None:
    return None


class Flaky:
    """Passes calls on to `target`, unless `plan`, which is asked with `name.method`, knows of a fault."""

    def __init__(self, target: Any, name: str, plan: Plan) -> None:
        self._target = target
        self._name = name
        self._plan = plan

    def __getattr__(self, method: str) -> Any:
        found = getattr(self._target, method)
        return self._faulty(found, f"{self._name}.{method}") if callable(found) else found

    def _faulty(self, call: Callable[..., Any], name: str) -> Callable[..., Any]:
        def faulty(*args: Any, **kwargs: Any) -> Any:
            fault = self._plan(name)
            if fault is Fault.BEFORE:
                raise Unavailable(f"{name} is throttled")
            if fault is Fault.KILL_BEFORE:
                raise Killed(name)
            answer = call(*args, **kwargs)
            if fault is Fault.AFTER:
                raise Unavailable(f"the answer of {name} is lost")
            if fault is Fault.KILL_AFTER:
                raise Killed(name)
            return answer

        return faulty


class Once:
    """Each fault happens at the given occurrence of its call, counted from 1, and never again."""

    def __init__(self, **faults: tuple[Fault, int]) -> None:
        self._faults = {name.replace("__", "."): fault for name, fault in faults.items()}
        self._calls: dict[str, int] = {}

    def __call__(self, call: str) -> Fault | None:
        self._calls[call] = self._calls.get(call, 0) + 1
        fault, at = self._faults.get(call, (None, 0))
        return fault if self._calls[call] == at else None
