"""Tells the language of a program from its files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from judge.languages.model import Language, LanguageError

_PYTHON_2 = re.compile(rb"\A(?:\xef\xbb\xbf)?#!.*\bpython2")


def by_name(languages: Mapping[str, Language], name: str) -> Language:
    """The language with this code or alias, in any case. Raises LanguageError listing what there is."""
    wanted = name.strip().lower()
    for language in languages.values():
        if wanted == language.code or wanted in language.aliases:
            return language
    raise LanguageError(f"unknown language {name!r}; known are {', '.join(sorted(languages))}")


def detect(languages: Mapping[str, Language], files: Mapping[str, bytes]) -> Language:
    """The language that most files belong to; ties go to the higher priority. Raises LanguageError."""
    counts: dict[str, int] = {}
    for name, content in files.items():
        code = _of_file(languages, name, content)
        if code is not None:
            counts[code] = counts.get(code, 0) + 1
    if not counts:
        raise LanguageError(f"cannot tell the language of {', '.join(sorted(files)) or 'no files'}")
    return max((languages[code] for code in counts), key=lambda language: (counts[language.code], language.priority))


def _of_file(languages: Mapping[str, Language], name: str, content: bytes) -> str | None:
    suffix = PurePosixPath(name).suffix
    for language in languages.values():
        if suffix in language.extensions:
            is_old_python = language.code == "python3" and "python2" in languages and _PYTHON_2.match(content)
            return "python2" if is_old_python else language.code
    return None


def main_file(language: Language, files: Mapping[str, bytes], stated: str | None = None) -> str:
    """The file that is started: the stated one, the language's own default, `main.*`, or the first by name."""
    sources = language.source_files(files)
    if not sources:
        raise LanguageError(f"holds no {language.name} source")
    if stated:
        if stated in files:
            return stated
        raise LanguageError(f"has no file {stated}")
    named = [name for name in language.entry if name in sources]
    like_main = [name for name in sources if PurePosixPath(name).stem.lower() == "main"]
    return (named or like_main or sources)[0]


def own_main(language: Language, own: Mapping[str, bytes], included: Mapping[str, bytes]) -> str | None:
    """The main file among a submission's own, so that files that a package adds are never started instead.

    None leaves the choice: nothing was added, a class is started, or what was added holds the language's own entry.
    """
    if not included or language.entry_class or any(name in language.entry for name in included):
        return None
    return main_file(language, own) if language.source_files(own) else None
