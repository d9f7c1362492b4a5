"""New packages: one small complete problem of each kind, to be replaced piece by piece."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from pathlib import Path

from judge.skeleton import anyanswer, interactive, multipass, passfail, scoring

DEFAULT = "pass-fail"
Files = Mapping[str, str]
_KINDS: Mapping[str, Callable[[], Files]] = {
    DEFAULT: passfail.files,
    "validator": anyanswer.files,
    "interactive": interactive.files,
    "multi-pass": multipass.files,
    "scoring": scoring.files,
}
KINDS = tuple(_KINDS)
_HEAD = """\
problem_format_version: 2025-09
name:
  en: {title}
uuid: {uuid}
license: unknown
"""


def write_skeleton(target: Path, kind: str = DEFAULT) -> None:
    """Writes the package to the new folder `target`. Raises OSError."""
    for path, text in skeleton_files(target.name, kind).items():
        place = target / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")


def skeleton_files(name: str, kind: str = DEFAULT) -> dict[str, str]:
    """All files by path, for one of `KINDS`."""
    files = dict(_KINDS[kind]())
    head = _HEAD.format(title=name.capitalize(), uuid=uuid.uuid4())
    return files | {"problem.yaml": head + files["problem.yaml"]}
