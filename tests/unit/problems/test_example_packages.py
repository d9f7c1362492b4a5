"""Every example package is complete, and its parts tell the same story."""

from __future__ import annotations

import ast
import hashlib
import json
import re
import uuid
from collections import Counter
from pathlib import Path

import jsonschema
import pytest
import yaml

from tests.unit.problems.example_packages import LANGUAGES, PACKAGES, PROBLEMS, constants, files, package_id, text

SCHEMA = json.loads((PROBLEMS.parent / "runtime/chalicelib/schemas/problem_spec.schema.json").read_text("utf-8"))
STRATA = {"small": 6, "random": 5, "extreme": 5, "slow": 3}
ALLOWED_KEYS = {
    "problem_format_version",
    "name",
    "uuid",
    "credits",
    "license",
    "keywords",
    "limits",
    "constants",
}  # fmt: skip
PLACEHOLDER = re.compile(r"\{\{([a-zA-Z_][a-zA-Z0-9_]*)\}\}")

every_package = pytest.mark.parametrize("package", PACKAGES, ids=package_id)


def spec(package: Path) -> dict[str, object]:
    loaded: dict[str, object] = json.loads(text(package, ".alpaco/spec.json"))
    return loaded


def variables(package: Path) -> list[dict[str, str]]:
    listed = spec(package)["variables"]
    assert isinstance(listed, list)
    return listed


def answers(package: Path, folder: str) -> list[str]:
    return [path.read_text("utf-8") for path in sorted((package / "data" / folder).glob("*.ans"))]


def test_the_examples_cover_the_main_topics_and_every_difficulty() -> None:
    specs = [spec(package) for package in PACKAGES]
    topics = {topic for one in specs for topic in one["topics"]}  # type: ignore[attr-defined]  # a list of strings
    assert {
        "arithmetic", "strings", "sorting", "shortest paths", "dynamic programming", "floating point", "constructive",
        "simulation",
    } <= topics  # fmt: skip
    assert {one["difficulty"] for one in specs} == {"tutorial", "easy", "medium", "hard"}
    assert {one["output_kind"] for one in specs} == {"exact", "float", "any_valid"}


def test_no_two_examples_share_a_uuid() -> None:
    found = [yaml.safe_load(text(package, "problem.yaml"))["uuid"] for package in PACKAGES]
    assert len({uuid.UUID(one) for one in found}) == len(PACKAGES)


@every_package
def test_problem_yaml_follows_the_format(package: Path) -> None:
    problem = yaml.safe_load(text(package, "problem.yaml"))
    assert re.fullmatch("[a-z0-9]+", package.name)
    assert set(problem) == ALLOWED_KEYS
    assert problem["problem_format_version"] == "2025-09"
    assert set(problem["name"]) == {path.name.split(".")[1] for path in (package / "statement").iterdir()}
    assert problem["limits"]["memory"] > 0
    assert problem["license"] == "cc by"


@every_package
def test_read_constants_agrees_with_yaml(package: Path) -> None:
    assert constants(package) == yaml.safe_load(text(package, "problem.yaml"))["constants"]


@every_package
def test_spec_fits_its_schema(package: Path) -> None:
    jsonschema.validate(spec(package), SCHEMA)


@every_package
def test_bounds_of_the_spec_are_the_constants(package: Path) -> None:
    known = constants(package)
    for variable in variables(package):
        name = variable["name"]
        assert (str(known[f"{name}_min"]), str(known[f"{name}_max"])) == (variable["min"], variable["max"])


@every_package
def test_korean_spec_says_the_same_in_korean(package: Path) -> None:
    english, korean = spec(package), json.loads(text(package, ".alpaco/spec.ko.json"))
    jsonschema.validate(korean, SCHEMA)
    translated = {"title", "summary", "rules", "variables", "input_layout", "output_layout"}
    for key in english.keys() - translated:
        assert korean[key] == english[key], key
    for key in ("rules", "input_layout", "output_layout"):
        assert len(korean[key]) == len(english[key]), key  # type: ignore[arg-type]  # a list
    bounds = [{**variable, "meaning": ""} for variable in korean["variables"]]
    assert bounds == [{**variable, "meaning": ""} for variable in variables(package)]
    assert all(re.search("[가-힣]", rule) for rule in [korean["title"], korean["summary"], *korean["rules"]])


@every_package
def test_limits_of_the_spec_are_those_of_the_problem(package: Path) -> None:
    limits = yaml.safe_load(text(package, "problem.yaml"))["limits"]
    assert (spec(package)["time_limit_s"], spec(package)["memory_mib"]) == (limits["time_limit"], limits["memory"])


@every_package
def test_placeholders_name_constants_everywhere(package: Path) -> None:
    known = constants(package).keys() | {"nextsample", "remainingsamples"}
    folders = ("statement/", "submissions/", "input_validators/", "output_validator/")
    replaced = [path for path in files(package) if path.startswith(folders)]
    for path in [*replaced, ".alpaco/spec.json", ".alpaco/spec.ko.json", ".alpaco/template.json"]:
        assert set(PLACEHOLDER.findall(text(package, path))) <= known, path


@every_package
def test_generator_holds_no_placeholder(package: Path) -> None:
    assert not PLACEHOLDER.search(text(package, "generators/generate.py"))


@every_package
@pytest.mark.parametrize("language", LANGUAGES)
def test_statement_places_every_bound_and_the_samples(package: Path, language: str) -> None:
    statement = text(package, f"statement/problem.{language}.md")
    placed = set(PLACEHOLDER.findall(statement))
    bounds = {f"{variable['name']}_{end}" for variable in variables(package) for end in ("min", "max")}
    assert bounds | {"remainingsamples"} <= placed


@every_package
@pytest.mark.parametrize("language", LANGUAGES)
def test_statement_types_no_bound_itself(package: Path, language: str) -> None:
    numerals = set(re.findall(r"\d+", PLACEHOLDER.sub("", text(package, f"statement/problem.{language}.md"))))
    numbers = {str(abs(value)) for value in constants(package).values() if isinstance(value, int)}
    # Numerals of lists ("1, 2, 3, ..."), of 10^{-6} and 0 and 1 are free.
    assert numerals & (numbers - {"0", "1", "2", "3"}) == set()


@every_package
@pytest.mark.parametrize(
    ("language", "headings"), [("en", ["## Input", "## Output"]), ("ko", ["## 입력", "## 출력"])], ids=LANGUAGES
)
def test_statement_has_its_sections_in_order(package: Path, language: str, headings: list[str]) -> None:
    statement = text(package, f"statement/problem.{language}.md")
    assert re.findall(r"^#.*$", statement, re.MULTILINE) == headings
    assert statement.endswith("{{remainingsamples}}\n")


@every_package
def test_korean_statement_is_korean_and_asks_as_korean_judges_do(package: Path) -> None:
    statement = text(package, "statement/problem.ko.md")
    assert "구하는 프로그램을 작성하시오" in statement or "알아내는 프로그램을 작성하시오" in statement
    assert "출력하시오" in statement
    assert not re.search(r"\b[a-z]{4,}\b", re.sub(r"\{\{\w+\}\}|\$[^$]*\$|`[^`]*`", "", statement))


@every_package
@pytest.mark.parametrize("language", LANGUAGES)
def test_statement_closes_its_mathematics_and_code(package: Path, language: str) -> None:
    statement = text(package, f"statement/problem.{language}.md")
    assert statement.count("$") % 2 == 0
    assert statement.count("`") % 2 == 0


@every_package
def test_hashes_cover_every_sample_and_secret_file(package: Path) -> None:
    lines = text(package, ".alpaco/tests.sha256").splitlines()
    listed = {path: digest for digest, path in (line.split("  ") for line in lines)}
    tests = [path for path in files(package) if re.fullmatch(r"data/(sample|secret)/.*\.(in|ans)", path)]
    assert listed == {path: hashlib.sha256((package / path).read_bytes()).hexdigest() for path in tests}


@every_package
def test_secret_tests_are_named_after_stratum_and_seed(package: Path) -> None:
    names = sorted(path.stem for path in (package / "data/secret").glob("*.in"))
    parts = [re.fullmatch(r"(\d{3})-([a-z]+)-(\d+)", name) for name in names]
    assert [int(part[1]) for part in parts if part] == list(range(1, sum(STRATA.values()) + 1))
    assert Counter(part[2] for part in parts if part) == STRATA


@every_package
def test_no_input_occurs_twice(package: Path) -> None:
    inputs = Counter(path.read_bytes() for path in (package / "data").glob("s*/*.in"))
    assert max(inputs.values()) == 1


@every_package
def test_samples_and_secret_tests_show_every_answer_class(package: Path) -> None:
    classes = spec(package)["answer_classes"]
    assert isinstance(classes, list)
    for folder in ("sample", "secret"):
        tokens = {token for answer in answers(package, folder) for token in answer.split()}
        assert set(classes) <= tokens, folder
    assert len(set(answers(package, "sample"))) == len(answers(package, "sample")) in {2, 3, 4}


@every_package
def test_files_are_utf8_with_unix_line_ends(package: Path) -> None:
    for path, data in files(package).items():
        deliberate = path.startswith(("data/invalid_input/", "data/invalid_output/", "data/valid_output/"))
        if deliberate or "__pycache__" in path:
            continue
        assert b"\r" not in data, path
        assert data.decode("utf-8").endswith("\n"), path


@every_package
def test_submissions_are_many_and_of_every_kind(package: Path) -> None:
    found = [path.relative_to(package / "submissions") for path in (package / "submissions").glob("*/*")]
    accepted = {path.suffix for path in found if path.parent.name == "accepted"}
    kinds = Counter(path.parent.name for path in found)
    assert len(found) >= 6
    assert {".py", ".cpp"} <= accepted
    assert kinds["wrong_answer"] >= 2
    assert kinds["time_limit_exceeded"] >= 1
    assert kinds["brute_force"] == 1
    assert len({path.stem for path in found}) == len(found), "two programs have the same name"


@every_package
def test_generator_is_deterministic_by_construction(package: Path) -> None:
    """It imports nothing that could tell one run from another."""
    tree = ast.parse(text(package, "generators/generate.py"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert imported == {"random", "sys"}


@every_package
def test_package_stays_small(package: Path) -> None:
    assert sum(len(data) for data in files(package).values()) < 1_500_000
