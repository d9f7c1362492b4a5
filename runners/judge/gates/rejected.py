"""Who is wrong if the input validators reject a test: they, the test, or the generator that made it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from judge.gates.bounds import summed
from judge.gates.model import Blame
from judge.gates.promises import pairs_of, promised
from judge.gates.workbench import Workbench
from judge.probe.variants import Sheet

_ODD_BYTES = (b"\r", b"\xef\xbb\xbf", b"\x00", b"\t")


def culprit(bench: Workbench, names: Sequence[str]) -> Blame:
    """`names` are the rejected tests. One that breaks the spec is wrong itself, else the validator is."""
    sheets = [sheet for sheet in bench.sheets if sheet.name in names]
    others = [sheet for sheet in bench.sheets if sheet.name not in names]
    if not others or not sheets:
        return Blame.VALIDATOR
    if all(_is_odd(sheet, others) or breaks_spec(bench, sheet) for sheet in sheets):
        return Blame.GENERATOR if all(_is_generated(bench, sheet) for sheet in sheets) else Blame.TESTS
    return Blame.VALIDATOR


def _is_odd(sheet: Sheet, others: Sequence[Sheet]) -> bool:
    """Bytes that no other test has, or no line end where all others have one."""
    data = sheet.document.data
    strange = any(odd in data and not any(odd in other.document.data for other in others) for odd in _ODD_BYTES)
    no_text = any(byte > 126 for byte in data) and not any(byte > 126 for o in others for byte in o.document.data[:999])
    cut = not data.endswith(b"\n") and all(other.document.data.endswith(b"\n") for other in others)
    return strange or no_text or cut


def breaks_spec(bench: Workbench, sheet: Sheet) -> bool:
    layout, spec = bench.layout, bench.spec
    if layout is None or spec is None:
        return False
    if sheet.reading is None:
        return True
    for variable in spec.variables:
        sizes = [sheet.size_at(variable, place) for place in sheet.reading.places(variable.name)]
        part = summed(bench, spec, variable)
        sizes += [sum((sheet.size_at(part, p) for p in sheet.reading.places(part.name)), Decimal(0))] if part else []
        if any(not variable.low <= size <= variable.high for size in sizes):
            return True
    relations = [promise.relation for promise in promised(bench, spec)]
    return any(not relation.holds(a, b) for relation in relations for a, b in pairs_of(sheet, relation))


def _is_generated(bench: Workbench, sheet: Sheet) -> bool:
    wanted = bench.planned.get(sheet.name)
    if wanted is None or bench.generator is None:
        return False
    return bench.generator.play(b"", (wanted.stratum, str(wanted.seed))).output == sheet.document.data
