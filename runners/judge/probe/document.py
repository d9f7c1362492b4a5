"""An input as tokens and the white space between them, so that one token can be changed and the rest stays."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_TOKEN = re.compile(rb"\S+")


@dataclass(frozen=True)
class Document:
    """`gaps[i]` stands before `tokens[i]`, the last gap after the last token."""

    tokens: tuple[bytes, ...]
    gaps: tuple[bytes, ...]

    @classmethod
    def of(cls, data: bytes) -> Document:
        return cls(tuple(_TOKEN.findall(data)), tuple(_TOKEN.split(data)))

    @property
    def data(self) -> bytes:
        parts = [part for pair in zip(self.gaps, self.tokens, strict=False) for part in pair]
        return b"".join([*parts, self.gaps[-1]])

    def with_token(self, index: int, token: bytes) -> Document:
        return Document((*self.tokens[:index], token, *self.tokens[index + 1 :]), self.gaps)

    def with_tokens(self, changes: Sequence[tuple[int, bytes]]) -> Document:
        tokens = list(self.tokens)
        for index, token in changes:
            tokens[index] = token
        return Document(tuple(tokens), self.gaps)

    def without(self, start: int, stop: int) -> Document:
        """Without the tokens from `start` up to `stop` and the white space before each of them."""
        return Document(self.tokens[:start] + self.tokens[stop:], self.gaps[:start] + self.gaps[stop:])

    def inserted(self, at: int, tokens: Sequence[bytes], gaps: Sequence[bytes]) -> Document:
        """With these tokens, each after its gap, between the tokens `at - 1` and `at`."""
        return Document(
            (*self.tokens[:at], *tokens, *self.tokens[at:]),
            (*self.gaps[:at], *gaps, *self.gaps[at:]),
        )
