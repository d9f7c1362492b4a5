"""A sandbox that remembers: hundreds of packages that differ in one file share almost all of their runs.

What a run answers is remembered by all that it was given: the program's files and how it was built, arguments, input,
files, environment, limits. **Within one package nothing is told from memory twice**: the k-th run of the same thing is
answered by the k-th run that an earlier package made of it, or really made. So a program that answers differently each
time is caught, and what a defect touches is always run anew.
"""

from __future__ import annotations

import hashlib
import threading
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar, cast

from judge.alone import turnstile_of
from judge.cache import cache_of
from judge.ports import NO_FILES, RunningPort, SandboxPort, SlotPort
from judge.probe.batch import Answer, Ask
from judge.sandbox.limits import Limits
from judge.sandbox.outcome import Build, Outcome
from judge.sandbox.program import Family, Program
from judge.sandbox.stored import Stored

T = TypeVar("T")


class Memory:
    """What one sandbox ran so far, for all sessions. Its programs stay until the sandbox closes."""

    def __init__(self, sandbox: SandboxPort) -> None:
        self.sandbox = sandbox
        self._lock = threading.Lock()
        self._known: dict[Hashable, object] = {}
        self._making: dict[Hashable, threading.Lock] = {}
        self.digests: dict[Path, str] = {}
        self.answers: dict[Hashable, Answer] = {}
        # Sessions count as one sandbox: a run that must be alone is alone among those of all packages. The first
        # session keeps what is stored by sandbox alive.
        self._first = Session(self)
        turnstile_of(self._first)
        cache_of(self._first)

    def recall(self, key: Hashable, make: Callable[[], T]) -> tuple[T, bool]:
        """What is known under the key, and whether it was known; if two ask at once, one makes it."""
        with self._lock:
            making = self._making.setdefault(key, threading.Lock())
        with making:
            if key in self._known:
                return cast("T", self._known[key]), True
            self._known[key] = made = make()
            return made, False


class Session:
    """The sandbox of one package's verification."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._lock = threading.Lock()
        self._asked: Counter[Hashable] = Counter()
        self.spared_s = 0.0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Session) and self._memory is other._memory

    def __hash__(self) -> int:
        return id(self._memory)

    def build(
        self,
        files: Mapping[str, bytes],
        steps: Sequence[Sequence[str]],
        *,
        run: Sequence[str],
        limits: Limits,
        family: Family = Family.NATIVE,
        python_main: str | None = None,
    ) -> Build:
        """Compilers answer the same each time, so a build is always told from memory."""
        how = (tuple(map(tuple, steps)), tuple(run), limits, family, python_main)
        digest = hashlib.sha256(f"{_digest(files)}{how}".encode()).hexdigest()

        def make() -> Build:
            real = self._memory.sandbox
            built = real.build(files, steps, run=run, limits=limits, family=family, python_main=python_main)
            if built.program is not None:
                self._memory.digests[built.program.directory] = digest
            return built

        return self._memory.recall(digest, make)[0]

    @contextmanager
    def slot(self) -> Iterator[SlotPort]:
        yield _Slot(self)

    def discard(self, program: Program) -> None:
        """Kept: the next package may run it."""

    def run(self, key: Hashable, make: Callable[[SlotPort], Outcome]) -> Outcome:
        outcome, known = self._memory.recall((key, self._turn(key)), lambda: self._really(make))
        if known:
            with self._lock:
                self.spared_s += outcome.usage.wall_s
        return outcome

    def answers(self, keys: Sequence[Hashable], ask: Ask) -> list[Answer | None]:
        """Of the programs that share an interpreter; two that ask at once both make what neither knows."""
        turns = [(key, self._turn(key)) for key in keys]
        found = [self._memory.answers.get(turn) for turn in turns]
        unknown = [place for place, answer in enumerate(found) if answer is None]
        spared_s = sum(answer.cpu_s for answer in found if answer is not None)
        for place, answer in zip(unknown, ask(unknown) if unknown else (), strict=True):
            found[place] = answer
            if answer is not None:
                self._memory.answers[turns[place]] = answer
        with self._lock:
            self.spared_s += spared_s
        return found

    def _turn(self, key: Hashable) -> int:
        with self._lock:
            self._asked[key] += 1
            return self._asked[key]

    def _really(self, make: Callable[[SlotPort], Outcome]) -> Outcome:
        with self._memory.sandbox.slot() as slot:
            return make(slot)

    def identity_of(self, program: Program) -> Hashable:
        """A program may be started otherwise than it was built for, in an interpreter of its own for instance."""
        return self._memory.digests[program.directory], program.command, program.family, program.python_main


class _Slot:
    """Takes a real slot only for what is not known."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def run(
        self,
        program: Program,
        args: Sequence[str] = (),
        *,
        limits: Limits,
        stdin: bytes | Stored = b"",
        files: Mapping[str, bytes] = NO_FILES,
        collect: Sequence[str] = (),
        env: Mapping[str, str] = {},
    ) -> Outcome:
        key = (
            self._session.identity_of(program),
            tuple(args),
            limits,
            _content_digest(stdin),
            _digest(files),
            tuple(collect),
            tuple(sorted(env.items())),
        )
        return self._session.run(
            key,
            lambda slot: slot.run(program, args, limits=limits, stdin=stdin, files=files, collect=collect, env=env),
        )

    def start(
        self,
        program: Program,
        args: Sequence[str] = (),
        *,
        stdin: int,
        stdout: int,
        limits: Limits,
        files: Mapping[str, bytes] = NO_FILES,
        collect: Sequence[str] = (),
        env: Mapping[str, str] = {},
    ) -> RunningPort:
        """Raises NotImplementedError: a dialogue is never the same twice, and no base package is interactive."""
        raise NotImplementedError("the benchmark of the gates holds no interactive package")


def _digest(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{len(name)}:{name}{len(files[name])}:".encode())
        digest.update(files[name])
    return digest.hexdigest()


def _content_digest(stdin: bytes | Stored) -> str:
    if isinstance(stdin, bytes):
        return hashlib.sha256(stdin).hexdigest()
    fd = stdin.open()
    with open(fd, "rb") as file:  # noqa: PTH123 - a descriptor, not a path
        return hashlib.file_digest(file, "sha256").hexdigest()
