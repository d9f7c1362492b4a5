"""Gate `mutants-die`: faults put into the model solution do not pass the tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from judge.gates.model import Blame, Finding, Gate, excerpt, failed, passed
from judge.gates.workbench import Workbench
from judge.generating import reference_of
from judge.package import TestCase, files_of
from judge.probe.mutate import Mutant, mutants
from judge.probe.programs import Player, together
from judge.submission import Submission

_MUTANTS = 48
_SMALL_TESTS = 6
_PROBES = 100
# A survivor counts if this share of the small inputs tells it from the model solution.
_TELLING = 0.025
# Of the faults that count, this share must be noticed: the best of tests let a rare one pass.
_NOTICED = 0.9
_RUN_S = 2.0


@dataclass(frozen=True)
class Survivor:
    """A mutant that passes all tests; `telling` of `probes` small valid inputs show that it is wrong."""

    label: str
    telling: int
    example: bytes
    fresh: bool


@dataclass(frozen=True)
class Kills:
    """`killed` by tests, `equivalent` as far as small inputs tell; `survivors` merged by the inputs that tell."""

    killed: int
    equivalent: int
    survivors: tuple[Survivor, ...]
    probes: int


_HOST = "host.py"
_HOST_TEXT = """import sys
SOURCES = {sources!r}
exec(compile(SOURCES[int(sys.argv.pop(1))], "mutant.py", "exec"), {{"__name__": "__main__"}})
"""


class _Herd:
    """All mutants as one program, which is told by its first argument which one to be."""

    def __init__(self, bench: Workbench, kinds: Sequence[Mutant], player: Player, reference: Player) -> None:
        self.kinds = kinds
        self._bench = bench
        self._player = player
        self._reference = reference

    def is_told(self, number: int, data: bytes, args: tuple[str, ...] | None = None) -> bool:
        """Whether the mutant's output is not accepted where the model solution's is the judge's answer."""
        ours = self._reference.play(data).output
        played = self._player.play_anew(data, (str(number),))
        if not played.ended_well:
            return True
        return played.output != ours and not self._bench.judge(data, ours, played.output, args).is_accepted


def _measure(bench: Workbench) -> Kills | None:
    herd = _herd(bench)
    if herd is None:
        return None
    cases = sorted(bench.package.cases(), key=lambda case: case.input.stat().st_size)
    alive = _alive(herd, range(len(herd.kinds)), cases[:_SMALL_TESTS])
    # The last ones of the pool are the least like the tests.
    probes = bench.pool[-_PROBES:][::-1]
    suspects = [number for number in alive if any(herd.is_told(number, data) for data in probes)]
    survivors = _alive(herd, suspects, cases[_SMALL_TESTS:])
    telling = {number: _telling(herd, number, bench.pool) for number in survivors}
    merged = {telling[number]: number for number in reversed(survivors)}
    found = [_survivor(bench, herd, number, inputs) for inputs, number in merged.items()]
    equivalent = len(alive) - len(suspects)
    return Kills(len(herd.kinds) - equivalent - len(survivors), equivalent, tuple(found), len(bench.pool))


def _herd(bench: Workbench) -> _Herd | None:
    program = reference_of(bench.package)
    if program is None or bench.reference is None or not bench.is_plain or not bench.secret:
        return None
    files = files_of(bench.package, program)
    if len(files) != 1 or not program.name.endswith(".py"):
        return None
    kinds = mutants(next(iter(files.values())).decode("utf-8", "replace"), _MUTANTS)
    text = _HOST_TEXT.format(sources=[mutant.text for mutant in kinds])
    player = bench.own_player(Submission("mutants", "python3", {_HOST: text.encode()}), _RUN_S) if kinds else None
    return _Herd(bench, kinds, player, bench.reference) if player else None


def _alive(herd: _Herd, numbers: Sequence[int], cases: Sequence[TestCase]) -> list[int]:
    """Those that pass all of these tests; the first failure ends a mutant."""

    def passes(number: int) -> bool:
        return not any(herd.is_told(number, case.input.read_bytes(), case.output_validator_args) for case in cases)

    return [number for number, alive in zip(numbers, together(passes, numbers), strict=True) if alive]


def _telling(herd: _Herd, number: int, probes: Sequence[bytes]) -> frozenset[bytes]:
    told = together(lambda data: herd.is_told(number, data), probes)
    return frozenset(data for data, is_told in zip(probes, told, strict=True) if is_told)


def _survivor(bench: Workbench, herd: _Herd, number: int, telling: frozenset[bytes]) -> Survivor:
    fresh = [item.data for item in bench.fresh if item.stratum != "slow"]
    is_fresh = any(herd.is_told(number, data) for data in fresh)
    return Survivor(herd.kinds[number].label, len(telling), min(telling, key=len), is_fresh)


def _decide(found: Kills) -> Finding:
    weak = [item for item in found.survivors if item.telling >= _TELLING * found.probes]
    told = [f"{item.label} (wrong on {item.telling} of {found.probes} small inputs)" for item in found.survivors]
    summary = f"{found.killed} faults in the model solution are noticed, {found.equivalent} change nothing"
    if found.killed < _NOTICED * (found.killed + len(weak)):
        blame = Blame.TESTS if any(item.fresh for item in weak) else Blame.GENERATOR
        evidence = "\n".join([*told[:12], "such as on:", excerpt(weak[0].example, 300)])
        return failed(blame, f"{len(weak)} faults in the model solution pass all tests: {weak[0].label}", evidence)
    note = f", {len(told)} pass all tests" if told else ""
    return passed(Blame.TESTS, summary + note, "\n".join(told))


GATE = Gate(
    "mutants-die",
    Blame.TESTS,
    _measure,
    _decide,
    "no model solution in Python that prints one output per test",
    after=("structure", "programs-complete", "validator-accepts-tests", "reference-deterministic", "brute-agrees",
           "answers-graded", "answers-current", "checker-sound"),
)  # fmt: skip
