"""What a spec may say, and what the model is told where it says something else."""

from __future__ import annotations

import copy
import json
from typing import Any

import jsonschema
import pytest
from chalicelib.domain import schema
from chalicelib.domain.generation import Difficulty
from chalicelib.domain.spec import ProblemSpec, SpecMisses, read_spec, spec_from_json
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.drafting.specs import ROOT, SCHEMA, a_spec, raw_spec, raw_variable


def read(raw: dict[str, object]) -> ProblemSpec | SpecMisses:
    return read_spec(raw, SCHEMA, Difficulty.EASY)


def test_spec_is_read_when_all_is_right() -> None:
    spec = a_spec()
    assert spec.bounds() == {"n_min": 1, "n_max": 10**18, "k_min": 1, "k_max": 100}
    assert spec.to_json() == raw_spec()
    assert spec_from_json(spec.to_json()) == spec


def test_bounds_are_plain_integers_when_written_with_an_exponent() -> None:
    assert a_spec(variables=[raw_variable(max="2e5")]).bounds()["n_max"] == 200_000


def test_bounds_of_reals_stay_as_written_when_they_become_constants() -> None:
    assert a_spec(variables=[raw_variable(kind="real", min="-0.50", max="1e3")]).bounds() == {
        "n_min": "-0.50",
        "n_max": "1e3",
    }


def without(name: str) -> dict[str, object]:
    return {key: value for key, value in raw_spec().items() if key != name}


FORM = {
    "missing field": (without("rules"), "rules: is missing."),
    "extra field": (raw_spec(notes="x"), "notes: is not a field of the schema."),
    "wrong type": (raw_spec(rules="one"), "rules: must be a list."),
    "number as bound": (raw_spec(variables=[{**raw_variable(), "min": 1}]), "variables[0].min: must be a string."),
    "true as number": (raw_spec(time_limit_s=True), "time_limit_s: must be a number."),
    "unknown kind": (
        raw_spec(output_kind="fuzzy"),
        "output_kind: must be one of exact, float, any_valid.",
    ),
    "part of a mebibyte": (raw_spec(memory_mib=256.5), "memory_mib: must be an integer."),
}


@pytest.mark.parametrize(("raw", "miss"), FORM.values(), ids=FORM)
def test_form_is_missed_by_name_when_the_schema_says_otherwise(raw: dict[str, object], miss: str) -> None:
    assert read(raw) == SpecMisses(form=(miss,))


VALUES = {
    "another difficulty": (raw_spec(difficulty="hard"), "difficulty: is 'hard', but 'easy' was asked for."),
    "no rules": (raw_spec(rules=[]), "rules: must have at least one entry."),
    "blank rule": (raw_spec(rules=["x", " "]), "rules[1]: must not be empty."),
    "no variables": (raw_spec(variables=[]), "variables: must have at least one entry."),
    "long title": (raw_spec(title="x" * 81), "title: has more than 80 characters."),
    "no title": (raw_spec(title=" "), "title: must not be empty."),
    "no identifier": (
        raw_spec(variables=[raw_variable(name="|s|")]),
        "variables[0].name: '|s|' is not an identifier (letters, digits, underscores).",
    ),
    "same name twice": (raw_spec(variables=[raw_variable()] * 2), "variables: 'n' is listed more than once."),
    "bound in words": (
        raw_spec(variables=[raw_variable(max="10^5")]),
        "variables[0].max: '10^5' is not a decimal literal such as 1 or 1000000.",
    ),
    "gigantic exponent": (
        raw_spec(variables=[raw_variable(max="1e9999999")]),
        "variables[0].max: '1e9999999' is not a decimal literal such as 1 or 1000000.",
    ),
    "fraction of a count": (
        raw_spec(variables=[raw_variable(kind="count", max="1.5")]),
        "variables[0].max: '1.5' is not whole, but the kind is count.",
    ),
    "empty range": (raw_spec(variables=[raw_variable(min="5", max="4")]), "variables[0]: min 5 is above max 4."),
    "negative length": (
        raw_spec(variables=[raw_variable(kind="string_length", min="-1")]),
        "variables[0].min: a string_length cannot be negative.",
    ),
    "no tolerance": (
        raw_spec(output_kind="float"),
        "float_tolerance: '' is not a decimal literal between 0 and 1, e.g. 1e-6.",
    ),
    "needless tolerance": (
        raw_spec(float_tolerance="1e-6"),
        "float_tolerance: must be empty, as output_kind is 'exact' and not 'float'.",
    ),
    "class of two tokens": (
        raw_spec(answer_classes=["NO WAY"]),
        "answer_classes[0]: 'NO WAY' is not one whole token of an answer.",
    ),
    "class twice": (raw_spec(answer_classes=["0", "0"]), "answer_classes: each class must be listed once."),
    "no time": (raw_spec(time_limit_s=0), "time_limit_s: must be above 0 and at most 60."),
    "little memory": (raw_spec(memory_mib=1), "memory_mib: must be between 16 and 4096."),
}


@pytest.mark.parametrize(("raw", "miss"), VALUES.values(), ids=VALUES)
def test_value_is_missed_by_name_when_it_makes_no_sense(raw: dict[str, object], miss: str) -> None:
    assert read(raw) == SpecMisses(values=(miss,))


def test_float_is_accepted_when_it_has_its_tolerance() -> None:
    assert a_spec(output_kind="float", float_tolerance="1e-6").float_tolerance == "1e-6"


def test_specs_of_the_example_problems_are_read_when_complete() -> None:
    for path in sorted(ROOT.glob("problems/*/.alpaco/spec.json")):
        raw = json.loads(path.read_text())
        assert isinstance(read_spec(raw, SCHEMA, Difficulty(raw["difficulty"])), ProblemSpec), path


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(changes=st.dictionaries(st.sampled_from([*SCHEMA["properties"], "other"]), JSON, max_size=3), bound=JSON)
def test_schema_is_judged_as_a_general_validator_does(changes: dict[str, Any], bound: object) -> None:
    raw = copy.deepcopy(raw_spec())
    raw["variables"] = [{**raw_variable(), "min": bound}]
    raw.update(changes)
    fits = jsonschema.Draft202012Validator(SCHEMA).is_valid(raw)
    assert fits == (not list(schema.misses(raw, SCHEMA)))
