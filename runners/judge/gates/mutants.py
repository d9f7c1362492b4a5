"""Gate `mutants-die`: faults put into the model solution do not pass the tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from judge.gates.model import Blame, Finding, Gate, excerpt, failed, passed
from judge.gates.workbench import Workbench
from judge.generating import reference_of
from judge.package import files_of
from judge.probe.batch import Answer, Item, Shared
from judge.probe.mutate import Mutant, mutants
from judge.probe.numerals import values
from judge.probe.programs import Player, together
from judge.submission import Submission

_MUTANTS = 48
_SMALL_TESTS = 6
_PROBES = 100
# A survivor counts if this share of the small inputs tells it from the model solution.
_TELLING = 0.025
# A number of the rules must be noticed even if this share tells: it is what the problem is about.
_RULE_TELLING = 0.01
_ORDINARY, _EXERCISED = 2, 1000
# Of the faults that count, this share must be noticed: the best of tests let a rare one pass.
_NOTICED = 0.9
_RUN_S = 2.0
# A mutant may take this long, and as many times what the model solution takes.
_PATIENCE_S = 0.1
_PATIENCE = 5
_SPARE_S = 0.5
# In a package that people wrote the model solution may take so long on all tests together; else planting faults would
# take longer than all that its jury asks for.
_MOST_S = 15.0


_HOST = "host.py"
_HOST_TEXT = """import sys
SOURCES = {sources!r}
exec(compile(SOURCES[int(sys.argv.pop(1))], "mutant.py", "exec"), {{"__name__": "__main__"}})
"""


@dataclass(frozen=True)
class Survivor:
    """A mutant that passes all tests; `telling` of `probes` small valid inputs show that it is wrong.

    `of_rule`: a number was changed that a rule of the spec names.
    """

    label: str
    telling: int
    example: bytes
    fresh: bool
    of_rule: bool = False


@dataclass(frozen=True)
class Kills:
    """`killed` by tests, `equivalent` as far as small inputs tell; `survivors` merged by the inputs that tell."""

    killed: int
    equivalent: int
    survivors: tuple[Survivor, ...]
    probes: int


Question = tuple[bytes, tuple[str, ...] | None]


class _Herd:
    """All mutants and the model solution that they are judged by.

    They share interpreters where the model solution may; otherwise each run is one of a program that is told by its
    first argument which mutant to be.
    """

    def __init__(self, bench: Workbench, kinds: Sequence[Mutant], reference: Player, host: Player | None) -> None:
        self.kinds = kinds
        self._bench = bench
        self._reference = reference
        self._host = host

    def told(self, number: int, asked: Sequence[Question], *, all_of_them: bool = False) -> list[bool]:
        """Whether the mutant is wrong on each; ends after the first wrong one unless `all_of_them`."""
        if self._host is not None:
            return self._one_by_one(self._host, number, asked, all_of_them)
        found: list[bool] = []
        while len(found) < len(asked):
            rest = asked[len(found) :]
            for question, answer in zip(rest, self._asked(number, rest), strict=True):
                found.append(answer is None or answer.exit_code != 0 or self._is_wrong(question, answer.output))
                if answer is None or answer.is_slow or (found[-1] and not all_of_them):
                    break
            if found[-1] and not all_of_them:
                break
        return found

    def _asked(self, number: int, asked: Sequence[Question]) -> list[Answer | None]:
        assert self._reference.company is not None
        company = self._reference.company
        items = [Item((), data) for data, _ in asked]
        usual_s = [played.outcome.usage.cpu_s for played in self._reference.play_all(items)]
        patience_s = [_PATIENCE_S + _PATIENCE * time_s for time_s in usual_s]
        mutant = Shared(f"mutant{number}", self.kinds[number].text)
        most_s = _SPARE_S + _PATIENCE * sum(usual_s)
        return company.batch.run(mutant, items, most_s, company.memory_mib, patience_s=patience_s)

    def _one_by_one(self, host: Player, number: int, asked: Sequence[Question], all_of_them: bool) -> list[bool]:
        found: list[bool] = []
        for question in asked:
            played = host.play_anew(question[0], (str(number),))
            found.append(not played.ended_well or self._is_wrong(question, played.output))
            if found[-1] and not all_of_them:
                break
        return found

    def _is_wrong(self, question: Question, output: bytes) -> bool:
        """Whether an output is not accepted where the model solution's is the judge's answer."""
        data, args = question
        ours = self._reference.play(data).output
        return output != ours and not self._bench.judge(data, ours, output, args).is_accepted


def _measure(bench: Workbench) -> Kills | None:
    herd = _herd(bench)
    if herd is None:
        return None
    cases = sorted(bench.package.cases(), key=lambda case: case.input.stat().st_size)
    tests: list[Question] = [(case.input.read_bytes(), case.output_validator_args) for case in cases]
    # The last ones of the pool are the least like the tests.
    probes: list[Question] = [(data, None) for data in bench.pool[-_PROBES:][::-1]]
    alive = _alive(herd, range(len(herd.kinds)), tests[:_SMALL_TESTS])
    harmless = _alive(herd, alive, probes)
    survivors = _alive(herd, [number for number in alive if number not in harmless], tests[_SMALL_TESTS:])
    telling = {number: _telling(herd, number, bench.pool) for number in survivors}
    merged = {telling[number]: number for number in reversed(survivors)}
    found = [_survivor(bench, herd, number, inputs) for inputs, number in merged.items()]
    return Kills(len(herd.kinds) - len(harmless) - len(survivors), len(harmless), tuple(found), len(bench.pool))


def _is_affordable(bench: Workbench, reference: Player) -> bool:
    if bench.is_large:
        return False
    runs = (reference.play(case.input.read_bytes(), case.args) for case in bench.package.cases())
    return bench.spec is not None or sum(run.outcome.usage.cpu_s for run in runs) <= _MOST_S


def _herd(bench: Workbench) -> _Herd | None:
    program, reference = reference_of(bench.package), bench.reference
    if program is None or reference is None or not bench.is_plain or not bench.secret:
        return None
    files = files_of(bench.package, program)
    if len(files) != 1 or not program.name.endswith(".py"):
        return None
    if not _is_affordable(bench, reference):
        return None
    kinds = mutants(next(iter(files.values())).decode("utf-8", "replace"), _MUTANTS)
    if not kinds or reference.company is not None:
        return _Herd(bench, kinds, reference, None) if kinds else None
    text = _HOST_TEXT.format(sources=[mutant.text for mutant in kinds])
    host = bench.own_player(Submission("mutants", "python3", {_HOST: text.encode()}), _RUN_S)
    return _Herd(bench, kinds, reference, host) if host else None


def _alive(herd: _Herd, numbers: Sequence[int], asked: Sequence[Question]) -> list[int]:
    """Those that are right on all of them."""
    wrong = together(lambda number: any(herd.told(number, asked)), numbers)
    return [number for number, is_wrong in zip(numbers, wrong, strict=True) if not is_wrong]


def _telling(herd: _Herd, number: int, probes: Sequence[bytes]) -> frozenset[bytes]:
    told = herd.told(number, [(data, None) for data in probes], all_of_them=True)
    return frozenset(data for data, is_told in zip(probes, told, strict=True) if is_told)


def _survivor(bench: Workbench, herd: _Herd, number: int, telling: frozenset[bytes]) -> Survivor:
    fresh: list[Question] = [(item.data, None) for item in bench.fresh if item.stratum != "slow"]
    is_fresh = any(herd.told(number, fresh))
    mutant, of_rule = herd.kinds[number], _is_of_rule(bench, herd.kinds[number])
    return Survivor(mutant.label, len(telling), min(telling, key=len, default=b""), is_fresh, of_rule)


def _is_of_rule(bench: Workbench, mutant: Mutant) -> bool:
    """Small numbers are part of any program and of any prose."""
    value = mutant.number
    if value is None or bench.spec is None or not _ORDINARY < value <= _EXERCISED:
        return False
    return any(Decimal(value) in values(rule) for rule in bench.spec.rules)


def _decide(found: Kills) -> Finding:
    weak = [item for item in found.survivors if item.telling >= _TELLING * found.probes]
    told = [f"{item.label} (wrong on {item.telling} of {found.probes} small inputs)" for item in found.survivors]
    summary = f"{found.killed} faults in the model solution are noticed, {found.equivalent} change nothing"
    ignored = [item for item in found.survivors if item.of_rule and item.telling >= _RULE_TELLING * found.probes]
    if ignored or found.killed < _NOTICED * (found.killed + len(weak)):
        weak = ignored or weak
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
    "no model solution in Python that prints one output per test and is quick on all of them",
    after=("structure", "programs-complete", "validator-accepts-tests", "reference-deterministic", "brute-agrees",
           "answers-graded", "answers-current", "checker-sound"),
)  # fmt: skip
