"""The service's list of languages is part of the runners' list."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from chalicelib.domain.languages import LANGUAGES, by_name

RUNNERS = Path(__file__).parents[3] / "runners/languages"


@pytest.mark.parametrize("language_id", LANGUAGES)
def test_a_language_is_called_as_the_runners_call_it(language_id: str) -> None:
    known = tomllib.loads((RUNNERS / f"{language_id}.toml").read_text())
    language = LANGUAGES[language_id]
    assert (language.name, list(language.aliases)) == (known["name"], known["aliases"])
    assert (language.pool, language.source_name) == (known["pool"], known["source_name"])
    assert any(language.source_name.endswith(suffix) for suffix in known.get("sources", known["extensions"]))


@pytest.mark.parametrize(("name", "id_"), [("python", "python3"), (" PY ", "python3"), ("C++", "cpp"), ("c", "c")])
def test_a_language_is_found_by_id_or_alias_in_any_case(name: str, id_: str) -> None:
    found = by_name(name)
    assert found
    assert found.id == id_


def test_an_unknown_language_is_not_found() -> None:
    assert by_name("cobol") is None
