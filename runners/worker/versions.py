"""What judged: recorded with every result, since a verdict can depend on it."""

from __future__ import annotations

from functools import cache
from importlib import metadata


@cache
def runner_version() -> str:
    """Empty if the package is not installed but run from its folder."""
    try:
        return metadata.version("alpaco")
    except metadata.PackageNotFoundError:
        return ""


@cache
def compiler_version(language: str) -> str:
    """What the compiler or interpreter of a language says of itself; empty if there is none."""
    from judge import languages
    from judge.language_report import version_of

    known = languages.load()
    return version_of(known[language]) if language in known else ""
