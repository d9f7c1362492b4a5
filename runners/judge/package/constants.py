"""Constant sequences: `{{name}}` and `{{name.variant}}` in statements, programs of the package and test groups."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

Constants = Mapping[str, Mapping[str, str]]
NO_CONSTANTS: Constants = MappingProxyType({})

_SEQUENCE = re.compile(rb"\{\{([A-Za-z_][A-Za-z0-9_]*)(?:\.([A-Za-z0-9_]+))?\}\}")


def substitute(text: bytes, constants: Constants) -> bytes:
    """`text` with every sequence of a known constant replaced; unknown ones stay, as the format says."""
    if not constants or b"{{" not in text:
        return text
    return _SEQUENCE.sub(lambda match: _value(match, constants), text)


def substitute_all(files: Mapping[str, bytes], constants: Constants) -> dict[str, bytes]:
    return {name: substitute(content, constants) for name, content in files.items()}


def _value(match: re.Match[bytes], constants: Constants) -> bytes:
    forms = constants.get(match[1].decode(), {})
    variant = match[2].decode() if match[2] else "value"
    return forms[variant].encode() if variant in forms else match[0]
