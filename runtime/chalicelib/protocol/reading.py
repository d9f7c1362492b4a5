"""Typed fields out of JSON that somebody else has written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TypeVar, cast

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

_TYPE_NAMES = {str: "a string", int: "an integer", float: "a number", bool: "true or false"}


class ProtocolError(ValueError):
    """A message does not fit the contract; `field` is the dotted name of the value at fault."""

    def __init__(self, field_name: str, problem: str) -> None:
        super().__init__(f"{field_name}: {problem}")
        self.field = field_name


class Reader:
    """Reads typed fields of one JSON object; every complaint names the dotted field."""

    def __init__(self, raw: object, where: str) -> None:
        if not isinstance(raw, Mapping):
            raise ProtocolError(where or "message", "must be an object")
        self.raw: Mapping[str, object] = raw
        self.where = where

    def name(self, key: str) -> str:
        return f"{self.where}.{key}" if self.where else key

    def text(self, key: str, default: str | None = None) -> str:
        return cast("str", self._typed(key, str, default))

    def flag(self, key: str, default: bool) -> bool:
        return cast("bool", self._typed(key, bool, default))

    def integer(self, key: str, default: int | None = None) -> int:
        return cast("int", self._typed(key, int, default))

    def number(self, key: str, default: float | None = None) -> float:
        return float(cast("float", self._typed(key, float, default)))

    def optional(self, key: str, parse: Callable[[object, str], T]) -> T | None:
        value = self.raw.get(key)
        return None if value is None else parse(value, self.name(key))

    def items(self, key: str, parse: Callable[[object, str], T]) -> tuple[T, ...]:
        value = self.raw.get(key, ())
        if not isinstance(value, list | tuple):
            raise ProtocolError(self.name(key), "must be a list")
        return tuple(parse(item, f"{self.name(key)}[{i}]") for i, item in enumerate(value))

    def member(self, key: str, enum: type[E]) -> E:
        text = self.text(key)
        try:
            return enum(text)
        except ValueError as exc:
            raise ProtocolError(self.name(key), f"must be one of {', '.join(enum)}") from exc

    def _typed(self, key: str, kind: type, default: object) -> object:
        value = self.raw.get(key, default)
        if value is None:
            raise ProtocolError(self.name(key), "is missing")
        accepted = (int, float) if kind is float else (kind,)
        if not isinstance(value, accepted) or (kind is not bool and isinstance(value, bool)):
            raise ProtocolError(self.name(key), f"must be {_TYPE_NAMES[kind]}")
        return value
