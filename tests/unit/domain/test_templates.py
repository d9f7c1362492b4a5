"""Template mode: what a seed changes in a parametric package, and which package a prompt gets."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping

import pytest
from chalicelib.domain import templates
from chalicelib.domain.templates import Template, TemplateError

PROBLEM = """\
problem_format_version: 2025-09
name:
  en: "Resting on the ferry"
  ko: "여객선에서 쉬기"
uuid: 0c8ff2f5-5f8e-4b86-9d6c-0d7f0e0a8a55
keywords:
  - graphs
limits:
  time_limit: 1.0
constants:
  n_min: 2
  n_max: 2000
  k: 3
  place_en: "ferry"
  place_ko: "여객선"
"""
GENERATOR = "K = 3  # parameter: k\nN_MAX = 2000  # parameter: n_max\nOTHER = 5  # not one\n"
SPEC = {
    "title": "Resting on the {{place_en}}",
    "rules": ["Rest after {{k}} legs.", "At most {{n_max}} islands, {{unknown}} stays."],
    "variables": [{"name": "n", "kind": "integer", "min": "2", "max": "2000", "meaning": "islands"}],
    "time_limit_s": 1,
}
TEMPLATE = {
    "topics": ["graphs", "shortest paths"],
    "difficulty": "medium",
    "names": {"en": "Resting on the {{place_en}}", "ko": "{{place_ko}}에서 쉬기"},
    "parameters": {
        "k": {"values": [2, 3, 5]},
        "n_max": {"values": [1000, 2000]},
        "place": {"values": [{"place_en": "ferry", "place_ko": "여객선"}, {"place_en": "tram", "place_ko": "전차"}]},
    },
}
FILES = {
    "problem.yaml": PROBLEM.encode(),
    "statement/problem.en.md": b"Rest after {{k}} legs.\n",
    "generators/generate.py": GENERATOR.encode(),
    "data/sample/01.in": b"1\n",
    "data/sample/test_group.yaml": b"output_validator_args: [float_tolerance, 1e-6]\n",
    "data/secret/001-small-1.ans": b"1\n",
    "data/invalid_input/empty.in": b"",
    "data/valid_output/other.out": b"1\n",
    ".alpaco/spec.json": json.dumps(SPEC).encode(),
    ".alpaco/spec.ko.json": json.dumps({**SPEC, "title": "{{place_ko}}에서 쉬기"}).encode(),
    ".alpaco/template.json": json.dumps(TEMPLATE).encode(),
    ".alpaco/tests.sha256": b"0  data/secret/001-small-1.ans\n",
}
CHOSEN: Mapping[str, int | str] = {"k": 5, "n_max": 1000, "place_en": "tram", "place_ko": "전차"}


def ferry_template() -> Template:
    template = templates.read_template("ferryrest", FILES)
    assert template is not None
    return template


def variant() -> dict[str, bytes]:
    return templates.instantiate(ferry_template(), FILES, CHOSEN, seed=7)


def test_vary_gives_the_same_bytes_for_the_same_seed() -> None:
    assert templates.vary("ferryrest", FILES, 41) == templates.vary("ferryrest", FILES, 41)


def test_vary_reaches_every_combination_over_many_seeds() -> None:
    chosen = {tuple(sorted(templates.choose_constants(ferry_template(), seed).items())) for seed in range(300)}
    assert len(chosen) == 3 * 2 * 2


def test_vary_changes_only_the_lines_of_chosen_constants() -> None:
    changed = set(variant()["problem.yaml"].decode().splitlines()) - set(PROBLEM.splitlines())
    new_uuid = f"uuid: {uuid.uuid5(uuid.UUID('0c8ff2f5-5f8e-4b86-9d6c-0d7f0e0a8a55'), '7')}"
    assert changed == {
        '  en: "Resting on the tram"',
        '  ko: "전차에서 쉬기"',
        new_uuid,
        "  k: 5",
        "  n_max: 1000",
        '  place_en: "tram"',
        '  place_ko: "전차"',
    }


def test_vary_replaces_only_marked_literals_of_the_generator() -> None:
    assert variant()["generators/generate.py"] == (
        b"K = 5  # parameter: k\nN_MAX = 1000  # parameter: n_max\nOTHER = 5  # not one\n"
    )


def test_vary_gives_the_spec_the_new_bounds_and_words() -> None:
    spec = json.loads(variant()[".alpaco/spec.json"])
    assert spec["variables"][0]["max"] == "1000"
    assert spec["variables"][0]["min"] == "2"
    assert spec["title"] == "Resting on the tram"
    assert spec["rules"] == ["Rest after 5 legs.", "At most 1000 islands, {{unknown}} stays."]
    assert spec["time_limit_s"] == 1


@pytest.mark.parametrize(
    ("language", "title"), [("en", "Resting on the "), ("ko", "에서 쉬기"), ("fr", "Resting on the ")]
)
def test_vary_gives_the_spec_in_the_asked_language_where_there_is_one(language: str, title: str) -> None:
    varied = templates.vary("ferryrest", FILES, 7, language)
    assert title in json.loads(varied[".alpaco/spec.json"])["title"]
    assert varied["problem.yaml"] == templates.vary("ferryrest", FILES, 7)["problem.yaml"]


def test_vary_drops_what_was_frozen_for_the_default_values_and_keeps_the_rest() -> None:
    gone = {
        "data/sample/01.in",
        "data/secret/001-small-1.ans",
        "data/valid_output/other.out",
        ".alpaco/tests.sha256",
        ".alpaco/template.json",
        ".alpaco/spec.ko.json",
    }
    assert set(variant()) == set(FILES) - gone
    assert variant()["statement/problem.en.md"] == FILES["statement/problem.en.md"]


def test_variants_of_different_seeds_have_different_uuids() -> None:
    texts = [templates.vary("ferryrest", FILES, seed)["problem.yaml"] for seed in (1, 2)]
    uuids = [next(line for line in text.decode().splitlines() if line.startswith("uuid:")) for text in texts]
    assert len(set(uuids)) == 2


def test_values_that_look_like_patterns_are_taken_literally() -> None:
    constants = {**CHOSEN, "place_en": r"\1 \g<0> \"quoted\""}
    text = templates.instantiate(ferry_template(), FILES, constants, seed=1)["problem.yaml"].decode()
    assert templates.read_constants(text)["place_en"] == constants["place_en"]


def test_vary_refuses_a_parameter_without_a_constant() -> None:
    broken = {**FILES, "problem.yaml": PROBLEM.replace("  k: 3\n", "").encode()}
    with pytest.raises(TemplateError, match=r"problem\.yaml: has no line for k under constants:"):
        templates.vary("ferryrest", broken, 1)


def test_vary_refuses_a_package_without_template() -> None:
    files = {path: data for path, data in FILES.items() if path != ".alpaco/template.json"}
    assert templates.read_template("ferryrest", files) is None
    with pytest.raises(TemplateError, match=r"template\.json: is missing"):
        templates.vary("ferryrest", files, 1)


@pytest.mark.parametrize(
    "raw",
    [b"{", b"[]", b"{}", b'{"topics": [], "difficulty": "silly", "parameters": {}}',
     b'{"topics": [], "difficulty": "easy", "parameters": {"k": {"values": []}}}'],
    ids=["cut", "a list", "empty", "difficulty", "no values"],
)  # fmt: skip
def test_read_template_names_the_file_when_malformed(raw: bytes) -> None:
    with pytest.raises(TemplateError) as caught:
        templates.read_template("ferryrest", {".alpaco/template.json": raw})
    assert caught.value.path == ".alpaco/template.json"


def _template(package: str, difficulty: str, *topics: str) -> Template:
    return Template(package=package, topics=topics, difficulty=difficulty, parameters={}, names={})


CATALOGUE = (
    _template("ferryrest", "medium", "graphs", "shortest paths"),
    _template("nightwatch", "medium", "dynamic programming"),
    _template("parrotchoir", "easy", "strings", "hashing"),
    _template("ribbonposts", "tutorial", "arithmetic", "number theory"),
)


@pytest.mark.parametrize(
    ("prompt", "package"),
    [
        ("a graph problem about ferries", "ferryrest"),
        ("Shortest paths, please", "ferryrest"),
        ("여객선을 타고 최단 경로를 찾는 문제", "ferryrest"),
        ("그래프로 된 문제", "ferryrest"),
        ("dynamic programming on a row", "nightwatch"),
        ("동적 계획법 연습 문제 하나", "nightwatch"),
        ("something with strings", "parrotchoir"),
        ("문자열 문제를 만들어 줘", "parrotchoir"),
        ("GCD and LCM warm-up", "ribbonposts"),
        ("최소공배수를 쓰는 문제", "ribbonposts"),
    ],
)
def test_choose_follows_the_topic_of_the_prompt(prompt: str, package: str) -> None:
    assert templates.choose(CATALOGUE, prompt, "hard", 1).package == package


def test_choose_takes_the_nearest_difficulty_when_the_prompt_names_no_topic() -> None:
    assert templates.choose(CATALOGUE, "surprise me", "tutorial", 3).package == "ribbonposts"


def test_choose_varies_by_seed_among_equals_whatever_the_order_of_the_catalogue() -> None:
    chosen = [templates.choose(CATALOGUE, "surprise me", "medium", seed).package for seed in range(40)]
    assert set(chosen) == {"ferryrest", "nightwatch"}
    assert chosen == [templates.choose(CATALOGUE[::-1], "surprise me", "medium", seed).package for seed in range(40)]


def test_choose_refuses_an_empty_catalogue_and_an_unknown_difficulty() -> None:
    with pytest.raises(ValueError, match="no parametric package"):
        templates.choose((), "graphs", "easy", 1)
    with pytest.raises(ValueError, match="difficulty must be one of tutorial, easy, medium, hard"):
        templates.choose(CATALOGUE, "graphs", "silly", 1)
