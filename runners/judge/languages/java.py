"""Finds the class that `java` must start, and the file names that `javac` demands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

_HIDDEN = re.compile(rb'//[^\n]*|/\*.*?\*/|"""(?:\\.|[^\\])*?"""|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'', re.DOTALL)
_PACKAGE = re.compile(rb"^\s*package\s+([\w.]+)\s*;", re.MULTILINE)
_TYPE = re.compile(
    rb"([{}])|(\bpublic\s+(?:[\w@]+\s+)*?)?\b(class|interface|enum|record)\s+(\w+)|\bstatic\b[^;{}=]*?\bvoid\s+main\s*\("
)


def main_class(files: Mapping[str, bytes], stated: str | None = None) -> str | None:
    """The full name of the class with `static void main`: the stated one, else `Main`, else the first; or None."""
    found = [name for path in sorted(files) if path.endswith(".java") for name in _mains(files[path])]
    if stated:
        return next((name for name in found if name == stated or name.endswith(f".{stated}")), stated)
    return next((name for name in found if name.split(".")[-1].lower() == "main"), found[0] if found else None)


def _mains(source: bytes) -> Iterator[str]:
    code = _HIDDEN.sub(b" ", source)
    package = _PACKAGE.search(code)
    prefix = f"{package[1].decode()}." if package else ""
    return (prefix + name for name in _types_with_main(code))


def _types_with_main(code: bytes) -> Iterator[str]:
    """Top-level types whose body declares main: follows the braces."""
    depth, current = 0, ""
    for match in _TYPE.finditer(code):
        if match[1]:
            depth += 1 if match[1] == b"{" else -1
        elif match[4]:
            current = match[4].decode() if depth == 0 else current
        elif depth == 1 and current:
            yield current


def public_type(source: bytes) -> str | None:
    """The name of the file's public top-level type, after which `javac` wants the file named."""
    depth = 0
    for match in _TYPE.finditer(_HIDDEN.sub(b" ", source)):
        if match[1]:
            depth += 1 if match[1] == b"{" else -1
        elif match[4] and depth == 0 and match[2]:
            return match[4].decode("utf-8", "replace")
    return None


def with_right_names(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files, each Java source renamed after its public type where it is called otherwise."""
    return {_right_name(path, content): content for path, content in files.items()}


def _right_name(path: str, content: bytes) -> str:
    name = public_type(content) if path.endswith(".java") else None
    return str(PurePosixPath(path).with_name(f"{name}.java")) if name else path
