"""Gate `trivial-fails`: programs that do not solve anything are rejected: nothing, a constant, an echo, the samples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from judge.gates.model import Blame, Finding, Gate, failed, listed, passed
from judge.gates.workbench import Workbench
from judge.package import TestCase
from judge.probe.verdicts import Question

_CONSTANTS = (b"0\n", b"1\n", b"-1\n", b"YES\n", b"NO\n", b"Yes\n", b"No\n", b"possible\n", b"impossible\n")
_COMMON = 3
_LARGEST = 1 << 16


@dataclass(frozen=True)
class Trivial:
    """`accepted`: what the program does, and whether it prints nothing to do with the task at all."""

    tried: int
    accepted: tuple[tuple[str, bool], ...]
    custom: bool


@dataclass(frozen=True)
class _Program:
    name: str
    is_junk: bool
    output: Callable[[TestCase], bytes]


def _measure(bench: Workbench) -> Trivial | None:
    if not bench.is_plain or not bench.secret:
        return None
    programs = list(_programs(bench))
    first = bench.secret[0]
    bench.verdicts.of([Question.of(first, item.output(first)) for item in programs])
    accepted = [(item.name, item.is_junk) for item in programs if _is_accepted(bench, item)]
    return Trivial(len(programs), tuple(accepted), bool(bench.output_validators))


def _programs(bench: Workbench) -> Iterator[_Program]:
    yield _Program("prints nothing", True, lambda _: b"")
    yield _Program("echoes the input", True, lambda case: case.input.read_bytes())
    yield _Program("prints the first token", False, _first_token)
    answers = [case.answer.read_bytes() for case in bench.secret if case.answer]
    small = Counter(answer for answer in answers if len(answer) <= _LARGEST)
    constants = [answer for answer, _ in small.most_common(_COMMON)] + list(_CONSTANTS)
    for constant in dict.fromkeys(constants):
        text = constant.decode("utf-8", "replace").strip()
        yield _Program(f"always prints {text[:40]!r}", False, _always(constant))
    samples = {case.input.read_bytes(): case.answer.read_bytes() for case in bench.package.cases()
               if case.is_sample and case.answer}  # fmt: skip
    yield _Program("knows the samples only", False, lambda case: samples.get(case.input.read_bytes(), b""))


def _first_token(case: TestCase) -> bytes:
    return b"".join([*case.input.read_bytes().split(None, 1)[:1], b"\n"])


def _always(constant: bytes) -> Callable[[TestCase], bytes]:
    return lambda _: constant


def _is_accepted(bench: Workbench, program: _Program) -> bool:
    """On every secret test; the first rejection ends it."""
    return all(bench.verdicts.one(Question.of(case, program.output(case))).is_accepted for case in bench.secret)


def _decide(found: Trivial) -> Finding:
    if found.accepted:
        junk = any(is_junk for _, is_junk in found.accepted)
        told = [f"a program that {name} is accepted" for name, _ in found.accepted]
        return failed(
            Blame.CHECKER if junk and found.custom else Blame.TESTS, listed(told, "programs"), "\n".join(told)
        )
    return passed(Blame.TESTS, f"{found.tried} trivial programs are rejected")


GATE = Gate(
    "trivial-fails",
    Blame.TESTS,
    _measure,
    _decide,
    "no tests that are graded by one output",
    after=("structure", "programs-complete", "answers-graded", "answers-current", "checker-sound"),
)
