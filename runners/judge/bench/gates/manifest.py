"""Reads tests/defects: per base package `defects.toml`, `controls.toml`, shared edits in `fragments.toml`, `files/`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from judge.bench.gates.model import Edit, Entry, Kind, Refreeze
from judge.gates.model import Blame

_SOURCES = {Kind.DEFECT: "defects.toml", Kind.CONTROL: "controls.toml"}
_EDIT_FIELDS = {"file", "find", "replace", "every", "text", "from", "hex", "copy", "keep_bytes", "remove"}
_ENTRY_FIELDS = {"id", "class", "why", "edit", "refreeze", "blame", "use", "witness", "survivor"}


class ManifestError(Exception):
    """The benchmark's own data is wrong; the message names the entry."""


def read_entries(folder: Path) -> list[Entry]:
    """All entries, by base package, defects first, in the order of the files. Raises ManifestError."""
    bases = sorted(path for path in folder.iterdir() if path.is_dir())
    entries = [entry for base in bases for kind in Kind for entry in _read(base, kind)]
    names = [entry.id for entry in entries]
    repeated = {name for name in names if names.count(name) > 1}
    if repeated:
        raise ManifestError(f"ids are not unique: {', '.join(sorted(repeated))}")
    return entries


def _read(base: Path, kind: Kind) -> Iterator[Entry]:
    """`use` names fragments, whose edits come first."""
    fragments = {table["id"]: table["edit"] for table in _tables(base / "fragments.toml", "fragment")}
    for table in _tables(base / _SOURCES[kind], str(kind)):
        name = f"{base.name}/{table.get('id', '?')}"
        try:
            shared = [edit for used in table.get("use", []) for edit in fragments[used]]
            edits = tuple(_edit(base / "files", edit) for edit in [*shared, *table.get("edit", [])])
            yield _entry(base, kind, table, edits)
        except (KeyError, ValueError, OSError, TypeError) as exc:
            raise ManifestError(f"{name}: {exc!r}") from exc


def _tables(path: Path, name: str) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    try:
        found: list[dict[str, Any]] = tomllib.loads(path.read_text("utf-8"))[name]
    except (tomllib.TOMLDecodeError, KeyError) as exc:
        raise ManifestError(f"{path.name} of {path.parent.name}: {exc}") from exc
    return found


def _entry(base: Path, kind: Kind, table: Mapping[str, Any], edits: tuple[Edit, ...]) -> Entry:
    _known(table, _ENTRY_FIELDS)
    blame = frozenset(Blame(word) for word in table.get("blame", []))
    if bool(blame) is not (kind is Kind.DEFECT):
        raise ValueError("a defect blames something, a control nothing")
    return Entry(
        id=f"{base.name}/{table['id']}",
        base=base.name,
        kind=kind,
        group=table["class"],
        why=table["why"],
        edits=edits,
        refreeze=Refreeze(table.get("refreeze", "none")),
        blame=blame,
        witness=table["witness"].encode() if "witness" in table else None,
        survivor=(base / "files" / table["survivor"]).read_bytes() if "survivor" in table else None,
    )


def _edit(files: Path, table: Mapping[str, Any]) -> Edit:
    _known(table, _EDIT_FIELDS)
    return Edit(
        file=table["file"],
        find=table.get("find"),
        replace=table.get("replace", ""),
        every=table.get("every", False),
        content=_content(files, table),
        copy=table.get("copy"),
        keep_bytes=table.get("keep_bytes"),
        remove=table.get("remove", False),
    )


def _content(files: Path, table: Mapping[str, Any]) -> bytes | None:
    source: str | None = table.get("from")
    if source is not None:
        return (files / source).read_bytes()
    if "hex" in table:
        return bytes.fromhex(table["hex"])
    text: str | None = table.get("text")
    return None if text is None else text.encode()


def _known(table: Mapping[str, Any], fields: set[str]) -> None:
    unknown = table.keys() - fields
    if unknown:
        raise ValueError(f"unknown fields {', '.join(sorted(unknown))}")
