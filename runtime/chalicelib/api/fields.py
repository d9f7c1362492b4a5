"""Reading what a client sent: typed fields of a JSON object, every complaint naming the field."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from chalicelib.errors import Invalid

E = TypeVar("E", bound=StrEnum)


class Fields:
    """The fields of one message. Each method raises Invalid if the field is missing or has a wrong value."""

    def __init__(self, raw: Mapping[str, object]) -> None:
        self._raw = raw

    def text(self, name: str, *, default: str | None = None, max_characters: int = 200) -> str:
        value = self._raw.get(name, default)
        if value is None:
            raise Invalid(f"{name} is missing", field=name)
        if not isinstance(value, str):
            raise Invalid(f"{name} must be a string", field=name)
        if len(value) > max_characters:
            raise Invalid(f"{name} has {len(value)} characters; at most {max_characters} are accepted", field=name)
        if default is None and not value.strip():
            raise Invalid(f"{name} is empty", field=name)
        return _unicode(name, value)

    def optional(self, name: str) -> str | None:
        """None if it is left out, null or empty."""
        return None if self._raw.get(name) in (None, "") else self.text(name)

    def integer(self, name: str, *, default: int | None, maximum: int) -> int | None:
        value = self._raw.get(name, default)
        if value is None or value is default:
            return default
        if isinstance(value, bool) or not isinstance(value, int):
            raise Invalid(f"{name} must be an integer", field=name)
        if not 0 <= value <= maximum:
            raise Invalid(f"{name} must be between 0 and {maximum}", field=name)
        return value

    def member(self, name: str, enum: type[E]) -> E:
        value = self.text(name)
        try:
            return enum(value)
        except ValueError as exc:
            raise Invalid(f"{name} is {value!r}, which is none of {', '.join(enum)}", field=name) from exc


def _unicode(name: str, value: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError as exc:
        raise Invalid(f"{name} is not valid Unicode text", field=name) from exc
    return value
