"""Gate `mutants-die`: faults put into the model solution do not pass the tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import inf

from judge.gates.herd import Herd, Question, herd_of
from judge.gates.model import Blame, Finding, Gate, excerpt, failed, passed
from judge.gates.workbench import Workbench
from judge.probe.assumed import is_in_order
from judge.probe.mutate import Mutant
from judge.probe.numerals import values
from judge.probe.player import together

_SMALL_TESTS = 6
_PROBES = 100
# A survivor counts if this share of the small inputs tells it from the model solution.
_TELLING = 0.025
# A number of the rules must be noticed even if this share tells: it is what the problem is about.
_RULE_TELLING = 0.006
_ORDINARY, _EXERCISED = 2, 1000
# Of the faults that count, this share must be noticed: the best of tests let a rare one pass.
_NOTICED = 0.9
# A fault that this share of small inputs tells, and none that the generator makes, is one of a kind of inputs that it
# never makes: so many of its inputs must have been seen for that.
_UNMADE = 0.035
_FEWEST_MADE = 60
_WIDE, _FEWEST_WIDE = 0.15, 6
# That a number of the rules might be as large as you like so many inputs must show.
_FEWEST_LIMITED = 3
# So many inputs must show that what comes in order need not.
_FEWEST_OUT_OF_ORDER = 3


@dataclass(frozen=True)
class Survivor:
    """A mutant that passes all tests; `telling` of `probes` small valid inputs show that it is wrong.

    `fresh`: inputs that the generator makes for other seeds show it too. `of_rule`: a number was changed that a rule of
    the spec names. `wide` counts those of inputs with few values of any size that show it. `is_limit`:
    a number was made so large that it limits nothing. `of_order`: something is not sorted, and comes in order wherever
    the generator or a test has it.
    """

    label: str
    telling: int
    example: bytes
    fresh: bool
    of_rule: bool = False
    wide: int = 0
    is_limit: bool = False
    of_order: bool = False


@dataclass(frozen=True)
class Kills:
    """`killed` by tests, `equivalent` as far as small inputs tell; `survivors` merged by the inputs that tell.

    The generator was asked for `made` small inputs of other seeds; so many `wide` ones were put to them all.
    """

    killed: int
    equivalent: int
    survivors: tuple[Survivor, ...]
    probes: int
    made: int = 0
    wide: int = 0


def _measure(bench: Workbench) -> Kills | None:
    herd = herd_of(bench)
    if herd is None:
        return None
    cases = sorted(bench.package.cases(), key=lambda case: case.input.stat().st_size)
    tests: list[Question] = [(case.input.read_bytes(), case.output_validator_args) for case in cases]
    # The last ones of the pool are the least like the tests.
    wide = [data for data in bench.wide if herd.reference.play(data).ended_well]
    probes: list[Question] = [(data, None) for data in [*bench.pool[-_PROBES:][::-1], *wide]]
    alive = _alive(herd, herd.unbeaten(tests[:_SMALL_TESTS]), tests[:_SMALL_TESTS])
    harmless = _alive(herd, alive, probes)
    survivors = _alive(herd, [number for number in alive if number not in harmless], tests[_SMALL_TESTS:])
    telling = {number: _telling(herd, number, [*bench.pool, *wide]) for number in survivors}
    # Of those that are one fault, the one that leaves out a number of the rules altogether is shown.
    ordered = sorted(survivors, key=lambda number: herd.kinds[number].operator != "limit")
    merged = {telling[number]: number for number in reversed(ordered)}
    found = [_survivor(bench, herd, number, inputs) for inputs, number in merged.items()]
    killed = len(herd.kinds) - len(harmless) - len(survivors)
    return Kills(killed, len(harmless), tuple(found), len(bench.pool), bench.seeds_made, len(wide))


def _alive(herd: Herd, numbers: Sequence[int], asked: Sequence[Question]) -> list[int]:
    """Those that are right on all of them."""
    wrong = together(lambda number: any(herd.told(number, asked)), numbers)
    return [number for number, is_wrong in zip(numbers, wrong, strict=True) if not is_wrong]


def _telling(herd: Herd, number: int, probes: Sequence[bytes]) -> frozenset[bytes]:
    told = herd.told(number, [(data, None) for data in probes], all_of_them=True)
    return frozenset(data for data, is_told in zip(probes, told, strict=True) if is_told)


def _survivor(bench: Workbench, herd: Herd, number: int, telling: frozenset[bytes]) -> Survivor:
    fresh: list[Question] = [(item.data, None) for item in bench.fresh]
    is_fresh = not telling.isdisjoint(bench.made) or any(herd.told(number, fresh))
    mutant, of_rule = herd.kinds[number], _is_of_rule(bench, herd.kinds[number])
    wide = len(telling.difference(bench.pool))
    return Survivor(
        mutant.label,
        len(telling) - wide,
        min(telling, key=len, default=b""),
        is_fresh,
        of_rule,
        wide,
        mutant.operator == "limit",
        mutant.forgets_order and _comes_in_order(bench),
    )


def _comes_in_order(bench: Workbench) -> bool:
    """Whether nothing that repeats is ever out of order, in tests or what the generator makes."""
    return bench.layout is not None and all(map(is_in_order, [*bench.sheets, *map(bench.sheet_of, bench.all_made)]))


def _is_of_rule(bench: Workbench, mutant: Mutant) -> bool:
    """Whether a number that a rule names was changed, or whether what is equal to it counts.

    Small numbers are part of any program and of any prose.
    """
    if bench.spec is None:
        return False
    named = {value for rule in bench.spec.rules for value in values(rule)}
    largest = inf if mutant.operator == "limit" else _EXERCISED
    return any(_ORDINARY < value <= largest and Decimal(value) in named for value in mutant.numbers)


def _decide(found: Kills) -> Finding:
    weak = [item for item in found.survivors if item.telling >= _TELLING * found.probes]
    told = [f"{item.label} ({_shown(item, found)})" for item in found.survivors]
    summary = f"{found.killed} faults in the model solution are noticed, {found.equivalent} change nothing"
    ignored = [item for item in found.survivors if _is_ignored(found, item)]
    if ignored or found.killed < _NOTICED * (found.killed + len(weak)):
        weak = ignored or weak
        blame = Blame.TESTS if any(item.fresh for item in weak) else Blame.GENERATOR
        evidence = "\n".join([*told[:12], "such as on:", excerpt(weak[0].example, 300)])
        return failed(blame, f"{len(weak)} faults in the model solution pass all tests: {weak[0].label}", evidence)
    note = f", {len(told)} pass all tests" if told else ""
    return passed(Blame.TESTS, summary + note, "\n".join(told))


def _shown(item: Survivor, found: Kills) -> str:
    wide = f", {item.wide} of {found.wide} with values of any size" if item.wide else ""
    return f"wrong on {item.telling} of {found.probes} small inputs{wide}"


def _is_ignored(found: Kills, item: Survivor) -> bool:
    """Whether it counts alone, however many others are noticed."""
    if item.of_order and found.made >= _FEWEST_MADE and item.telling + item.wide >= _FEWEST_OUT_OF_ORDER:
        return True
    is_usual = item.telling >= _UNMADE * found.probes or item.wide >= max(_FEWEST_WIDE, _WIDE * found.wide)
    is_unmade = is_usual and not item.fresh and found.made >= _FEWEST_MADE
    if item.of_rule and item.is_limit and item.telling + item.wide >= _FEWEST_LIMITED:
        return True
    return is_unmade or (item.of_rule and item.telling >= _RULE_TELLING * found.probes)


GATE = Gate(
    "mutants-die",
    Blame.TESTS,
    _measure,
    _decide,
    "no model solution in Python that prints one output per test and is quick on all of them",
    after=("structure", "programs-complete", "validator-accepts-tests", "reference-deterministic", "brute-agrees",
           "answers-graded", "answers-current", "checker-sound"),
)  # fmt: skip
