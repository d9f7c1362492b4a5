"""A reply that holds one JSON object, perhaps fenced, perhaps with prose around it."""

from __future__ import annotations

import json
import re
from typing import NoReturn

from chalicelib.domain.frames import Channel
from chalicelib.domain.replies.pieces import Fault, Found, JsonObject, Piece, Unusable

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
# A string, or a comment, or a comma with nothing but white space and comments before the bracket that closes.
_COMMENT = r"//[^\n]*|/\*.*?\*/"
_ODDITY = re.compile(rf"({_STRING.pattern})|{_COMMENT}|,(?=(?:\s|{_COMMENT})*[}}\]])", re.DOTALL)
_ESCAPE = re.compile(r'\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})?')
_BACKSLASH = r"\\"
_STRUCTURE = re.compile(r'["\\{}\[\]]')


class JsonReply:
    """Of several objects the longest counts. Only the objects are shown: the prose around them helps nobody."""

    def __init__(self) -> None:
        self._object: list[str] = []
        self._depth = 0
        self._in_string = False
        self._is_escaped = False
        self._brace = ""
        self._best: JsonObject | None = None
        self._miss = ""

    def feed(self, text: str) -> list[Piece]:
        pieces = []
        while text:
            shown, text = self._inside(text) if self._depth else self._outside(text)
            pieces.append(Piece(Channel.JSON, shown))
        return pieces

    def finish(self) -> list[Piece]:
        if self._depth and self._best is None:
            self._miss = "It ends in the middle of the JSON object."
        return []

    def found(self) -> Found:
        if self._best:
            return self._best
        return Unusable(Fault.NO_JSON, (self._miss or "It holds no JSON object.",))

    def _outside(self, text: str) -> tuple[str, str]:
        """Skips to an object: a brace before a name, a comment or another brace. Braces in prose are none of these."""
        text, self._brace = self._brace + text, ""
        start = text.find("{")
        if start < 0:
            return "", ""
        after = text[start + 1 :].lstrip()
        if after in ("", "/"):
            self._brace = text[start:]
            return "", ""
        if not after.startswith(('"', "}", "//", "/*")):
            return "", text[start + 1 :]
        self._depth, self._object = 1, ["{"]
        shown, rest = self._inside(text[start + 1 :])
        return "{" + shown, rest

    def _inside(self, text: str) -> tuple[str, str]:
        """The part of `text` that belongs to the object, and what follows it."""
        position = 0
        while self._depth and position < len(text):
            position = self._step(text, position)
        self._object.append(text[:position])
        if not self._depth:
            self._close()
        return text[:position], text[position:]

    def _step(self, text: str, position: int) -> int:
        """Goes past the next character that matters to the structure."""
        if self._is_escaped:
            self._is_escaped = False
            return position + 1
        found = _STRUCTURE.search(text, position)
        if found is None:
            return len(text)
        self._note(found[0])
        return found.end()

    def _note(self, character: str) -> None:
        if self._in_string:
            self._is_escaped = character == "\\"
            self._in_string = character != '"'
        elif character == '"':
            self._in_string = True
        elif character in "{[":
            self._depth += 1
        elif character in "}]":
            self._depth -= 1

    def _close(self) -> None:
        text, self._object = "".join(self._object), []
        try:
            value = parsed(text)
        except ValueError as exc:
            self._miss = f"Its JSON cannot be read: {exc}."
            return
        if self._best is None or len(text) > len(self._best.text):
            self._best = JsonObject(value, text)


def parsed(text: str) -> dict[str, object]:
    """The object. Line ends inside strings and commas before a closing bracket pass, as models write them.

    Raises ValueError.
    """
    try:
        value = _loaded(text)
    except RecursionError as exc:
        raise ValueError("it is nested too deeply") from exc
    if not isinstance(value, dict):
        raise ValueError("it is not an object")
    return value


def _loaded(text: str) -> object:
    try:
        return json.loads(text, strict=False, parse_constant=_refuse)
    except ValueError:
        return json.loads(_tidied(text), strict=False, parse_constant=_refuse)


def _tidied(text: str) -> str:
    """Without comments, without commas before closing brackets, and with LaTeX that nobody escaped: `"$1 \\le n$"`."""
    text = _ODDITY.sub(lambda match: match[1] or "", text)
    return _STRING.sub(
        lambda string: _ESCAPE.sub(lambda match: _BACKSLASH if match[0] == "\\" else match[0], string[0]), text
    )


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")
