"""Texts that a validator must reject: of another length than the counter before them, of letters never spoken of."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from judge.gates.workbench import Workbench
from judge.probe.variants import Sheet

_FEWEST_LENGTHS = 4
_FEWEST_LETTERS = 30
_FOLLOWING = 3
# What else maps are drawn with.
_SIGNS = ".#*"
_LOWER = re.compile(r"\blower-?\s?case\b|소문자|minúscul|minuscul|kleinbuchstab|строчн|小文字|小写", re.IGNORECASE)
_LOWER_LETTERS = re.compile(
    r"\blower-?\s?case (?:(?:english|latin|roman|ascii) )?(?:letters?|characters?|alphabet)|소문자", re.IGNORECASE
)
_UPPER = re.compile(
    r"\bupper-?\s?case\b|\bcapital\b|대문자|mayúscul|majuscul|maiúscul|großbuchstab|заглавн|大文字|大写", re.I
)
_LISTED = re.compile(r"[`'\"‘’“”]([!-~])[`'\"‘’“”]|(?<![\w$])([!-~]) (?:or|and|와|또는) ([!-~])(?![\w$])")


def broken_texts(bench: Workbench, chosen: Sequence[Sheet]) -> Iterator[tuple[str, bytes]]:
    """(what was done, the input)."""
    strange = strange_letters(bench)
    for sheet in chosen:
        for place in _texts(bench, sheet)[:1]:
            token = sheet.document.tokens[place]
            for letter in strange if len(token) > 1 else "":
                yield f"the letter {letter}", sheet.document.with_token(place, token[:-1] + letter.encode()).data
        for place in _counted(bench, sheet):
            token = sheet.document.tokens[place]
            yield (
                "a text that is longer than its counter says",
                sheet.document.with_token(place, token + token[-1:]).data,
            )
            if len(token) > 1:
                yield "a text that is shorter than its counter says", sheet.document.with_token(place, token[:-1]).data


def broken_words(bench: Workbench, chosen: Sequence[Sheet]) -> Iterator[tuple[str, bytes]]:
    """The same where no layout tells texts from other tokens: a capital in a word, if words have small letters only."""
    documents = [document for _, document in bench.documents]
    words = [token for document in documents for token in document.tokens if token.isalpha()]
    said = "\n".join(item.text for item in bench.statements)
    is_said = _LOWER_LETTERS.search(said) is not None and not _UPPER.search(said)
    if not is_said or sum(map(len, words)) < _FEWEST_LETTERS or not all(word.islower() for word in words):
        return
    for sheet in chosen:
        for place in [place for place, token in enumerate(sheet.document.tokens) if token.isalpha()][-1:]:
            token = sheet.document.tokens[place]
            yield "a capital letter", sheet.document.with_token(place, token[:-1] + token[-1:].upper()).data


def _unlisted(letters: Sequence[str], listed: Collection[str]) -> str:
    """A few of these that are not listed: a validator may allow a letter too many."""
    return "".join(letter for letter in letters if letter.isalnum() and letter not in listed)[:_FOLLOWING]


def _texts(bench: Workbench, sheet: Sheet) -> list[int]:
    """Places of texts: tokens of variables that are one, and tokens that no variable of the spec is."""
    assert sheet.reading is not None
    assert bench.layout is not None
    numeric = {name for name, variable in bench.layout.variables.items() if not variable.is_text}
    numbers = {place for span in sheet.reading.spans if span.name in numeric for place in span.places}
    return [place for place in range(sheet.size) if place not in numbers]


def _counted(bench: Workbench, sheet: Sheet) -> list[int]:
    """The last text if it is, in all inputs, exactly as long as some number before it says."""
    readings = [item for item in bench.sheets if item.reading is not None]
    known = bench.layout.variables if bench.layout else {}
    read = sheet.reading.names() if sheet.reading else []
    names = [name for name in read if name in known and not known[name].is_text]
    for name in names:
        pairs = [_length_and_value(bench, item, name) for item in readings]
        lengths = {length for length, _ in pairs}
        if len(lengths) >= _FEWEST_LENGTHS and all(length == value for length, value in pairs):
            return _texts(bench, sheet)[-1:]
    return []


def _length_and_value(bench: Workbench, sheet: Sheet, name: str) -> tuple[Decimal, Decimal | None]:
    assert sheet.reading is not None
    texts, places = _texts(bench, sheet), sheet.reading.places(name)
    value = sheet.value(places[0]) if len(places) == 1 else None
    return Decimal(len(sheet.document.tokens[texts[-1]]) if texts else -1), value


def strange_letters(bench: Workbench) -> str:
    """Letters that no text may hold by the statement's own words; none if it does not say so plainly."""
    letters = {letter for sheet in bench.sheets if sheet.reading for place in _texts(bench, sheet)
               for letter in sheet.document.tokens[place][:200].decode("ascii", "replace")}  # fmt: skip
    seen = sum(
        len(sheet.document.tokens[place]) for sheet in bench.sheets if sheet.reading for place in _texts(bench, sheet)
    )
    if not letters or seen < _FEWEST_LETTERS:
        return ""
    words = "\n".join([*(item.text for item in bench.statements), *(bench.spec.input_layout if bench.spec else ())])
    listed = {letter for found in _LISTED.findall(words) for letter in found if letter}
    text = "".join(letters)
    if len(letters) > 1 and letters <= listed:
        following = [letter.swapcase() for letter in sorted(letters) if letter.isalpha()][:1]
        following += [chr(ord(letter) + 1) for letter in sorted(letters) if letter.isalnum()]
        others = [next(letter for letter in "7qQ#" if letter not in listed)]
        others += [sign for sign in _SIGNS if sign not in listed] if not text.isalnum() else []
        return "".join(dict.fromkeys(others)) + _unlisted(following, listed)
    if text.isalpha() and text.islower() and _LOWER.search(words) and not _UPPER.search(words):
        return "Q"
    return "q" if text.isalpha() and text.isupper() and _UPPER.search(words) and not _LOWER.search(words) else ""
