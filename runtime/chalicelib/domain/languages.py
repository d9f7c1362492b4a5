"""The languages that may be submitted, and which pool of runners takes each.

Commands and limits belong to the runners (`runners/languages/*.toml`); a test keeps names and aliases the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

GENERATOR_POOL = "generator"
# A deployment may have fewer pools than languages: this one takes every job whose own pool is not there.
FALLBACK_POOL = "main"


@dataclass(frozen=True)
class Language:
    """`id` is what a submission names (or one of `aliases`), `source_name` the file that its code is stored in."""

    id: str
    name: str
    aliases: tuple[str, ...]
    source_name: str
    pool: str


LANGUAGES: Mapping[str, Language] = {
    language.id: language
    for language in (
        Language("python3", "Python 3", ("python", "py", "python3.11"), "main.py", "python"),
        Language("cpp", "C++20", ("cpp20", "c++20", "c++"), "main.cpp", "native"),
        Language("cpp17", "C++17", ("c++17",), "main.cpp", "native"),
        Language("c", "C17", ("c17",), "main.c", "native"),
        Language("rust", "Rust", ("rs",), "main.rs", "native"),
        Language("java", "Java", ("java17",), "Main.java", "java"),
        Language("javascript", "JavaScript (Node.js)", ("js", "node", "nodejs"), "main.js", "node"),
    )
}


def by_name(name: str) -> Language | None:
    """The language of that id or alias, in any case."""
    wanted = name.strip().lower()
    return next((item for item in LANGUAGES.values() if wanted == item.id or wanted in item.aliases), None)


def choose_pool(wanted: str, available: Mapping[str, str]) -> str | None:
    """What `available` holds for that pool, else for the pool that takes everything; None if neither is there."""
    return available.get(wanted) or available.get(FALLBACK_POOL)
