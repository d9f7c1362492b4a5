"""A reply that holds one Python program in a fenced block, with prose around it."""

from __future__ import annotations

import re

from chalicelib.domain.frames import Channel
from chalicelib.domain.replies.fences import FenceScanner, Kind, Token
from chalicelib.domain.replies.pieces import Code, Fault, Found, Piece, Unusable

# As `python`, `py3`, `python3.11`, and what follows after a comma, a colon or a brace.
_PYTHON_TAG = re.compile(r"(?:(?:python|py)[0-9.]*(?:[,:{].*)?)?")
_FENCE_AT_END = re.compile(r"(?:`{3,}|~{3,})[ \t]*\Z")


class LongestBlock:
    """Keeps the longest Python block of those that go by; blocks in other languages do not count."""

    def __init__(self) -> None:
        self._best = ""
        self._open: list[str] | None = None

    def take(self, token: Token) -> None:
        if token.kind is Kind.OPEN:
            self.close()
            self._open = [] if _PYTHON_TAG.fullmatch(token.text) else None
        elif token.kind is Kind.CODE and self._open is not None:
            self._open.append(token.text)
        elif token.kind is Kind.CLOSE:
            self.close()

    def close(self) -> None:
        """A fence that the reply never closes ends with the reply, or closes at the end of the last line."""
        program = _FENCE_AT_END.sub("", "".join(self._open or ()).rstrip()).strip("\n")
        self._open = None
        if len(program) > len(self._best) and program.strip():
            self._best = program

    def program(self) -> str:
        """The program with one line end at its end; empty if no block counted."""
        self.close()
        return f"{self._best.rstrip()}\n" if self._best else ""


def piece_of(token: Token) -> Piece:
    """What a client sees of a token: fences are not part of the text."""
    if token.kind is Kind.CODE:
        return Piece(Channel.CODE, token.text)
    return Piece(Channel.PROSE, token.text if token.kind is Kind.TEXT else "")


class CodeReply:
    """One program; of several blocks the longest counts."""

    def __init__(self) -> None:
        self._scanner = FenceScanner()
        self._block = LongestBlock()

    def feed(self, text: str) -> list[Piece]:
        return self._take(self._scanner.feed(text))

    def finish(self) -> list[Piece]:
        return self._take(self._scanner.finish())

    def found(self) -> Found:
        program = self._block.program()
        return Code(program) if program else Unusable(Fault.NO_CODE, ("It holds no fenced python block with code.",))

    def _take(self, tokens: list[Token]) -> list[Piece]:
        for token in tokens:
            self._block.take(token)
        return [piece_of(token) for token in tokens]
