"""Small valid inputs by the hundred: what solutions are compared on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, zip_longest
from typing import TYPE_CHECKING

from judge.gates.model import Blame
from judge.probe.scramble import scrambled
from judge.probe.variants import Mutator, Sheet, letters_of

if TYPE_CHECKING:
    from judge.gates.workbench import FreshInput, Workbench

SMALL_BYTES = 4096
_FRESH_SMALL = 100
_POOL = 330
_TRIES = 900
_STEP = 150
_WIDE, _WIDE_TRIES = 60, 200


def small_seeds(first_seed: int) -> list[tuple[str, int]]:
    """Seeds that no test has, of the stratum of small inputs."""
    return [("small", first_seed + number) for number in range(_FRESH_SMALL)]


def made_inputs(bench: Workbench, fresh: Sequence[FreshInput]) -> list[bytes]:
    """The small valid ones of these, all different."""
    made = [item.data for item in fresh if len(item.data) <= SMALL_BYTES]
    return bench.accepted(list(dict.fromkeys(made)))


def small_inputs(bench: Workbench) -> list[bytes]:
    """All different: tests, fresh ones of the generator, and variants of both if the validators can be trusted."""
    tests = [sheet.document.data for sheet in bench.small_sheets]
    known = list(dict.fromkeys([*tests, *bench.made]))
    if not _can_tell(bench):
        return known[:_POOL]
    return (known + _variants(bench, known))[:_POOL]


def wide_inputs(bench: Workbench) -> list[bytes]:
    """Valid inputs of few values of any size, which brute force cannot be asked about; none without a layout."""
    layout = bench.layout
    if layout is None or not _can_tell(bench):
        return []
    drawn = list(dict.fromkeys(islice(scrambled(layout, bench.small_sheets, seed=3, wide=True), _WIDE_TRIES)))
    return bench.accepted(drawn)[:_WIDE]


def _can_tell(bench: Workbench) -> bool:
    """Whether there are validators to say which made-up inputs are valid, and no gate found them wrong."""
    return bool(bench.input_checker.validators) and Blame.VALIDATOR not in bench.doubted


def _variants(bench: Workbench, known: Sequence[bytes]) -> list[bytes]:
    taken = set(known)
    wanted = [data for data in dict.fromkeys(islice(_made(bench, known), _TRIES)) if data not in taken]
    valid: list[bytes] = []
    for start in range(0, len(wanted), _STEP):
        if len(known) + len(valid) >= _POOL:
            break
        valid += bench.accepted(wanted[start : start + _STEP])
    return valid


def _made(bench: Workbench, known: Sequence[bytes]) -> Iterator[bytes]:
    """Inputs drawn anew and inputs changed a little, in turn."""
    layout = bench.layout
    sheets: list[Sheet] = sorted((bench.sheet_of(data) for data in known), key=lambda sheet: sheet.size)
    sheets = [sheet for sheet in sheets if sheet.reading is not None or layout is None]
    changed = islice(Mutator(layout, letters_of(bench.sheets)).variants(sheets[:120], seed=1), _TRIES)
    drawn = islice(scrambled(layout, sheets[:40], seed=1), _TRIES // 2) if layout else iter(())
    return (data for pair in zip_longest(drawn, changed) for data in pair if data)
