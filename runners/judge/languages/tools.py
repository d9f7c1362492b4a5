"""Finds compilers and interpreters that a confined program can really start.

Children run under another user, so what lies below a home directory or in a virtual environment does not count.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from judge.languages.model import Language

SEARCH_PATH = ("/usr/local/bin", "/usr/bin", "/bin", "/usr/local/go/bin", "/usr/lib/go/bin", "/opt/kotlinc/bin")


@cache
def find_tool(name: str) -> str | None:
    """The absolute path of a tool that everyone may execute, or None."""
    for folder in SEARCH_PATH:
        path = Path(folder, name)
        if os.access(path, os.X_OK) and _everyone_may_execute(path.resolve()):
            return str(path)
    return None


def _everyone_may_execute(path: Path) -> bool:
    bits = stat.S_IXOTH
    return all(item.stat().st_mode & bits for item in (path, *path.parents))


def missing_tools(language: Language) -> list[str]:
    """Tools that the language needs and this machine lacks."""
    return [name for name in language.needs if find_tool(name) is None]


def available(languages: Mapping[str, Language]) -> dict[str, Language]:
    return {code: language for code, language in languages.items() if not missing_tools(language)}


def with_tool_path(command: tuple[str, ...]) -> tuple[str, ...]:
    """The command with its program as an absolute path; `env NAME=value program` has two."""
    return tuple(_absolute(word, index, command) for index, word in enumerate(command))


def _absolute(word: str, index: int, command: tuple[str, ...]) -> str:
    is_program = index == 0 or (command[0] == "env" and "=" in command[index - 1] and "=" not in word)
    return (find_tool(word) or word) if is_program and "/" not in word else word
