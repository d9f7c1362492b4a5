"""Gate `validator-strict`: damaged inputs are rejected. Odd white space or spelling is told, not held against it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from judge.gates.model import Blame, Finding, Gate, excerpt, failed, listed, passed
from judge.gates.single_letters import broken_counts
from judge.gates.texts import broken_texts, broken_words
from judge.gates.workbench import Workbench
from judge.probe.document import Document
from judge.probe.required import without_required
from judge.probe.variants import Sheet

_SHEETS = 3
_JUNK = b"\x01~%\n"
_BINARY = bytes(range(128, 256)) + b"\x00\x01\x02\n"


@dataclass(frozen=True)
class Damage:
    """`kind` says what was done; `must` that no validator may accept it."""

    kind: str
    must: bool
    data: bytes


@dataclass(frozen=True)
class Strictness:
    """Per damaged input, in order, whether it was accepted; `endless`: those on which a validator does not end."""

    tried: tuple[tuple[Damage, bool], ...]
    endless: tuple[Damage, ...] = ()


def _measure(bench: Workbench) -> Strictness | None:
    sheets = bench.small_sheets
    if not sheets or not bench.input_checker.validators:
        return None
    chosen = list({sheet.name: sheet for sheet in (sheets[0], sheets[len(sheets) // 2], sheets[-1])}.values())[:_SHEETS]
    damages = [damage for sheet in chosen for damage in _damages(bench, sheet)]
    read = [sheet for sheet in chosen if sheet.reading is not None]
    broken = broken_texts(bench, read) if bench.layout else broken_words(bench, chosen)
    damages += [Damage(kind, True, data) for kind, data in (*broken, *broken_counts(bench, read))]
    lacking = without_required(sheets, bench.spec.rules if bench.spec else ())
    damages += [Damage(f"no {word}, of which a rule wants one", True, data) for word, data in islice(lacking, _SHEETS)]
    originals = {sheet.document.data for sheet in chosen}
    damages = list({damage.data: damage for damage in damages if damage.data not in originals}.values())
    told = bench.rejections([damage.data for damage in damages])
    verdicts = [not found for found in told]
    endless = [damage for damage, found in zip(damages, told, strict=True) if any(item.is_endless for item in found)]
    return Strictness(tuple(zip(damages, verdicts, strict=True)), tuple(endless))


def _damages(bench: Workbench, sheet: Sheet) -> Iterator[Damage]:
    data = sheet.document.data
    yield Damage("an empty file", True, b"")
    yield Damage("binary rubbish", True, _BINARY)
    yield Damage("rubbish after the end", True, data + _JUNK)
    yield from _odd_spelling(sheet.document)
    if sheet.reading is not None:
        yield from _broken_structure(sheet)
        yield from _no_numbers(bench, sheet)


def _broken_structure(sheet: Sheet) -> Iterator[Damage]:
    """The layout says exactly which tokens there are, so one more or less is never right."""
    document = sheet.document
    last = len(document.tokens)
    line = b"\n" + document.data.rstrip(b"\n").rpartition(b"\n")[2]
    yield Damage("the last line twice", True, document.data.rstrip(b"\n") + line + b"\n")
    yield Damage("a line too many", True, document.inserted(last, (document.tokens[-1],), (b"\n",)).data)
    yield Damage("a token too many", True, document.inserted(last, (document.tokens[-1],), (b" ",)).data)
    yield Damage("the last token missing", True, document.without(last - 1, last).data)
    half = (last + 1) // 2
    yield Damage("the second half missing", True, document.without(half, last).data)


def _no_numbers(bench: Workbench, sheet: Sheet) -> Iterator[Damage]:
    assert sheet.reading is not None
    assert bench.layout is not None
    for name in sheet.reading.names():
        variable = bench.layout.variables.get(name)
        if variable is None or variable.is_text:
            continue
        place = sheet.reading.places(name)[-1]
        token = sheet.document.tokens[place]
        yield Damage(f"a word for {name}", True, sheet.document.with_token(place, b"abc").data)
        yield Damage(f"letters after {name}", True, sheet.document.with_token(place, token + b"x").data)
        if variable.kind != "real":
            yield Damage(f"a fraction for {name}", True, sheet.document.with_token(place, token + b".5").data)


def _odd_spelling(document: Document) -> Iterator[Damage]:
    data = document.data
    yield Damage("no line end at the end", False, data.rstrip(b"\n"))
    yield Damage("an empty line at the end", False, data + b"\n")
    yield Damage("a space at the end of a line", False, data.replace(b"\n", b" \n", 1))
    yield Damage("a space before the first token", False, b" " + data)
    yield Damage("line ends of Windows", False, data.replace(b"\n", b"\r\n"))
    if b" " in data:
        yield Damage("two spaces", False, data.replace(b" ", b"  ", 1))
        yield Damage("a tab for a space", False, data.replace(b" ", b"\t", 1))
    place = next((place for place, token in enumerate(document.tokens) if token.isdigit()), None)
    if place is not None:
        token = document.tokens[place]
        yield Damage("a leading zero", False, document.with_token(place, b"0" + token).data)
        yield Damage("a plus sign", False, document.with_token(place, b"+" + token).data)


def _decide(found: Strictness) -> Finding:
    accepted = [damage for damage, was_accepted in found.tried if was_accepted]
    grave = list({damage.kind: damage for damage in accepted if damage.must}.values())
    if grave:
        evidence = "\n".join(f"accepted, with {damage.kind}:\n{excerpt(damage.data, 250)}" for damage in grave[:4])
        return failed(Blame.VALIDATOR, f"accepts {listed([d.kind for d in grave], 'kinds of damage')}", evidence)
    if found.endless:
        first = found.endless[0]
        evidence = f"no end within the time limit, with {first.kind}:\n{excerpt(first.data, 250)}"
        return failed(Blame.VALIDATOR, f"does not end on {listed([d.kind for d in found.endless], 'inputs')}", evidence)
    odd = list(dict.fromkeys(damage.kind for damage in accepted))
    note = f"; lets pass {', '.join(odd)}" if odd else ""
    return passed(Blame.VALIDATOR, f"{len(found.tried) - len(accepted)} damaged inputs are rejected{note}")


GATE = Gate(
    "validator-strict",
    Blame.VALIDATOR,
    _measure,
    _decide,
    "no input validator that can run here, or no small test",
    after=("structure", "programs-complete", "validator-accepts-tests", "validator-rejects-invalid"),
)
