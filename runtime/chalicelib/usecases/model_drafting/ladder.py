"""Which way of asking for a form each server and model knows, learned from its answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from chalicelib.usecases.model_drafting.ports import Rung

_JSON_RUNGS = (Rung.JSON_SCHEMA, Rung.JSON_OBJECT, Rung.PROMPT, Rung.BARE)
_TEXT_RUNGS = (Rung.PROMPT, Rung.BARE)


class RungMemory(Protocol):
    """Remembers rungs by name; losing them costs a refused request, no more."""

    def get(self, name: str) -> str | None: ...

    def set(self, name: str, rung: str) -> None: ...


class ProcessMemory:
    """Remembers as long as the process lives."""

    def __init__(self) -> None:
        self.rungs: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        return self.rungs.get(name)

    def set(self, name: str, rung: str) -> None:
        self.rungs[name] = rung


class Ladder:
    """The rung to stand on for one server and model, for replies that are JSON or that are not."""

    def __init__(self, memory: RungMemory, server: str, *, is_json: bool) -> None:
        self._memory = memory
        self._rungs: Sequence[Rung] = _JSON_RUNGS if is_json else _TEXT_RUNGS
        self._name = f"{server} {'json' if is_json else 'text'}"
        self._first = self.rung

    @property
    def rung(self) -> Rung:
        remembered = self._memory.get(self._name)
        return next((rung for rung in self._rungs if rung == remembered), self._rungs[0])

    def step_down(self) -> bool:
        """Whether there was a rung below to step on."""
        below = self._rungs.index(self.rung) + 1
        if below == len(self._rungs):
            return False
        self._memory.set(self._name, self._rungs[below])
        return True

    def climb_back(self) -> None:
        """The lowest rung was refused too, so it was not the form: nothing has been learned."""
        self._memory.set(self._name, self._first)

    def forget_form(self) -> None:
        """A reply missed the schema that was demanded: the server ignores the demand, so the next rung is tried."""
        if self.rung in (Rung.JSON_SCHEMA, Rung.JSON_OBJECT):
            self.step_down()
