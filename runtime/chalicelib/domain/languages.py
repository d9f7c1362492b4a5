"""The languages that may be submitted, and which pool of runners takes each.

Runners know their languages by themselves (`runners/languages/*.toml`), and each pool publishes what it has. The table
here is what a deployment offers before any runner has started; a test keeps it the same as the runners' own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from chalicelib.protocol import ANSWERS

GENERATOR_POOL = "generator"
# A deployment may have fewer pools than languages: this one takes every job whose own pool is not there.
FALLBACK_POOL = "main"


@dataclass(frozen=True)
class Language:
    """`id` is what a submission names (or one of `aliases`), `source_name` the file that its code is stored in.

    `version` is what the compiler or interpreter says of itself; empty as long as no runner has said so.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    source_name: str
    pool: str
    version: str = ""


@dataclass(frozen=True)
class Published:
    """What the runners of one pool have; each language names the pool that it belongs to."""

    pool: str
    languages: tuple[Language, ...]

    @classmethod
    def from_json(cls, data: bytes) -> Published:
        """What a runner wrote into `languages/<pool>.json`. Raises ValueError, KeyError, TypeError."""
        read = json.loads(data)
        return cls(str(read["pool"]), tuple(_language(item) for item in read["languages"]))


def _language(item: Mapping[str, Any]) -> Language:
    words = {key: str(item[key]) for key in ("id", "name", "source_name", "pool", "version")}
    return Language(aliases=tuple(map(str, item["aliases"])), **words)


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

# What a submission to a problem of type submit-answer names as its language. Nobody's runner has it: it runs nothing
# but the problem's own validator.
ANSWERS_LANGUAGE = Language(ANSWERS, "Answers to the tests", (), "answers.json", "python")


def offered(published: Iterable[Published], table: Mapping[str, Language] = LANGUAGES) -> dict[str, Language]:
    """The languages of a deployment by id: those that its pools published, each in the pool that takes it.

    A language of the table stays as long as no pool that would take it has said what it has.
    """
    by_pool = {item.pool: {language.id: language for language in item.languages} for item in published}
    waiting = [item for item in table.values() if item.pool not in by_pool and FALLBACK_POOL not in by_pool]
    found = {language.id: language for language in waiting}
    for pool in sorted(by_pool, key=lambda name: (name != FALLBACK_POOL, name)):
        for id_, language in by_pool[pool].items():
            if id_ not in found or language.pool == pool:
                found[id_] = replace(language, pool=pool)
    order = {id_: place for place, id_ in enumerate(table)}
    return dict(sorted(found.items(), key=lambda item: (order.get(item[0], len(order)), item[0])))


def by_name(name: str, known: Mapping[str, Language] = LANGUAGES) -> Language | None:
    """The language of that id or alias, in any case."""
    wanted = name.strip().lower()
    return next((item for item in known.values() if wanted == item.id or wanted in item.aliases), None)


def choose_pool(wanted: str, available: Mapping[str, str]) -> str | None:
    """What `available` holds for that pool, else for the pool that takes everything; None if neither is there."""
    return available.get(wanted) or available.get(FALLBACK_POOL)
