"""Checks a JSON value against a schema, in the few words of JSON Schema that closed, flat schemas need.

The runtime carries no general validator; a test compares this one with such a validator.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

_KINDS = {
    "object": "an object",
    "array": "a list",
    "string": "a string",
    "number": "a number",
    "integer": "an integer",
    "boolean": "true or false",
}


def misses(value: object, schema: Mapping[str, object], where: str = "") -> Iterator[str]:
    """How the value fails to fit, one line each that begins with the field's name; nothing if it fits."""
    kind = str(schema["type"])
    if not _is(kind, value):
        yield f"{where or 'The reply'}: must be {_KINDS[kind]}."
    elif kind == "object":
        yield from _object_misses(cast("Mapping[str, object]", value), schema, where)
    elif kind == "array":
        yield from _item_misses(cast("Sequence[object]", value), schema, where)
    elif value not in cast("Sequence[object]", schema.get("enum", [value])):
        yield f"{where}: must be one of {', '.join(cast('Sequence[str]', schema['enum']))}."


def _is(kind: str, value: object) -> bool:
    if isinstance(value, bool):
        return kind == "boolean"
    if kind == "integer":
        return isinstance(value, int) or (isinstance(value, float) and value.is_integer())
    types: dict[str, type | tuple[type, ...]] = {
        "object": Mapping,
        "array": list,
        "string": str,
        "number": (int, float),
    }
    return kind in types and isinstance(value, types[kind])


def _object_misses(value: Mapping[str, object], schema: Mapping[str, object], where: str) -> Iterator[str]:
    properties = cast("Mapping[str, Mapping[str, object]]", schema.get("properties", {}))
    for name in cast("Sequence[str]", schema.get("required", ())):
        if name not in value:
            yield f"{_join(where, name)}: is missing."
    for name, member in value.items():
        if name in properties:
            yield from misses(member, properties[name], _join(where, name))
        elif schema.get("additionalProperties") is False:
            yield f"{_join(where, name)}: is not a field of the schema."


def _item_misses(value: Sequence[object], schema: Mapping[str, object], where: str) -> Iterator[str]:
    items = cast("Mapping[str, object]", schema["items"])
    for index, item in enumerate(value):
        yield from misses(item, items, f"{where}[{index}]")


def _join(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name
