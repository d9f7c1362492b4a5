"""Reads the YAML files of a package: typed fields, complaints that name the file and the key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import cast

from judge.package.constants import NO_CONSTANTS, Constants, substitute
from judge.package.errors import Notes, PackageError

# The grammar of floating-point numbers in the format's general requirements.
_NUMBER = re.compile(r"[+-]?(\d*\.\d+|\d+\.|\d+)([eE][+-]?\d+)?")


def parse_number(text: str) -> float | None:
    """The number that `text` writes in the format's own grammar, or None."""
    return float(text) if _NUMBER.fullmatch(text) else None


def read_yaml(path: Path, where: str, notes: Notes, constants: Constants = NO_CONSTANTS) -> Mapping[str, object]:
    """The mapping in a YAML file; an empty file is an empty mapping. Tolerates a byte-order mark."""
    import yaml  # here, because reading a package should cost nothing where only the languages are asked for

    try:
        loaded = yaml.load(_yaml_text(path, where, notes, constants), Loader=_loader())  # noqa: S506 - a safe loader, the one in C where there is one
    except yaml.YAMLError as exc:
        raise PackageError(where, f"is not YAML: {_first_line(exc)}") from exc
    if loaded is None:
        return {}
    if not isinstance(loaded, dict):
        raise PackageError(where, "must hold a map")
    return {str(key): value for key, value in loaded.items()}


def _yaml_text(path: Path, where: str, notes: Notes, constants: Constants) -> str:
    raw = substitute(path.read_bytes(), constants)
    if raw.startswith(b"\xef\xbb\xbf"):
        notes.breach(where, "begins with a byte-order mark")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        notes.breach(where, "is not UTF-8; read as Latin-1")
        text = raw.decode("latin-1")
    return text.replace("\t", "    ") if _has_tab_indent(text) else text


def _has_tab_indent(text: str) -> bool:
    return any(line.startswith("\t") for line in text.splitlines())


def _loader() -> type:
    import yaml

    return cast("type", getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _first_line(exc: Exception) -> str:
    mark = getattr(exc, "problem_mark", None)
    problem = getattr(exc, "problem", None) or str(exc).splitlines()[0]
    return f"{problem} (line {mark.line + 1})" if mark is not None else str(problem)


class Fields:
    """Typed access to one mapping. Keys that nobody asked for are reported by `report_unknown`."""

    def __init__(self, raw: Mapping[str, object], where: str, notes: Notes, prefix: str = "") -> None:
        self.raw = raw
        self.where = where
        self.notes = notes
        self.prefix = prefix
        self._known: set[str] = set()

    def get(self, key: str) -> object:
        self._known.add(key)
        return self.raw.get(key)

    def ignore(self, *keys: str) -> None:
        """These keys are known to the format but mean nothing to us."""
        self._known.update(keys)

    def text(self, key: str, default: str = "") -> str:
        value = self.get(key)
        if value is None:
            return default
        if isinstance(value, dict | list):
            raise self.error(key, "must be a string")
        return str(value)

    def number(self, key: str) -> float | None:
        value = self.get(key)
        if isinstance(value, str):
            value = parse_number(value.strip())
            if value is None:
                raise self.error(key, "must be a number")
        if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
            return None if value is None else float(value)
        raise self.error(key, "must be a number")

    def positive(self, key: str) -> float | None:
        value = self.number(key)
        if value is not None and not value > 0:
            raise self.error(key, "must be greater than 0")
        return value

    def whole(self, key: str, default: int) -> int:
        value = self.positive(key)
        return default if value is None else max(1, round(value))

    def flag(self, key: str, default: bool) -> bool:
        value = self.get(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise self.error(key, "must be true or false")
        return value

    def words(self, key: str) -> tuple[str, ...] | None:
        """A sequence of strings, or one string of words separated by white space as the legacy format has them."""
        value = self.get(key)
        if value is None:
            return None
        if isinstance(value, list):
            return tuple(str(item) for item in value)
        if isinstance(value, dict):
            raise self.error(key, "must be a sequence of strings")
        return tuple(str(value).split())

    def section(self, key: str) -> Fields:
        value = self.get(key)
        if value is not None and not isinstance(value, dict):
            raise self.error(key, "must be a map")
        inner = {str(name): item for name, item in (value or {}).items()}
        return Fields(inner, self.where, self.notes, f"{self.prefix}{key}.")

    def report_unknown(self) -> None:
        for key in self.raw:
            if key not in self._known:
                self.notes.breach(self.where, f"unknown key {self.prefix}{key}, ignored")

    def error(self, key: str, problem: str) -> PackageError:
        return PackageError(self.where, f"{self.prefix}{key} {problem}")
