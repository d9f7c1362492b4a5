"""Applies an entry's edits to the files of its base package: pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from fnmatch import fnmatchcase

from judge.bench.gates.model import Edit, Files

HASHES = ".alpaco/tests.sha256"


class EditError(Exception):
    """An edit does not fit the base package."""


def edited(files: Files, edits: Iterable[Edit]) -> dict[str, bytes]:
    """The package's files after all edits, in order. Raises EditError for one that changes nothing."""
    result = dict(files)
    for edit in edits:
        before = dict(result)
        _apply(result, edit)
        if result == before:
            raise EditError(f"{edit.file}: nothing changes")
    return result


def _apply(files: dict[str, bytes], edit: Edit) -> None:
    if edit.remove:
        for name in [name for name in files if fnmatchcase(name, edit.file)]:
            del files[name]
    elif edit.content is not None:
        files[edit.file] = edit.content
    elif edit.copy is not None:
        files[edit.file] = _of(files, edit.copy)
    elif edit.keep_bytes is not None:
        files[edit.file] = _of(files, edit.file)[: edit.keep_bytes]
    elif edit.find is not None:
        files[edit.file] = _replaced(_of(files, edit.file), edit)
    else:
        raise EditError(f"{edit.file}: the edit says nothing")


def _of(files: Files, name: str) -> bytes:
    if name not in files:
        raise EditError(f"{name}: there is no such file")
    return files[name]


def _replaced(data: bytes, edit: Edit) -> bytes:
    assert edit.find is not None
    count = data.count(edit.find.encode())
    if count == 0 or (count > 1 and not edit.every):
        raise EditError(f"{edit.file}: {edit.find!r} occurs {count} times")
    return data.replace(edit.find.encode(), edit.replace.encode())


def listed_hashes(files: Files) -> bytes:
    """`.alpaco/tests.sha256` of these files: every input and answer of samples and secret tests, by path."""
    tests = sorted(name for name in files if is_test(name))
    return "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in tests).encode()


def is_test(name: str) -> bool:
    return name.startswith(("data/sample/", "data/secret/")) and name.endswith((".in", ".ans"))
