"""Letters that a map holds exactly once, as its statement or spec promises."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from judge.gates.workbench import Workbench
from judge.probe.prose import sentences
from judge.probe.variants import Sheet, letters_of, unnamed_texts, with_letter

_FEWEST = 8
_ONCE = re.compile(r"\bexactly (?:once|one)\b|정확히 (?:한|하나)", re.IGNORECASE)


def broken_counts(bench: Workbench, chosen: Sequence[Sheet]) -> Iterator[tuple[str, bytes]]:
    """(what was done, the input): such a letter twice, and not at all."""
    letters = list(single_letters(bench))
    for sheet in chosen:
        for letter in letters:
            yield from _broken(sheet, letter, letters)


def single_letters(bench: Workbench) -> Iterator[int]:
    """Letters that all inputs have once in all, and of which a sentence says so."""
    sheets = [sheet for sheet in bench.sheets if unnamed_texts(sheet)]
    if len(sheets) < _FEWEST:
        return
    rules = bench.spec.rules if bench.spec else ()
    said = [*rules, *(text for item in bench.statements for text in sentences(item.shown))]
    promised = "\n".join(text for text in said if _ONCE.search(text))
    for letter in letters_of(sheets) if promised else b"":
        named = re.search(rf"(?<![A-Za-z]){re.escape(chr(letter))}(?![A-Za-z])", promised)
        if named and chr(letter).isalnum() and all(_count(sheet, letter) == 1 for sheet in sheets):
            yield letter


def _count(sheet: Sheet, letter: int) -> int:
    return sum(sheet.document.tokens[place].count(letter) for place in unnamed_texts(sheet))


def _broken(sheet: Sheet, letter: int, single: Sequence[int]) -> Iterator[tuple[str, bytes]]:
    others = [
        (place, index)
        for place in unnamed_texts(sheet)
        for index, found in enumerate(sheet.document.tokens[place])
        if found not in single
    ]
    if not others:
        return
    place, index = others[-1]
    usual = sheet.document.tokens[place][index]
    yield f"the letter {chr(letter)} twice", with_letter(sheet.document, place, index, letter).data
    for place in unnamed_texts(sheet):
        index = sheet.document.tokens[place].find(letter)
        if index >= 0:
            yield f"the letter {chr(letter)} nowhere", with_letter(sheet.document, place, index, usual).data
