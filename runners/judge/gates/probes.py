"""Outputs that an output validator is asked about: right ones in other spellings, junk, and almost right ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from judge.gates.workbench import Workbench
from judge.package import TestCase

_HUGE = b"999999999999999999"
_REAL = re.compile(rb"-?\d+\.\d+")
# Words about how many digits there must be.
_DIGITS = re.compile(r"\b(?:digits?|decimals?|places?|rounded?)\b|자리|반올림", re.IGNORECASE)
COPIED = "one number copied over another"
BORROWED = "another value of"
_PARTS, _MANY = 3, 3


class Demand(StrEnum):
    """What an output validator must say; outputs that are mostly wrong may be right now and then, but not always."""

    RIGHT = "right"
    WRONG = "wrong"
    MOSTLY = "mostly wrong"


@dataclass(frozen=True)
class Probe:
    kind: str
    demand: Demand
    case: TestCase
    data: bytes
    answer: bytes
    output: bytes


def probes_of(bench: Workbench, case: TestCase, cases: list[TestCase]) -> Iterator[Probe]:
    data, answer = case.input.read_bytes(), case.answer_data()
    for kind, demand, output in (
        *_spellings(answer),
        *_rubbish(answer),
        *_changed(answer),
        *_real(bench, answer),
        *_borrowed(bench, data, answer),
        *_reworded(bench, answer),
        *_classes(bench, answer),
    ):
        if demand is Demand.RIGHT or output.split() != answer.split():
            yield Probe(kind, demand, case, data, answer, output)
    for other in cases:
        if other.answer_data().split() != answer.split():
            yield Probe("the answer of another test", Demand.MOSTLY, case, data, answer, other.answer_data())
            break


def _spellings(answer: bytes) -> Iterator[tuple[str, Demand, bytes]]:
    yield "the judge's answer", Demand.RIGHT, answer
    yield "the answer without its last line end", Demand.RIGHT, answer.rstrip(b"\n")
    yield "the answer with spaces at the ends of lines", Demand.RIGHT, answer.replace(b"\n", b" \n")
    yield "the answer with an empty line at the end", Demand.RIGHT, answer + b"\n"
    if b" " in answer.strip():
        yield "the answer with two spaces", Demand.RIGHT, answer.replace(b" ", b"  ")


def _rubbish(answer: bytes) -> Iterator[tuple[str, Demand, bytes]]:
    if answer.strip():
        yield "nothing", Demand.WRONG, b""
        yield "white space only", Demand.WRONG, b" \n\n"
    yield "a word that means nothing", Demand.WRONG, b"qwzx\n"
    yield "bytes that are no text", Demand.WRONG, b"\xff\xfe\x00\x80\n"
    yield "many words", Demand.WRONG, b"qwzx 1 -1 0.5 " * 50 + b"\n"
    yield "a number of five thousand digits", Demand.MOSTLY, b"9" * 5000 + b"\n"
    first = answer.split(None, 1)[:1]
    if first:
        yield "the first token alone and rubbish", Demand.WRONG, first[0] + b"\nqwzx qwzx\n"
    yield "the answer with a word after it", Demand.MOSTLY, answer + b"qwzx\n"
    yield "the answer with a number after it", Demand.MOSTLY, answer + b"1\n"
    yield "the answer twice", Demand.MOSTLY, answer + answer


def _changed(answer: bytes) -> Iterator[tuple[str, Demand, bytes]]:
    """Almost right: one token is another one."""
    tokens = answer.split()
    if len(tokens) > 1:
        yield "the last token missing", Demand.MOSTLY, _lines(tokens[:-1])
        yield "a word for the last token", Demand.MOSTLY, _lines([*tokens[:-1], b"qwzx"])
    numbers = [place for place, token in enumerate(tokens) if token.lstrip(b"-").isdigit()]
    for place in dict.fromkeys([*numbers[:1], *numbers[len(numbers) // 2 : len(numbers) // 2 + 1], *numbers[-1:]]):
        yield "a number that is far too large", Demand.MOSTLY, _with(tokens, place, _HUGE)
        yield "a number below zero", Demand.MOSTLY, _with(tokens, place, b"-" + _HUGE)
        yield "a fraction", Demand.MOSTLY, _with(tokens, place, tokens[place] + b".5")
        yield "one number changed", Demand.MOSTLY, _with(tokens, place, str(int(tokens[place]) + 1).encode())
        yield "one number changed", Demand.MOSTLY, _with(tokens, place, str(int(tokens[place]) - 1).encode())
        for other in (place - 1, (place + 1) % len(tokens)):
            if tokens[other] != tokens[place] and other in numbers:
                yield COPIED, Demand.MOSTLY, _with(tokens, place, tokens[other])


def _borrowed(bench: Workbench, data: bytes, answer: bytes) -> Iterator[tuple[str, Demand, bytes]]:
    """Where a part of the answer is one of the many values of a variable, it is another one of them."""
    sheet, tokens = bench.sheet_of(data), answer.split()
    for name in sheet.reading.names() if sheet.reading else ():
        assert sheet.reading is not None
        values = list(dict.fromkeys(sheet.document.tokens[place] for place in sheet.reading.places(name)))
        others = [value for value in values if value not in tokens]
        for place, token in enumerate(tokens[:_PARTS]) if len(values) >= _MANY else ():
            if token in values:
                for other in dict.fromkeys([*others[:1], *others[-1:]]):
                    yield f"{BORROWED} {name} as part {place + 1}", Demand.MOSTLY, _with(tokens, place, other)


def _real(bench: Workbench, answer: bytes) -> Iterator[tuple[str, Demand, bytes]]:
    """Real numbers: what is none, and a digit more where the package does not say how many."""
    tokens = answer.split()
    places = [place for place, token in enumerate(tokens) if _REAL.fullmatch(token)]
    for place in places[:1]:
        yield "nan for a number", Demand.WRONG, _with(tokens, place, b"nan")
        texts = [statement.shown for statement in bench.statements]
        if not any(_DIGITS.search(text) for text in [*texts, *(bench.spec.output_layout if bench.spec else ())]):
            yield "the answer with one more zero", Demand.RIGHT, _with(tokens, place, tokens[place] + b"0")


def _reworded(bench: Workbench, answer: bytes) -> Iterator[tuple[str, Demand, bytes]]:
    """One letter of the longest word that is no class of answers is another one that the word has."""
    tokens = answer.split()
    classes = {item.encode() for item in bench.spec.answer_classes} if bench.spec else set()
    words = [place for place, token in enumerate(tokens) if token.isalpha() and token not in classes]
    place = max(words, key=lambda index: len(tokens[index]), default=0)
    letters = bytes(sorted(set(tokens[place]))) if words else b""
    for index in (0, len(tokens[place]) // 2, len(tokens[place]) - 1) if len(letters) > 1 else ():
        word = bytearray(tokens[place])
        word[index] = letters[(letters.index(word[index]) + 1) % len(letters)]
        yield "one letter changed", Demand.MOSTLY, _with(tokens, place, bytes(word))


def _lines(tokens: list[bytes]) -> bytes:
    return b" ".join(tokens) + b"\n"


def _with(tokens: list[bytes], place: int, token: bytes) -> bytes:
    return _lines([*tokens[:place], token, *tokens[place + 1 :]])


def _classes(bench: Workbench, answer: bytes) -> Iterator[tuple[str, Demand, bytes]]:
    """The other classes of answers, alone: what is possible must not be denied, and no claim goes without its proof."""
    classes = [item.encode() for item in bench.spec.answer_classes] if bench.spec else []
    tokens = answer.lower().split()
    for wanted in classes:
        if wanted.lower() not in tokens[:1]:
            yield "another class of answers", Demand.WRONG, wanted + b"\n"
        elif len(tokens) > 1:
            yield "the class of the answer without the rest", Demand.WRONG, wanted + b"\n"
