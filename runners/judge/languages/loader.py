"""Reads runners/languages/*.toml: adding a language is adding a file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from judge.languages.model import Language, LanguageError
from judge.sandbox.program import Family

LANGUAGES_DIR = Path(__file__).resolve().parents[2] / "languages"


@cache
def load(*directories: Path) -> Mapping[str, Language]:
    """Languages by code, those that win ties first. Raises LanguageError naming the file and the key at fault.

    Read once in a process: every job asks for them.
    """
    found = {}
    for directory in directories or (LANGUAGES_DIR,):
        for path in sorted(directory.glob("*.toml")):
            found[path.stem] = _read(path)
    ordered = sorted(found.values(), key=lambda language: -language.priority)
    return {language.code: language for language in ordered}


def _read(path: Path) -> Language:
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
        return _language(path.stem, raw)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as exc:
        raise LanguageError(f"{path.name}: {exc!s}") from exc


def _language(code: str, raw: Mapping[str, object]) -> Language:
    fields = dict(raw)
    language = Language(
        code=code,
        name=_text(fields.pop("name")),
        extensions=_words(fields.pop("extensions")),
        run=_words(fields.pop("run")),
        needs=_words(fields.pop("needs")),
        version=_words(fields.pop("version", [])),
        aliases=_words(fields.pop("aliases", [])),
        sources=_words(fields.pop("sources", [])),
        priority=_whole(fields.pop("priority", 0)),
        family=Family(_text(fields.pop("family", "native"))),
        compile=tuple(tuple(_words(step) for step in _items(attempt)) for attempt in _items(fields.pop("compile", []))),
        entry=_words(fields.pop("entry", [])),
        entry_class=bool(fields.pop("entry_class", False)),
        fork_server=bool(fields.pop("fork_server", False)),
        memory_overhead_mib=_whole(fields.pop("memory_overhead_mib", 0)),
        compile_cpu_s=_optional_whole(fields.pop("compile_cpu_s", None)),
        compile_memory_mib=_optional_whole(fields.pop("compile_memory_mib", None)),
        pool=_text(fields.pop("pool", "main")),
        source_name=_text(fields.pop("source_name", "")),
    )
    if not language.source_name:
        language = replace(language, source_name=_default_name(language))
    if fields:
        raise ValueError(f"unknown key {next(iter(fields))}")
    return language


def _default_name(language: Language) -> str:
    suffixes = language.extensions or language.sources
    return language.entry[-1] if language.entry else f"main{suffixes[0] if suffixes else ''}"


def _items(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} must be a list")
    return value


def _words(value: object) -> tuple[str, ...]:
    return tuple(_text(item) for item in _items(value))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} must be a string")
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{value!r} must be an integer")
    return value


def _optional_whole(value: object) -> int | None:
    return None if value is None else _whole(value)
