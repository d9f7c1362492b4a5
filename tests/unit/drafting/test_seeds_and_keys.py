"""What the drafter takes from elsewhere: problems to learn from, and the key of the server."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from chalicelib.adapters.llm.build import model_drafter
from chalicelib.adapters.llm.keys import key_reader
from chalicelib.domain import packages, templates
from chalicelib.domain.generation import Difficulty, GenerationRequest
from chalicelib.errors import ConfigError
from chalicelib.protocol import ObjectRef
from chalicelib.usecases.model_drafting.seeds import LibrarySeeds
from chalicelib.usecases.template_mode import Offer

from tests.unit.drafting.fakes import MemoryObjects, NoSeeds, a_job
from tests.unit.drafting.specs import raw_spec

PROBLEM_YAML = b"name:\n  en: x\nconstants:\n  n_max: 77\n"


@dataclass
class Shelf:
    """Stands for the catalogue of parametric packages."""

    found: list[Offer]

    def offers(self) -> list[Offer]:
        return self.found


def library(**topics: tuple[str, ...]) -> LibrarySeeds:
    """One package for each name, titled like it."""
    objects = MemoryObjects()
    offers = []
    for name, words in topics.items():
        spec = raw_spec(title=name, rules=["At most {{n_max}}."])
        files = {"problem.yaml": PROBLEM_YAML, ".alpaco/spec.json": json.dumps(spec).encode()}
        objects.put_new(name, packages.write({path: packages.Entry(data) for path, data in files.items()}))
        template = templates.Template(name, words, "easy", {}, {})
        offers.append(Offer(template, frozenset({"en"}), ObjectRef(name, "")))
    return LibrarySeeds(Shelf(offers), objects)  # type: ignore[arg-type]  # only what seeds need of both


def near(seeds: LibrarySeeds, prompt: str) -> list[str]:
    request = GenerationRequest(prompt, Difficulty.EASY, "en", seed=1)
    return [text.splitlines()[0] for text in seeds.near(a_job(request=request))]


def test_nearest_two_are_shown_when_topics_are_named() -> None:
    seeds = library(roads=("graphs", "shortest paths"), words=("strings",), nets=("graphs",))
    assert near(seeds, "shortest paths in a graph of roads") == ["roads (easy)", "nets (easy)"]
    request = GenerationRequest("a graph", Difficulty.EASY, "en", seed=1)
    assert "- At most 77." in seeds.near(a_job(request=request))[0]


def test_nothing_is_shown_when_no_topic_is_named() -> None:
    assert near(library(roads=("graphs",)), "surprise me") == []


def test_broken_package_is_left_out_when_it_cannot_be_read() -> None:
    seeds = library(roads=("graphs",))
    seeds.objects.objects["roads"] = b"no zip"  # type: ignore[attr-defined]
    assert near(seeds, "graphs") == []


class Vault:
    """Stands for a client of Secrets Manager."""

    class exceptions:
        class ResourceNotFoundException(Exception):
            pass

    def __init__(self, secrets: Mapping[str, str]) -> None:
        self._secrets = secrets

    def get_secret_value(self, SecretId: str) -> dict[str, str]:
        if SecretId not in self._secrets:
            raise self.exceptions.ResourceNotFoundException
        return {"SecretString": self._secrets[SecretId]}


KEYS = {
    "variable": ({"OPENAI_API_KEY": "a"}, "a"),
    "secret": ({"OPENAI_API_KEY_SECRET": "alpaco/key"}, "b"),
    "variable before secret": ({"OPENAI_API_KEY": "a", "OPENAI_API_KEY_SECRET": "alpaco/key"}, "a"),
    "none": ({}, ""),
}


@pytest.mark.parametrize(("variables", "key"), KEYS.values(), ids=KEYS)
def test_key_comes_from_where_it_is(variables: dict[str, str], key: str) -> None:
    assert key_reader(variables, lambda: Vault({"alpaco/key": "b\n"}))() == key


def test_missing_secret_is_named() -> None:
    with pytest.raises(ConfigError) as wrong:
        key_reader({"OPENAI_API_KEY_SECRET": "x"}, lambda: Vault({}))()
    assert wrong.value.variable == "OPENAI_API_KEY_SECRET"


def test_drafter_is_built_without_touching_anything_when_the_variables_are_right() -> None:
    def touch() -> object:
        raise AssertionError("no secret is needed yet")

    drafter = model_drafter(
        {"OPENAI_BASE_URL": "http://127.0.0.1:1/v1", "OPENAI_MODEL": "m", "DRAFTING_IDLE_S": "9"},
        secrets=touch,
        objects=MemoryObjects(),
        seeds=NoSeeds(),
        has_ended=lambda _job_id: False,
        clock=lambda: pytest.fail("no clock is needed yet"),
    )
    assert drafter.desk.settings.idle_s == 9
    assert drafter.desk.model.server == "http://127.0.0.1:1/v1 m"
