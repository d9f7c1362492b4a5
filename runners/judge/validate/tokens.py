"""The default output validator of the format: compares an output with the answer token by token.

Made for outputs of many megabytes: equal bytes are equal, and otherwise the two texts are split block by block in
C, so that memory stays flat and a token costs well under a microsecond.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest
from operator import sub

from judge.validate.options import ComparisonOptions

_SPACE = re.compile(rb"[ \f\n\r\t\v]")
_SPACES = re.compile(rb"([ \f\n\r\t\v]+)")
_TOKEN = re.compile(rb"[^ \f\n\r\t\v]+")
_FLOAT = re.compile(rb"[+-]?(?:[0-9]*\.[0-9]+|[0-9]+\.|[0-9]+)(?:[Ee][+-]?[0-9]+)?")
_ONLY_FLOAT_CHARACTERS = re.compile(rb"[0-9eE+\-. \f\n\r\t\v]*")
_BLOCK = 1 << 18
_INFINITE = float("inf")


@dataclass(frozen=True)
class Mismatch:
    """The first difference: where it is in the output, and both sides; None means that the side has ended."""

    offset: int
    expected: bytes | None
    found: bytes | None
    in_spaces: bool = False


def compare(output: bytes, answer: bytes, options: ComparisonOptions) -> Mismatch | None:
    """None if the validator accepts, else the first difference."""
    if output == answer:
        return None
    if options.space_change_sensitive:
        return _compare_with_spaces(output, answer, options)
    return _compare_streams(_Stream(output, options), _Stream(answer, options), options)


class _Stream:
    """Tokens of a text, taken block by block; folded to lower case unless case matters."""

    def __init__(self, text: bytes, options: ComparisonOptions) -> None:
        self.text = text
        self._fold = not options.case_sensitive
        self._blocks = self._split()
        self.tokens: Sequence[bytes] = ()
        self.start = 0
        self.taken = 0
        self.is_numeric = False

    def _split(self) -> Iterator[tuple[int, bytes]]:
        position = 0
        while position < len(self.text):
            end = _SPACE.search(self.text, position + _BLOCK)
            stop = end.start() if end else len(self.text)
            yield position, self.text[position:stop]
            position = stop

    def refill(self) -> bool:
        """Makes tokens available; False at the end of the text."""
        while self.taken >= len(self.tokens):
            block = next(self._blocks, None)
            if block is None:
                self.start, self.tokens, self.taken = len(self.text), (), 0
                return False
            self._load(*block)
        return True

    def _load(self, start: int, block: bytes) -> None:
        self.start, self.taken = start, 0
        self.is_numeric = _ONLY_FLOAT_CHARACTERS.fullmatch(block) is not None
        self.tokens = (block.lower() if self._fold else block).split()

    def take(self, count: int) -> Sequence[bytes]:
        if self.taken == 0 and count == len(self.tokens):
            return self.tokens
        return self.tokens[self.taken : self.taken + count]

    def locate(self, index: int) -> tuple[int, bytes | None]:
        """Where the token `index` after those taken lies, and its own spelling; the end if there is none."""
        for number, match in enumerate(_TOKEN.finditer(self.text, self.start)):
            if number == self.taken + index:
                return match.start(), match[0]
        return len(self.text), None


def _compare_streams(output: _Stream, answer: _Stream, options: ComparisonOptions) -> Mismatch | None:
    while True:
        more_output, more_answer = output.refill(), answer.refill()
        if not (more_output and more_answer):
            return _mismatch(output, answer, 0) if more_output or more_answer else None
        count = min(len(output.tokens) - output.taken, len(answer.tokens) - answer.taken)
        index = _first_difference(output, answer, count, options)
        if index is not None:
            return _mismatch(output, answer, index)
        output.taken += count
        answer.taken += count


def _mismatch(output: _Stream, answer: _Stream, index: int) -> Mismatch:
    offset, found = output.locate(index)
    return Mismatch(offset, answer.locate(index)[1], found)


def _first_difference(output: _Stream, answer: _Stream, count: int, options: ComparisonOptions) -> int | None:
    found, expected = output.take(count), answer.take(count)
    if found == expected:
        return None
    if options.has_tolerance and output.is_numeric and answer.is_numeric:
        numbers = _as_floats(found), _as_floats(expected)
        if numbers[0] is not None and numbers[1] is not None:
            return _first_beyond(numbers[0], numbers[1], options)
    pairs = enumerate(zip(found, expected, strict=True))
    return next((i for i, (token, wanted) in pairs if not _same(token, wanted, options)), None)


def _as_floats(tokens: Sequence[bytes]) -> list[float] | None:
    """All of them, or None. In a block of these characters only, float() knows just the format's grammar."""
    try:
        numbers = list(map(float, tokens))
    except ValueError:
        return None
    return None if _INFINITE in numbers or -_INFINITE in numbers else numbers


def _first_beyond(found: list[float], expected: list[float], options: ComparisonOptions) -> int | None:
    absolute = -1.0 if options.absolute is None else options.absolute
    relative = -1.0 if options.relative is None else options.relative
    if max(map(abs, map(sub, found, expected)), default=0.0) <= absolute:
        return None
    for index, (value, wanted) in enumerate(zip(found, expected, strict=True)):
        error = abs(value - wanted)
        if error > absolute and error > relative * abs(wanted):
            return index
    return None


def _same(token: bytes, wanted: bytes, options: ComparisonOptions) -> bool:
    if token == wanted:
        return True
    if not options.has_tolerance or not _FLOAT.fullmatch(wanted):
        return not options.case_sensitive and token.lower() == wanted.lower()
    return _FLOAT.fullmatch(token) is not None and _is_close(token, wanted, options)


def _is_close(token: bytes, wanted: bytes, options: ComparisonOptions) -> bool:
    value, target = float(token), float(wanted)
    if _INFINITE in (abs(value), abs(target)):
        return _is_close_decimal(token, wanted, options)
    return _first_beyond([value], [target], options) is None


def _is_close_decimal(token: bytes, wanted: bytes, options: ComparisonOptions) -> bool:
    """For numbers that a double cannot hold."""
    value, target = Decimal(token.decode()), Decimal(wanted.decode())
    error = abs(value - target)
    if options.absolute is not None and error <= Decimal(options.absolute):
        return True
    return options.relative is not None and error <= Decimal(options.relative) * abs(target)


def _compare_with_spaces(output: bytes, answer: bytes, options: ComparisonOptions) -> Mismatch | None:
    offset = 0
    pairs = zip_longest(_SPACES.split(output), _SPACES.split(answer))
    for index, (found, expected) in enumerate(pairs):
        in_spaces = index % 2 == 1
        if found is None or expected is None or not _same_piece(found, expected, in_spaces, options):
            return Mismatch(offset, expected, found, in_spaces)
        offset += len(found)
    return None


def _same_piece(found: bytes, expected: bytes, in_spaces: bool, options: ComparisonOptions) -> bool:
    return found == expected if in_spaces else _same(found, expected, options)
