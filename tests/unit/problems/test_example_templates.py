"""Every example package can be varied, and every combination of its parameters is a package without loose ends."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
from chalicelib.domain import templates

from tests.unit.problems.example_packages import (
    PACKAGES,
    PROBLEMS,
    combinations,
    constants,
    files,
    package_id,
    template,
    text,
)

SCHEMA = json.loads((PROBLEMS.parent / "runtime/chalicelib/schemas/problem_spec.schema.json").read_text("utf-8"))
SPEC = ".alpaco/spec.json"
MARKED = re.compile(r"^(\w+) = (\S+)  # parameter: (\w+)$", re.MULTILINE)

every_package = pytest.mark.parametrize("package", PACKAGES, ids=package_id)


@every_package
def test_template_names_the_topics_and_difficulty_of_the_spec(package: Path) -> None:
    spec = json.loads(text(package, ".alpaco/spec.json"))
    assert (list(template(package).topics), template(package).difficulty) == (spec["topics"], spec["difficulty"])


@every_package
def test_every_parameter_has_choices_and_the_task_itself_can_change(package: Path) -> None:
    parameters = template(package).parameters
    assert all(len(values) >= 2 for values in parameters.values())
    assert any(isinstance(value, int) for values in parameters.values() for value in values[0].values())


@every_package
def test_committed_constants_are_among_the_values(package: Path) -> None:
    known = constants(package)
    for name, values in template(package).parameters.items():
        assert any(known.items() >= value.items() for value in values), name


@every_package
def test_values_of_a_parameter_set_the_same_constants_to_different_values(package: Path) -> None:
    for name, values in template(package).parameters.items():
        assert len({frozenset(value) for value in values}) == 1, name
        assert len({tuple(value.values()) for value in values}) == len(values), name


@every_package
def test_marked_literals_of_the_generator_are_the_constants(package: Path) -> None:
    known = constants(package)
    marked = MARKED.findall(text(package, "generators/generate.py"))
    assert all(int(literal) == known[name] for _, literal, name in marked)
    assert len(marked) == text(package, "generators/generate.py").count("# parameter:")


@every_package
def test_every_variant_has_a_complete_spec_and_names(package: Path) -> None:
    original, chosen = files(package), template(package)
    for values in combinations(chosen):
        variant = templates.instantiate(chosen, original, values, seed=5)
        spec = json.loads(variant[".alpaco/spec.json"])
        jsonschema.validate(spec, SCHEMA)
        assert "{{" not in json.dumps(spec)
        korean = templates.instantiate(chosen, {**original, SPEC: original[".alpaco/spec.ko.json"]}, values, seed=5)
        assert b"{{" not in korean[SPEC]
        assert templates.read_constants(variant["problem.yaml"].decode()).items() >= values.items()
        assert b"{{" not in variant["problem.yaml"]
        assert not [path for path in variant if path.endswith((".in", ".ans")) and "/invalid_input/" not in path]


@every_package
def test_committed_name_is_the_one_that_the_template_would_give(package: Path) -> None:
    for language, name in template(package).names.items():
        assert f'  {language}: "{templates.substitute(name, constants(package))}"\n' in text(package, "problem.yaml")


def _final_consonant(word: str) -> int:
    """0 if the last syllable is open, 8 if it ends in rieul, another number for other consonants."""
    return (ord(word[-1]) - ord("가")) % 28


@every_package
def test_korean_nouns_of_a_parameter_take_the_same_particles(package: Path) -> None:
    statement = text(package, "statement/problem.ko.md")
    for values in template(package).parameters.values():
        for name in [name for name in values[0] if name.endswith("_ko")]:
            endings = [_final_consonant(str(value[name])) for value in values]
            if re.search(rf"\{{\{{{name}\}}\}}[은는이가을를과와]", statement):
                assert len({ending == 0 for ending in endings}) == 1, name
            if re.search(rf"\{{\{{{name}\}}\}}(으로|로)", statement):
                assert len({ending in {0, 8} for ending in endings}) == 1, name
