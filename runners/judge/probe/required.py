"""Inputs without what a rule wants at least one of: the lines that begin with a word, such as a kind of query."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import cycle

from judge.probe.lexicon import CONDITIONAL
from judge.probe.variants import Sheet

_AT_LEAST_ONE = re.compile(
    r"\bat least (?:one|1)\b|적어도 (?:하나|한)|(?:하나|한 ?[개번]|1 ?[개번]) 이상", re.IGNORECASE
)
_WORD = re.compile(r"[A-Za-z]+|[?+!=<>-]")


def without_required(sheets: Sequence[Sheet], rules: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """(the word, an input in which other lines stand for those), where every input has such lines."""
    lines = [sheet.document.data.splitlines(keepends=True)[1:] for sheet in sheets]
    for rule in rules:
        if not _AT_LEAST_ONE.search(rule) or CONDITIONAL.search(rule):
            continue
        words = {word.encode() for word in _WORD.findall(rule)}
        wanted = [word for word in words if lines and all(word in _first_words(item) for item in lines)]
        if len(wanted) == 1:
            yield from ((wanted[0].decode(), made) for sheet in sheets if (made := _replaced(sheet, wanted[0])))


def _first_words(lines: Sequence[bytes]) -> list[bytes]:
    return [line.split(None, 1)[0] for line in lines if line.strip()]


def _replaced(sheet: Sheet, word: bytes) -> bytes | None:
    first, *rest = sheet.document.data.splitlines(keepends=True)
    firsts = _first_words(rest)
    known = {item for item in firsts if not item.lstrip(b"-").isdigit()} - {word}
    others = [line for line in rest if line.split(None, 1)[:1] and line.split(None, 1)[0] in known]
    if not others:
        return None
    spare = cycle(others)
    return first + b"".join(next(spare) if line.split(None, 1)[:1] == [word] else line for line in rest)
