"""Whether an output validator heeds each number of an input: it must not take one input's answer for every other's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from judge.gates.workbench import Workbench
from judge.probe.batch import Item
from judge.probe.programs import Player
from judge.probe.spec import Variable
from judge.probe.variants import Sheet, number_token

_SHEETS = 40
_TRIALS = 48
# So many answers to other inputs must be taken, all of them, some with a larger number there and some with a smaller.
_FEWEST = 10
_FEWEST_PER_SIDE = 3


@dataclass(frozen=True)
class Mistaken:
    """The answer to an input that differs in this variable alone is taken for `data`, in every trial."""

    variable: str
    data: bytes
    output: bytes


@dataclass(frozen=True)
class _Trial:
    """`output` answers an input that differs from `data` in one number, which is larger there if `is_larger`."""

    data: bytes
    answer: bytes
    output: bytes
    is_larger: bool


def unheeded(bench: Workbench) -> tuple[Mistaken, ...]:
    """Numbers that stand once in an input and change the answers, and that the output validators never look at."""
    reference, layout = bench.reference, bench.layout
    if reference is None or layout is None or not bench.input_checker.validators:
        return ()
    single = [item for item in layout.variables.values() if not item.is_text and bench.is_single(item)]
    found = [_mistaken(bench, variable, _trials(bench, reference, variable)) for variable in single]
    return tuple(item for item in found if item is not None)


def _mistaken(bench: Workbench, variable: Variable, trials: list[_Trial]) -> Mistaken | None:
    larger = sum(trial.is_larger for trial in trials)
    if len(trials) < _FEWEST or min(larger, len(trials) - larger) < _FEWEST_PER_SIDE:
        return None
    reports = bench.verdicts.of([bench.question(item.data, item.answer, item.output) for item in trials])
    if not all(report.is_accepted for report in reports):
        return None
    return Mistaken(variable.name, trials[0].data, trials[0].output)


def _trials(bench: Workbench, reference: Player, variable: Variable) -> list[_Trial]:
    """Neither answer is that of a class, which says that there is nothing to show."""
    made = list(_changed(bench, variable))[: 4 * _TRIALS]
    valid = set(bench.accepted([data for _, data, _ in made]))
    made = [item for item in made if item[1] in valid][:_TRIALS]
    ours = reference.play_all([Item((), data) for data, _, _ in made])
    theirs = reference.play_all([Item((), data) for _, data, _ in made])
    classes = {name.lower().encode() for name in bench.spec.answer_classes} if bench.spec else set()
    return [
        _Trial(data, answer.output, other.output, not is_larger)
        for (_, data, is_larger), other, answer in zip(made, ours, theirs, strict=True)
        if other.ended_well and answer.ended_well and other.output.split() != answer.output.split()
        and not classes & {*other.output.lower().split()[:1], *answer.output.lower().split()[:1]}
    ]  # fmt: skip


def _changed(bench: Workbench, variable: Variable) -> Iterator[tuple[bytes, bytes, bool]]:
    """(an input, the same with another number, whether that is larger), in turn from each input."""
    sheets = [*bench.small_sheets, *(bench.sheet_of("", data) for data in bench.pool)][:_SHEETS]
    usable = [sheet for sheet in sheets if _place(sheet, variable) is not None]
    values = sorted({value for sheet in usable if (value := sheet.value(_at(sheet, variable))) is not None})
    for step in (-1, 1, -2, 2, None):
        for sheet in usable:
            place = _at(sheet, variable)
            value = sheet.value(place)
            wanted = [value + step] if step and value is not None else _far(values, value)
            for other in wanted:
                if value is not None and variable.low <= other <= variable.high and other != value:
                    yield sheet.document.data, sheet.document.with_token(place, number_token(other)).data, other > value


def _far(values: list[Decimal], value: Decimal | None) -> list[Decimal]:
    return [item for item in (values[0], values[-1]) if item != value] if values else []


def _place(sheet: Sheet, variable: Variable) -> int | None:
    """Where it stands; None if it is not there, or counts others."""
    if sheet.reading is None or any(group.name == variable.name for group in sheet.reading.groups):
        return None
    places = sheet.reading.places(variable.name)
    return places[0] if len(places) == 1 else None


def _at(sheet: Sheet, variable: Variable) -> int:
    place = _place(sheet, variable)
    assert place is not None
    return place
