"""Whether an output validator heeds each number of an input: it must not take one input's answer for every other's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import count, islice

from judge.gates.workbench import Workbench
from judge.package import files_of
from judge.probe.batch import Item
from judge.probe.layout import number_of
from judge.probe.player import Player
from judge.probe.variants import Sheet, number_token

# Any way to come by the first argument, whatever it is called.
_OTHER_ARGUMENT = re.compile(r"\bargv\b(?!\[[23]\])|\bargparse\b|\btestlib\b|/dev/|/proc/")
_SHEETS = 40
_SHORT = 1000
_MADE = 200
_TRIALS = 64
# So many answers to other inputs must be taken, all of them, some with a larger number there, some with a smaller one.
_FEWEST_PER_SIDE = 5
_FEWEST_INPUTS = 4


@dataclass(frozen=True)
class Mistaken:
    """The answer to an input that differs in this variable alone is taken for `data`, in every trial."""

    variable: str
    data: bytes
    output: bytes


@dataclass(frozen=True)
class _Subject:
    """Numbers of one kind: where they are in each input, and how large they may be, if that is known."""

    name: str
    places: tuple[tuple[Sheet, tuple[int, ...]], ...]
    low: Decimal = Decimal("-Infinity")
    high: Decimal = Decimal("Infinity")


@dataclass(frozen=True)
class _Change:
    """`before` and `after` differ in one number."""

    before: bytes
    after: bytes
    is_larger: bool


@dataclass(frozen=True)
class _Trial:
    """`output` answers the input before the change, and is put forward as that of the input after it."""

    change: _Change
    answer: bytes
    output: bytes


def unheeded(bench: Workbench) -> tuple[Mistaken, ...]:
    """Numbers that change the answers, and that the output validators never look at."""
    reference = bench.reference
    if reference is None or not bench.input_checker.validators:
        return ()
    found = [
        _mistaken(bench, subject.name, _trials(bench, reference, subject)) for subject in _subjects(bench, reference)
    ]
    return tuple(item for item in found if item is not None)


def reads_no_input(bench: Workbench) -> bool:
    """Whether the only output validator, of one file, names its other arguments one by one and never the input."""
    programs = bench.package.output_validators
    files = files_of(bench.package, programs[0]) if len(programs) == 1 else {}
    text = next(iter(files.values())).decode("utf-8", "replace") if len(files) == 1 else ""
    return "argv[2]" in text and _OTHER_ARGUMENT.search(text) is None


def _mistaken(bench: Workbench, name: str, trials: Sequence[_Trial]) -> Mistaken | None:
    larger = sum(trial.change.is_larger for trial in trials)
    inputs = {trial.change.before for trial in trials}
    if min(larger, len(trials) - larger) < _FEWEST_PER_SIDE or len(inputs) < _FEWEST_INPUTS:
        return None
    reports = bench.verdicts.of([bench.question(item.change.after, item.answer, item.output) for item in trials])
    return Mistaken(name, trials[0].change.after, trials[0].output) if all(r.is_accepted for r in reports) else None


def _subjects(bench: Workbench, reference: Player) -> Iterator[_Subject]:
    """The variables that count nothing; all numbers alike where it is not known which is which."""
    sheets = _with_short_answers(bench, reference)
    if bench.layout is None:
        numbers = [(sheet, tuple(p for p in range(sheet.size) if sheet.value(p) is not None)) for sheet in sheets]
        yield _Subject("number", tuple(item for item in numbers if item[1]))
        return
    for variable in bench.layout.variables.values():
        places = [(sheet, _places(sheet, variable.name)) for sheet in sheets]
        if not variable.is_text:
            yield _Subject(variable.name, tuple(item for item in places if item[1]), variable.low, variable.high)


def _with_short_answers(bench: Workbench, reference: Player) -> list[Sheet]:
    inputs = bench.pool[: 2 * _SHEETS]
    played = zip(inputs, reference.play_all([Item((), data) for data in inputs]), strict=True)
    short = [data for data, item in played if item.ended_well and len(item.output) <= _SHORT]
    return [bench.sheet_of(data) for data in short[:_SHEETS]]


def _places(sheet: Sheet, name: str) -> tuple[int, ...]:
    if sheet.reading is None or any(group.name == name for group in sheet.reading.groups):
        return ()
    return tuple(sheet.reading.places(name))


def _trials(bench: Workbench, reference: Player, subject: _Subject) -> list[_Trial]:
    """Where the two answers have one form."""
    made = list(islice(_changes(subject), _MADE))
    valid = set(bench.accepted([change.after for change in made]))
    made = [change for change in made if change.after in valid][:_TRIALS]
    before = reference.play_all([Item((), change.before) for change in made])
    after = reference.play_all([Item((), change.after) for change in made])
    classes = {name.lower().encode() for name in bench.spec.answer_classes} if bench.spec else set()
    return [
        _Trial(change, ours.output, theirs.output)
        for change, theirs, ours in zip(made, before, after, strict=True)
        if theirs.ended_well and ours.ended_well and _are_comparable(theirs.output, ours.output, classes)
    ]


def _are_comparable(one: bytes, other: bytes, classes: set[bytes]) -> bool:
    """Whether they differ though they have the same form, and not in classes alone."""
    ours, theirs = one.lower().split(), other.lower().split()
    return ours != theirs and [_form(w, classes) for w in ours] == [_form(w, classes) for w in theirs]


def _form(word: bytes, classes: set[bytes]) -> bytes | int:
    if word in classes:
        return word
    return 0 if number_of(word) is not None else len(word)


def _changes(subject: _Subject) -> Iterator[_Change]:
    """In turn from each input, another of its places each time."""
    turn = count()
    values = sorted(value for sheet, places in subject.places for place in places
                    if (value := sheet.value(place)) is not None)  # fmt: skip
    for step in (-1, 1, -2, 2, None, -1, 1, -3, 3):
        for sheet, places in subject.places:
            place = places[next(turn) % len(places)]
            value = sheet.value(place)
            wanted = [] if value is None else [value + step] if step else [values[0], values[-1]]
            for other in wanted:
                if value is not None and subject.low <= other <= subject.high and other != value:
                    changed = sheet.document.with_token(place, number_token(other))
                    yield _Change(sheet.document.data, changed.data, other > value)
