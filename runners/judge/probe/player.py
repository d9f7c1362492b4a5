"""Runs a compiled program as often as gates ask, and asks nothing twice."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TypeVar

from chalicelib.protocol import Verdict

from judge.ports import NO_FILES, SandboxPort
from judge.probe.batch import Answer, Batch, Item, Shared, chunks
from judge.probe.patience import Patience
from judge.sandbox.errors import SandboxError
from judge.sandbox.limits import Limits
from judge.sandbox.outcome import Outcome
from judge.sandbox.program import Program
from judge.sandbox.status import Status
from judge.sandbox.usage import Usage
from judge.verdict import verdict_of_run

# Outputs up to this size are remembered; larger ones are few and cheap to have again.
_REMEMBERED_BYTES = 1 << 16
_WALL_MARGIN_S = 5.0
_BATCH_S = 2.0
_SPARE_S = 0.3
_TOGETHER = 3

_EXCESS = (Verdict.TIME_LIMIT_EXCEEDED, Verdict.MEMORY_LIMIT_EXCEEDED, Verdict.OUTPUT_LIMIT_EXCEEDED)

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True)
class Played:
    """One run. `verdict` is None if the program ended cleanly within its limits."""

    outcome: Outcome
    verdict: Verdict | None

    @property
    def output(self) -> bytes:
        return self.outcome.stdout

    @property
    def ended_well(self) -> bool:
        return self.verdict is None

    @property
    def too_slow(self) -> bool:
        return self.verdict is Verdict.TIME_LIMIT_EXCEEDED

    @property
    def exceeds(self) -> bool:
        """Whether it asks for more time, memory or output than it may have."""
        return self.verdict in _EXCESS

    @property
    def complaint(self) -> str:
        """How it failed and the last that it said, for evidence."""
        said = self.outcome.stderr.decode("utf-8", "replace").strip().splitlines()
        return f"{self.verdict}{': ' + said[-1][:200] if said else ''}"


class Player:
    """A compiled program. Raises SandboxError if our own world breaks."""

    def __init__(
        self,
        name: str,
        sandbox: SandboxPort,
        program: Program,
        memory_mib: int,
        time_s: float,
        output_mib: float,
        company: Company | None = None,
        patience: Patience | None = None,
    ) -> None:
        self.name = name
        self._patience = patience
        self.program = program
        self.time_s = time_s
        self._sandbox = sandbox
        self._memory_mib = memory_mib
        self._output_mib = output_mib
        self._company = company
        self._played: dict[tuple[bytes, tuple[str, ...], float], Played] = {}

    def play(self, data: bytes, args: Sequence[str] = (), *, time_s: float | None = None) -> Played:
        """A run on this input, remembered: the same question is asked once."""
        limit_s = time_s or self.time_s
        key = _key(data, args, limit_s)
        found = self._played.get(key)
        if found is None:
            found = self.play_anew(data, args, time_s=self._waits_s(limit_s))
            if found.too_slow and self._patience is not None:
                self._patience.hung(self.name)
            if len(found.output) <= _REMEMBERED_BYTES:
                self._played[key] = found
        return found

    def _waits_s(self, usual_s: float) -> float:
        return self._patience.limit_s(self.name, usual_s) if self._patience is not None else usual_s

    def play_all(self, items: Sequence[Item]) -> list[Played]:
        """`play` of each, in batches where the program may share an interpreter."""
        unknown = list(
            dict.fromkeys(item for item in items if _key(item.data, item.args, self.time_s) not in self._played)
        )
        if self._company is not None and len(unknown) > 2 and self._is_fit_for_company(unknown[0]):
            together(self._play_chunk, chunks(unknown[1:]))
        return together(lambda item: self.play(item.data, item.args), items)

    def _is_fit_for_company(self, item: Item) -> bool:
        """Whether the program does the same in company, seen once on an ordinary run."""
        assert self._company is not None
        if self._company.is_proved is None:
            alone, answer = self.play(item.data, item.args), self._company.ask([item], self.time_s)[0]
            self._company.is_proved = (
                answer is not None and answer.exit_code == alone.outcome.exit_code and answer.output == alone.output
            )
        return self._company.is_proved

    def _play_chunk(self, items: Sequence[Item]) -> None:
        """Clean ends are remembered; all else is left to an ordinary run, whose end is certain.

        One input may end the interpreter; those after it get another one, for less time, as it may not be the only one.
        """
        for cpu_s in (max(self._waits_s(self.time_s), _BATCH_S), _BATCH_S):
            ended = self._batch(items, cpu_s)
            items = [item for item in items[ended + 1 :] if _key(item.data, item.args, self.time_s) not in self._played]
            if not items:
                return

    def _batch(self, items: Sequence[Item], cpu_s: float, *, patience_s: float = 0.0) -> int:
        """How many came to an end; with `patience_s` the one that took longer is among them, as too slow."""
        assert self._company is not None
        answers = self._company.ask(items, cpu_s, patience_s=[patience_s] * len(items) if patience_s else ())
        for item, answer in zip(items, answers, strict=True):
            self._remember(item, answer)
        return answers.index(None) if None in answers else len(items)

    def play_first(self, items: Sequence[Item]) -> list[Played]:
        """The runs of the first of these, as many as a second or so allows; at least one."""
        if self._company is None or not self._is_fit_for_company(items[0]):
            return together(lambda item: self.play(item.data, item.args), items[:_TOGETHER])
        ended = self._batch(items, self.time_s + _SPARE_S, patience_s=self.time_s)
        return [self.play(item.data, item.args) for item in items[: max(1, ended)]]

    def _remember(self, item: Item, answer: Answer | None) -> None:
        is_certain = answer is not None and answer.exit_code == 0 and answer.cpu_s < self.time_s
        if answer is not None and answer.is_slow:
            self._played[_key(item.data, item.args, self.time_s)] = _slow(answer)
        elif answer is not None and is_certain and len(answer.output) <= _REMEMBERED_BYTES:
            self._played[_key(item.data, item.args, self.time_s)] = _clean(answer)

    @property
    def company(self) -> Company | None:
        """What it may share an interpreter with; None if it may not, or if nobody has seen yet that it can."""
        return self._company if self._company is not None and self._company.is_proved else None

    def play_anew(
        self, data: bytes, args: Sequence[str] = (), *, time_s: float | None = None, hash_seed: int | None = None
    ) -> Played:
        """A fresh run; with `hash_seed` in an interpreter of its own, whose hashes differ."""
        limit_s = time_s or self.time_s
        limits = Limits(limit_s, 2 * limit_s + _WALL_MARGIN_S, self._memory_mib, self._output_mib)
        program = self.program if hash_seed is None else replace(self.program, python_main=None)
        env: Mapping[str, str] = {} if hash_seed is None else {"PYTHONHASHSEED": str(hash_seed)}
        with self._sandbox.slot() as slot:
            outcome = slot.run(program, args, stdin=data, limits=limits, env=env)
        if outcome.status is Status.FAILED:
            raise SandboxError(f"{self.name}: {outcome.detail}")
        return Played(outcome, verdict_of_run(outcome, limit_s))


def _key(data: bytes, args: Sequence[str], time_s: float) -> tuple[bytes, tuple[str, ...], float]:
    return hashlib.sha1(data, usedforsecurity=False).digest(), tuple(args), time_s


def _clean(answer: Answer) -> Played:
    usage = Usage(cpu_s=answer.cpu_s, wall_s=answer.cpu_s)
    return Played(Outcome(Status.EXITED, 0, usage=usage, stdout=answer.output, stderr=answer.said), None)


def _slow(answer: Answer) -> Played:
    usage = Usage(cpu_s=answer.cpu_s, wall_s=answer.cpu_s)
    return Played(Outcome(Status.CPU_LIMIT, usage=usage), Verdict.TIME_LIMIT_EXCEEDED)


@dataclass
class Company:
    """A program that may share an interpreter, and with what. `is_proved` is None until it was compared once."""

    batch: Batch
    program: Shared
    memory_mib: int
    is_proved: bool | None = None

    def ask(
        self,
        items: Sequence[Item],
        cpu_s: float,
        *,
        patience_s: Sequence[float] = (),
        files: Mapping[str, bytes] = NO_FILES,
        collect: str = "",
    ) -> list[Answer | None]:
        """`Batch.run` of the program."""
        return self.batch.run(
            self.program, items, cpu_s, self.memory_mib, patience_s=patience_s, files=files, collect=collect
        )


def together(function: Callable[[T], R], items: Sequence[T]) -> list[R]:
    """The results in the order of the items, a few of them worked on at a time."""
    if len(items) < 2:
        return [function(item) for item in items]
    with ThreadPoolExecutor(_TOGETHER) as pool:
        return list(pool.map(function, items))
