"""Where a statement names the values of a line in another order than the spec, or exchanges the signs of a map."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from judge.probe.layout import Names
from judge.probe.prose import sentences
from judge.probe.spec import Variable

_IDENTIFIER = r"[A-Za-z](?:\w(?<!_))*(?:_(?:[A-Za-z0-9]+|\{[A-Za-z0-9]+\}))?"
_PLAIN_LINE = re.compile(rf"{_IDENTIFIER}(?:[ ,]+{_IDENTIFIER})+")
# What is on a line is named after these.
_ON_LINE = re.compile(
    r"\blines?\b[^.]{0,80}?\b(?:contains?|containing|consists? of|holds?|has|have|gives?|with)\b|"
    r"줄(?:에는|에|의|마다|은)",
    re.IGNORECASE,
)
_NO_ORDER = re.compile(r"\bany order\b|\brespectively\b|\breverse|순서(?:는|에) (?:상관|관계)|각각", re.I)
# A word with its sign after it: `water (~)`, the sign between marks of its own.
_SIGN = re.compile(r"([^\W\d_]+)(?: (?:cell|square|tile)s?)? \(\s*[`'\"‘“]([!-~])[`'\"’”]\s*\)")


def exchanged_on_line(layout: Sequence[str], variables: Sequence[Variable], text: str) -> Iterator[tuple[str, str]]:
    """(the names of a line in the layout's order, in the statement's); `text` is the statement's part on the input."""
    names = Names(variables)
    for entry in layout:
        wanted = _plain_line(entry, names)
        said = [order for sentence in sentences(text) if (order := _order(sentence, wanted, names))] if wanted else []
        if said and all(order != wanted for order in said):
            yield " ".join(wanted), " ".join(said[0])


def _plain_line(entry: str, names: Names) -> list[str]:
    """The variables of a line that holds these and nothing else, each once; empty for any other entry."""
    part = entry.rpartition(":")[2].strip(" `$.")
    if not _PLAIN_LINE.fullmatch(part):
        return []
    found = [names.of(word)[0] for word in re.findall(_IDENTIFIER, part)]
    known = [name for name in found if name]
    return known if len(known) == len(found) == len(set(known)) else []


def _order(sentence: str, wanted: Sequence[str], names: Names) -> list[str]:
    """These variables in the order in which a sentence on a line first names them; empty if it does not name all."""
    begin = _ON_LINE.search(sentence)
    if begin is None or _NO_ORDER.search(sentence):
        return []
    formulas = re.findall(r"\$([^$]*)\$", sentence[begin.end() :])
    said = [names.of(word)[0] for formula in formulas for word in re.findall(_IDENTIFIER, formula)]
    order = [name for name in dict.fromkeys(said) if name is not None and name in wanted]
    return order if len(order) == len(wanted) else []


def signs_exchanged(rules: Sequence[str], statement: str) -> Iterator[tuple[str, str]]:
    """(a sign and what it is by a rule, what it is by the statement); the rules know both words and both signs."""
    ours, theirs = _signs("\n".join(rules)), _signs(statement)
    for word, sign in ours.items():
        other = theirs.get(word, sign)
        if other != sign and other in ours.values():
            yield f"{sign} for {word}", f"{other} for {word}"


def _signs(text: str) -> dict[str, str]:
    """The sign that stands in parentheses after each word; words that have several are left out."""
    found: dict[str, set[str]] = {}
    for word, sign in _SIGN.findall(text):
        found.setdefault(word.lower(), set()).add(sign)
    return {word: signs.pop() for word, signs in found.items() if len(signs) == 1}
