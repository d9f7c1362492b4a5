"""Many inputs for one Python program in one interpreter: a tenth of the cost of a process per input.

For what gates ask by the hundred. A program that could tell the difference (it looks past `sys.stdin`, starts threads,
ends its process) is run the ordinary way, and so is every input whose run here says nothing certain.
"""

from __future__ import annotations

import hashlib
import json
import re
import signal
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Protocol, runtime_checkable

from judge.compile import compile_source
from judge.ports import NO_FILES, SandboxPort
from judge.prepare import Workshop
from judge.sandbox.errors import SandboxError
from judge.sandbox.limits import Limits
from judge.sandbox.program import Program
from judge.sandbox.status import Status

_HOST = "batch_host.py"
_ITEMS = 40
_OUTPUT_MIB = 16
# What behaves otherwise in a shared interpreter, or outlives the program in it.
_UNFIT = re.compile(
    r"\bopen\(\s*[012]\b|/dev/|/proc/|__std|\bfileno\b|\bos\s*\.\s*(?!path\b|environ\b|sep\b|linesep\b)|"
    r"\bfrom\s+os\s+import\b|\bimport\s+os\s+as\b|\b(?:settrace|setprofile|excepthook|__loader__|__import__)\b|"
    r"\b(?:import|from)\b[^\n]*\b"
    r"(?:threading|_thread|multiprocessing|concurrent|asyncio|subprocess|mmap|signal|atexit|faulthandler|resource|ctypes|"
    r"tracemalloc|fileinput|numpy|scipy|pandas|importlib|tempfile|time|datetime)\b"
)


@dataclass(frozen=True)
class Shared:
    """The source of a program that may share an interpreter."""

    name: str
    source: str


@dataclass(frozen=True)
class Item:
    """A run: what is asked and, by `Batch.run`, answered."""

    args: tuple[str, ...]
    data: bytes


@dataclass(frozen=True)
class Answer:
    """`files` are those that it left in the directory that was collected, by path in it.

    If its own time ran out (`is_slow`), `exit_code` is the negative number of a signal.
    """

    exit_code: int
    cpu_s: float
    output: bytes
    said: bytes
    files: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def is_slow(self) -> bool:
        return self.exit_code == -signal.SIGPROF


Ask = Callable[[Sequence[int]], "list[Answer | None]"]


@runtime_checkable
class Remembers(Protocol):
    """A sandbox that keeps answers between packages."""

    def answers(self, keys: Sequence[Hashable], ask: Ask) -> list[Answer | None]:
        """One per key; `ask` is given the places of those that are not known."""


def shared(name: str, source: bytes) -> Shared | None:
    """None if the program could notice that it is not alone, or is no text."""
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if _UNFIT.search(text) else Shared(name, text)


class Batch:
    """Runs programs in batches; its host is built when first asked."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop

    @property
    def _sandbox(self) -> SandboxPort:
        return self._workshop.sandbox

    @cached_property
    def _host(self) -> Program | None:
        language = self._workshop.languages.get("python3")
        text = Path(__file__).with_name(_HOST).read_bytes()
        if language is None:
            return None
        return compile_source(self._sandbox, language, {_HOST: text}, memory_mib=256).program

    def run(
        self,
        program: Shared,
        items: Sequence[Item],
        cpu_s: float,
        memory_mib: int,
        *,
        patience_s: Sequence[float] = (),
        files: Mapping[str, bytes] = NO_FILES,
        collect: str = "",
    ) -> list[Answer | None]:
        """One answer per item; None where a limit or a crash ended the interpreter. `cpu_s` is for all of them.

        `patience_s` is the CPU time of each item, if any: the first that takes longer is slow, those after it None.
        `files` lie beside all of them, `{scratch}` in arguments is the directory in which they lie; `collect` names one
        in it that each item finds empty.
        """
        times = patience_s or [0.0] * len(items)

        def ask(numbers: Sequence[int]) -> list[Answer | None]:
            chosen = [(items[number], times[number]) for number in numbers]
            return self._really(program, chosen, cpu_s, memory_mib, files, collect)

        if isinstance(self._sandbox, Remembers):
            return self._sandbox.answers(_keys(program, items, times, memory_mib, files, collect), ask)
        return ask(range(len(items)))

    def _really(
        self,
        program: Shared,
        items: Sequence[tuple[Item, float]],
        cpu_s: float,
        memory_mib: int,
        files: Mapping[str, bytes],
        collect: str,
    ) -> list[Answer | None]:
        host = self._host
        if host is None:
            return [None] * len(items)
        limits = Limits(cpu_s, 2 * cpu_s + 5, memory_mib, _OUTPUT_MIB)
        task, args = _task(program, items, collect), ("{scratch}",)
        with self._sandbox.slot() as slot:
            outcome = slot.run(
                host, args, stdin=task, limits=limits, files=files, collect=(collect,) if collect else ()
            )
        if outcome.status is Status.FAILED:
            raise SandboxError(f"{program.name}: {outcome.detail}")
        answers: list[Answer | None] = [*_answers(outcome.stdout)]
        if outcome.signal == signal.SIGPROF and len(answers) < len(items):
            answers.append(Answer(-signal.SIGPROF, items[len(answers)][1], b"", b""))
        return [*answers, *[None] * len(items)][: len(items)]


def _keys(
    program: Shared,
    items: Sequence[Item],
    times: Sequence[float],
    memory_mib: int,
    files: Mapping[str, bytes],
    collect: str,
) -> list[Hashable]:
    """All that an item's answer may depend on; of the files those that its arguments name."""
    source = hashlib.sha256(program.source.encode()).digest()
    digests = {name: hashlib.sha256(data).digest() for name, data in files.items()}
    return [
        (
            (source, program.name, memory_mib, collect),
            (item.args, hashlib.sha256(item.data).digest(), time_s),
            tuple(digest for name, digest in digests.items() if any(name in word for word in item.args)),
        )
        for item, time_s in zip(items, times, strict=True)
    ]


def _task(program: Shared, items: Sequence[tuple[Item, float]], collect: str = "") -> bytes:
    head = {
        "source": program.source,
        "name": program.name,
        "collect": collect,
        "items": [(item.args, len(item.data), time_s) for item, time_s in items],
    }
    return json.dumps(head).encode() + b"\n" + b"".join(item.data for item, _ in items)


def _answers(stdout: bytes) -> Iterator[Answer]:
    """Those that are whole."""
    place = 0
    while (end := stdout.find(b"\n", place)) >= 0:
        code, spent, *lengths = map(int, stdout[place:end].split())
        cuts = list(accumulate(lengths, initial=end + 1))
        place = cuts[-1]
        if place > len(stdout):
            return
        output, said, left = (stdout[start:stop] for start, stop in pairwise(cuts))
        yield Answer(code, spent / 1e6, output, said, _files(left))


def _files(left: bytes) -> dict[str, bytes]:
    return {name: text.encode("latin-1") for name, text in json.loads(left).items()} if left else {}


def chunks(items: Sequence[Item]) -> list[Sequence[Item]]:
    return [items[start : start + _ITEMS] for start in range(0, len(items), _ITEMS)]
